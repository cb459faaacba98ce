import type { Message } from '@prisma/client';
import { openRecipient } from '~/customers/profiles/address-vault.server';
import { decideAboutConfirmation } from '~/decisions/send-policy/decide-now.server';
import type { Db } from '~/platform/db/db.server';
import { CONFIRMATION_KINDS, confirmationKey, type ConfirmationKind } from '../documents/confirmations';
import { composeMail } from './compose-mail.server';
import type { Composition } from './mail-order';
import { NO_SUBJECT, type MailDraft, type Shelf } from './draft-mails.server';
import { sealMail } from './mail-contents.server';
import { confirmUrl } from './own-links';
import type { PrepareContext, PrepareDeps, Prepared } from './prepared';
import { fromHeader } from './sender-address';

const NOTHING: MailDraft = { ...NO_SUBJECT, candidates: [] };
const EMPTY_SHELF: Shelf = { products: new Map(), live: new Map() };

/** Prepares a mail that asks its reader to confirm something: no advertising, no tracking, on the stream for such mails. */
export async function prepareConfirmation(
  deps: PrepareDeps,
  db: Db,
  context: PrepareContext,
  message: Message,
): Promise<Prepared> {
  const { shop, sender, address, rules } = context;
  const { decision, answers, addressId } = await decideAboutConfirmation(deps.clock, db, message, rules);
  if (decision.kind !== 'send') return { kind: 'not-now', message, decision, answers };
  const recipient = addressId && (await openRecipient(deps.vault, db, shop.id, addressId));
  if (!recipient || !sender?.transactionalStream || !address)
    throw new Error(`message ${message.id} may go but lacks its ${recipient ? 'stream' : 'address'}`);
  const made = await compose(deps, db, context, message);
  if (made.kind === 'failed') return { kind: 'broken', message, problem: made.problem };
  const email = {
    ...{ ...made.mail, messageId: message.id, to: recipient.email },
    ...{ from: fromHeader(sender.fromName, address.email), replyTo: address.replyTo },
    ...{ stream: sender.transactionalStream, headers: [], tag: message.templateKey, isTracked: false },
  };
  const sealed = sealMail(deps.vault, shop.id, email);
  const shown = { recommendations: [], codeId: null, live: new Map<string, never>() };
  return { kind: 'ready', ready: { message, addressId, email, sealed, ...shown } };
}

function compose(deps: PrepareDeps, db: Db, { shop, sender }: PrepareContext, message: Message): Promise<Composition> {
  const kind = message.templateKey.replace(/^confirm-/, '') as ConfirmationKind;
  if (!CONFIRMATION_KINDS.includes(kind)) throw new Error(`there is nothing to confirm as "${message.templateKey}"`);
  const envelope = {
    ...{ templateKey: confirmationKey(kind, shop.locale), campaign: message.templateKey, firstName: null },
    ...{ postalAddress: sender?.postalAddress ?? '', consentLine: null, unsubscribeUrl: '', preferencesUrl: '' },
    confirmUrl: confirmUrl(deps.appUrl, deps.vault, { shopId: shop.id, id: message.sourceId }),
  };
  return composeMail(deps, db, shop, envelope, NOTHING, EMPTY_SHELF);
}
