import { openRecipient, recipientName } from '~/customers/profiles/address-vault.server';
import { withoutMarks } from '~/delivery/documents/part-marks';
import { signLinks } from '~/delivery/links/sign-links';
import { sizeOf } from '~/delivery/quality/check-made';
import type { Finding } from '~/delivery/quality/finding';
import { preheaderOf } from '~/delivery/rendering/preheader-of';
import { previewMail, type PreviewInput } from '~/delivery/sending/preview-mail.server';
import { loadSender } from '~/delivery/sending/sender.server';
import type { Db } from '~/platform/db/db.server';
import { mailFindings } from '../mails/mail-findings.server';
import type { PreviewDeps } from '../preview.server';
import { inShop } from '../shop-context.server';
import { asGot, readDraftToTry, type Unsound } from './draft-to-try.server';

export type DraftPreview =
  | {
      kind: 'shown';
      subject: string;
      /** As it stands beside the subject for them. */
      preheader: string;
      /** As sent, but for marks around its blocks: it can be pointed at. */
      html: string;
      text: string;
      who: string;
      profileId: string | null;
      /** With which product it is shown, where it is about one; null: it is about none. */
      note: string | null;
      findings: Finding[];
      /** As sent, with its links. */
      bytes: number;
      /** Keys of the parts that are not for them. */
      hidden: string[];
    }
  | Unsound
  | { kind: 'failed'; problem: string };

/** A draft as somebody would get it now, made exactly as for sending. @param form `{ document, as, language }` */
export function previewDraft(deps: PreviewDeps, shopDomain: string, key: string, form: unknown): Promise<DraftPreview> {
  return inShop(deps, shopDomain, async (db, shop) => {
    const read = readDraftToTry(form, key);
    if (read.kind === 'unsound') return read;
    const { got, note } = await asGot(deps, db, shop.id, read);
    const input: PreviewInput = {
      ...{ shop, sender: await loadSender(deps.vault, db, shop.id), campaign: key, isMarked: true },
      ...got,
    };
    const made = await previewMail(deps, db, input);
    if (made.kind === 'failed') return made;
    const asSent = { ...made.mail, html: withoutMarks(made.mail.html) };
    const { profileId } = input.subject;
    return {
      ...{ kind: 'shown', ...made.mail, hidden: made.hidden, profileId, note },
      preheader: preheaderOf(asSent.html),
      who: read.as === 'nameless' ? 'somebody without a name' : await whoIs(deps, db, shop.id, profileId),
      findings: await mailFindings(deps, db, { ...input, document: read.document }, asSent),
      bytes: sizeOf(signLinks(deps, asSent, { shopId: shop.id, messageId: shop.id })),
    };
  });
}

async function whoIs({ vault }: PreviewDeps, db: Db, shopId: string, profileId: string | null): Promise<string> {
  const profile = profileId ? await db.profile.findUnique({ where: { shopId_id: { shopId, id: profileId } } }) : null;
  const person = profile?.primaryAddressId ? await openRecipient(vault, db, shopId, profile.primaryAddressId) : null;
  return person ? recipientName(person) : profileId ? 'a visitor' : 'nobody in particular';
}
