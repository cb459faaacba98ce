import type { Message } from '@prisma/client';
import { openRecipients, type Recipient } from '~/customers/profiles/address-vault.server';
import { mailToken } from '~/decisions/send-policy/mail-token.server';
import { subjectOfMessage } from '~/decisions/send-policy/message-subject';
import { utmCampaignOf } from '~/decisions/send-policy/utm';
import type { Db } from '~/platform/db/db.server';
import { soundAmp } from '../amp/amp-check';
import { shownCode } from '../links/shown-code';
import { signLinks } from '../links/sign-links';
import { drawingFor } from '../open-time/drawing-for';
import { LARGEST_BYTES, sizeOf } from '../quality/check-made';
import type { RenderedMail } from '../rendering/mail-data';
import { composeMails } from './compose-mail.server';
import type { Shelf } from './draft-mails.server';
import type { OutgoingEmail } from './email-transport';
import { heldAsTooLarge } from './held-mails.server';
import { sealMail } from './mail-contents.server';
import type { Envelope } from './mail-order';
import { preferencesUrl } from './own-links';
import type { Going, PrepareContext, PrepareDeps, Prepared } from './prepared';
import { fromHeader, type SendingAddress } from './sender-address';
import type { Sender } from './sender.server';
import { oneClickHeaders, POSTMARK_UNSUBSCRIBE, unsubscribeUrl } from './unsubscribe-link';

/** Makes the mails that may go and packs them up as they leave: addressed, their links signed, sealed to be kept. */
export async function packMails(
  deps: PrepareDeps,
  db: Db,
  { shop, sender, address }: PrepareContext,
  going: Going[],
  shelf: Shelf,
): Promise<Prepared[]> {
  const addressIds = going.flatMap(({ gathered }) => gathered.addressId ?? []);
  const recipients = await openRecipients(deps.vault, db, shop.id, addressIds);
  const addressed = going.map(({ message, gathered, draft, code, answers }) => {
    const recipient = recipients.get(gathered.addressId ?? '');
    if (!recipient || !sender || !address)
      throw new Error(`message ${message.id} may go but lacks its ${sender ? 'address' : 'sender'}`);
    return {
      ...{ message, draft, recipient, sender, address, answers, code },
      ...envelopeFor(deps, shop.id, sender, { message, gathered, recipient, code }),
    };
  });
  const made = await composeMails(deps, db, shop, addressed, shelf);
  const prepared = addressed.map(async (each, at): Promise<Prepared> => {
    const mail = made[at];
    if (mail?.kind !== 'rendered')
      return { kind: 'broken', message: each.message, problem: mail?.problem ?? 'it was not made' };
    const { recommendations } = mail;
    const { addressId } = each.recipient;
    const { message, code, answers } = each;
    const codeId = code?.codeId ?? null;
    const shown = shownCode(mail.mail, code, [shop.storefrontUrl, each.draft.checkoutUrl]);
    const { amp, ...signed } = signLinks(deps, mail.mail, { shopId: message.shopId, messageId: message.id }, shown);
    const bytes = sizeOf(signed);
    if (bytes >= LARGEST_BYTES)
      return { kind: 'not-now', message, decision: heldAsTooLarge(deps.clock.now(), message, bytes), answers };
    const email = { ...toEmail(each, signed), ...(await soundAmp(deps.ampCheck, amp)) };
    const sealed = sealMail(deps.vault, shop.id, email);
    return { kind: 'ready', ready: { message, addressId, email, sealed, recommendations, codeId, live: shelf.live } };
  });
  return Promise.all(prepared);
}

interface Addressed {
  message: Message;
  recipient: Recipient;
  sender: Sender;
  address: SendingAddress;
  /** Our own address for unsubscribing; null where Postmark's is used. */
  ownUrl: string | null;
}

function envelopeFor(
  deps: PrepareDeps,
  shopId: string,
  sender: Sender,
  { message, gathered, recipient, code }: Pick<Going, 'message' | 'gathered' | 'code'> & { recipient: Recipient },
): { ownUrl: string | null; envelope: Envelope } {
  const { addressId, firstName } = recipient;
  const target = { shopId, addressId, purpose: 'marketing', messageId: message.id } as const;
  const ownUrl = sender.unsubscribeMode === 'custom' ? unsubscribeUrl(deps.appUrl, deps.vault, target) : null;
  const envelope = {
    templateKey: message.templateKey,
    subjectLine: gathered.subjectLine,
    campaign: utmCampaignOf(message),
    mailToken: mailToken(deps.vault, shopId, message.id),
    firstName,
    postalAddress: sender.postalAddress,
    isAsked: subjectOfMessage(message).about?.isAsked ?? false,
    consentLine: sender.consentLine,
    unsubscribeUrl: ownUrl ?? POSTMARK_UNSUBSCRIBE,
    preferencesUrl: preferencesUrl(deps.appUrl, deps.vault, target),
    ...(code ? { coupon: { ...code, isExample: false } } : {}),
    mayHoldAmp: sender.smtp !== null,
    drawing: drawingFor(deps, { shopId, messageId: message.id }),
  };
  return { ownUrl, envelope };
}

const toEmail = ({ message, recipient, sender, address, ownUrl }: Addressed, mail: RenderedMail): OutgoingEmail => ({
  ...mail,
  messageId: message.id,
  to: recipient.email,
  from: fromHeader(sender.fromName, address.email),
  replyTo: address.replyTo,
  stream: sender.broadcastStream,
  headers: ownUrl === null ? [] : oneClickHeaders(ownUrl),
  tag: message.templateKey,
});
