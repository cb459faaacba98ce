import { z } from 'zod';
import { openRecipient, recipientName } from '~/customers/profiles/address-vault.server';
import type { EmailDocument } from '~/delivery/documents/document';
import { inLanguage } from '~/delivery/documents/in-language';
import { signLinks } from '~/delivery/links/sign-links';
import { sizeOf } from '~/delivery/quality/check-made';
import type { Finding } from '~/delivery/quality/finding';
import { preheaderOf } from '~/delivery/rendering/preheader-of';
import { previewMail, type PreviewInput } from '~/delivery/sending/preview-mail.server';
import { sendTestMail, testUnsubscribeUrl } from '~/delivery/sending/send-test-mail.server';
import { sendingAddress } from '~/delivery/sending/sender-address';
import { loadSender } from '~/delivery/sending/sender.server';
import type { Db } from '~/platform/db/db.server';
import { mailFindings } from '../mails/mail-findings.server';
import type { PreviewDeps } from '../preview.server';
import type { TestDeps } from '../send-test.server';
import { inShop } from '../shop-context.server';
import { readDraft, type DocumentProblem } from './read-draft';
import { asWhom, subjectToTry, type AsWhom } from './subject-to-try.server';

export type DraftPreview =
  | {
      kind: 'shown';
      subject: string;
      /** As it stands beside the subject for them. */
      preheader: string;
      html: string;
      text: string;
      who: string;
      profileId: string | null;
      findings: Finding[];
      /** As sent, with its links. */
      bytes: number;
      /** Keys of the parts that are not for them. */
      hidden: string[];
    }
  | { kind: 'unsound'; problems: DocumentProblem[] }
  | { kind: 'failed'; problem: string };

const asked = z.object({
  document: z.string(),
  as: asWhom.catch('next'),
  /** In which it is shown, whatever the reader's; empty: theirs. */
  language: z
    .string()
    .regex(/^([a-z]{2})?$/)
    .catch(''),
});

/** A draft as somebody would get it now, made exactly as for sending. @param form `{ document, as, language }` */
export function previewDraft(deps: PreviewDeps, shopDomain: string, key: string, form: unknown): Promise<DraftPreview> {
  return inShop(deps, shopDomain, async (db, shop) => {
    const read = readAsked(form, key);
    if (read.kind === 'unsound') return read;
    const input: PreviewInput = {
      ...{ shop, sender: await loadSender(deps.vault, db, shop.id), campaign: key },
      ...(await asGot(deps, db, shop.id, read)),
    };
    const made = await previewMail(deps, db, input);
    if (made.kind === 'failed') return made;
    const { profileId } = input.subject;
    return {
      ...{ kind: 'shown', ...made.mail, hidden: made.hidden, profileId },
      preheader: preheaderOf(made.mail.html),
      who: read.as === 'nameless' ? 'somebody without a name' : await whoIs(deps, db, shop.id, profileId),
      findings: await mailFindings(deps, db, { ...input, document: read.document }, made.mail),
      bytes: sizeOf(signLinks(deps, made.mail, { shopId: shop.id, messageId: shop.id })),
    };
  });
}

export type DraftSent =
  { kind: 'sent'; to: string; profileId: string | null } | { kind: 'refused'; problems: DocumentProblem[] };

/** Sends a draft to the shop itself, as somebody would get it. Nobody's consent is used, and it stands in no ledger. */
export function sendDraft(deps: TestDeps, shopDomain: string, key: string, form: unknown): Promise<DraftSent> {
  return inShop(deps, shopDomain, async (db, shop) => {
    const read = readAsked(form, key);
    if (read.kind === 'unsound') return { kind: 'refused', problems: read.problems };
    const sender = await loadSender(deps.vault, db, shop.id);
    if (!sender) return refused('Say first in Settings who the mail is from.');
    const address = sendingAddress(sender, shop.domain, deps.lentAddresses);
    if (address.way === 'nowhere') return refused('Verify your domain first: there is no address yet to send from.');
    const got = await asGot(deps, db, shop.id, read);
    const unsubscribeUrl = testUnsubscribeUrl(sender, deps.appUrl);
    const made = await previewMail(deps, db, { shop, sender, campaign: 'test', unsubscribeUrl, ...got });
    if (made.kind === 'failed') return refused(`The mail could not be made: ${made.problem}`);
    const result = await sendTestMail(deps, db, shop.id, { sender, address, to: shop.email, mail: made.mail });
    return result.kind === 'accepted'
      ? { kind: 'sent', to: shop.email, profileId: got.subject.profileId }
      : refused(`It was not taken: ${result.detail}`);
  });
}

const refused = (message: string): DraftSent => ({ kind: 'refused', problems: [{ path: [], message }] });

interface Asked {
  kind: 'asked';
  document: EmailDocument;
  as: AsWhom;
  language: string;
}

function readAsked(form: unknown, key: string): Asked | Extract<DraftPreview, { kind: 'unsound' }> {
  const told = asked.safeParse(form);
  const read = readDraft(told.data?.document, key);
  if (read.kind === 'refused') return { kind: 'unsound', problems: read.problems };
  return { kind: 'asked', document: read.document, as: told.data?.as ?? 'next', language: told.data?.language ?? '' };
}

async function asGot(
  deps: PreviewDeps,
  db: Db,
  shopId: string,
  { document, as, language }: Asked,
): Promise<Pick<PreviewInput, 'templateKey' | 'document' | 'subject' | 'isNameless'>> {
  return {
    ...{ templateKey: document.key, document: language ? onlyIn(document, language) : document },
    ...{ subject: await subjectToTry(deps, db, shopId, as), isNameless: as === 'nameless' },
  };
}

/** A document that speaks one of its languages alone. */
const onlyIn = (document: EmailDocument, language: string): EmailDocument => ({
  ...inLanguage(document, language),
  language,
});

async function whoIs({ vault }: PreviewDeps, db: Db, shopId: string, profileId: string | null): Promise<string> {
  const profile = profileId ? await db.profile.findUnique({ where: { shopId_id: { shopId, id: profileId } } }) : null;
  const person = profile?.primaryAddressId ? await openRecipient(vault, db, shopId, profile.primaryAddressId) : null;
  return person ? recipientName(person) : profileId ? 'a visitor' : 'nobody in particular';
}
