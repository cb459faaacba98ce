import { signLinks } from '~/delivery/links/sign-links';
import { sizeOf } from '~/delivery/quality/check-made';
import { preheaderOf } from '~/delivery/rendering/preheader-of';
import { previewMail } from '~/delivery/sending/preview-mail.server';
import { testUnsubscribeUrl } from '~/delivery/sending/send-test-mail.server';
import { fromHeader, sendingAddress } from '~/delivery/sending/sender-address';
import { loadSender, type Sender } from '~/delivery/sending/sender.server';
import { oneClickHeaders } from '~/delivery/sending/unsubscribe-link';
import type { TestDeps } from '../send-test.server';
import { inShop } from '../shop-context.server';
import { asGot, readDraftToTry, type Unsound } from './draft-to-try.server';

export type DraftSource =
  | {
      kind: 'made';
      /** As whom it was made; null: nobody in particular. */
      profileId: string | null;
      /** What is seen of it before it is opened, and what mail programs read beside it. */
      head: { name: string; value: string }[];
      html: string;
      text: string;
      /** Of each in UTF-8. */
      bytes: { html: number; text: number };
    }
  | Unsound
  | { kind: 'failed'; problem: string };

/** A draft as its source leaves, for whom it is looked at: with its links as they are followed, and its headers. @param form `{ document, as, language }` */
export function draftSource(deps: TestDeps, shopDomain: string, key: string, form: unknown): Promise<DraftSource> {
  return inShop(deps, shopDomain, async (db, shop) => {
    const read = readDraftToTry(form, key);
    if (read.kind === 'unsound') return read;
    const sender = await loadSender(deps.vault, db, shop.id);
    const { got } = await asGot(deps, db, shop.id, read);
    const unsubscribeUrl = sender ? { unsubscribeUrl: testUnsubscribeUrl(sender, deps.appUrl) } : {};
    const made = await previewMail(deps, db, { ...{ shop, sender, campaign: key }, ...unsubscribeUrl, ...got });
    if (made.kind === 'failed') return made;
    const { html, text, subject } = signLinks(deps, made.mail, { shopId: shop.id, messageId: shop.id });
    return {
      ...{ kind: 'made', profileId: got.subject.profileId, html, text },
      head: [
        ...(sender ? fromWords(deps, sender, shop.domain) : [{ name: 'From', value: NOBODY_YET }]),
        ...[
          { name: 'Subject', value: subject },
          { name: 'Preheader', value: preheaderOf(html) },
        ],
        ...(sender ? wayOutHeaders(deps, sender) : []),
      ],
      bytes: { html: sizeOf({ html }), text: sizeOf({ html: text }) },
    };
  });
}

const NOBODY_YET = 'Nobody yet: say in Settings who the mail is from.';

function fromWords({ lentAddresses }: TestDeps, sender: Sender, shopDomain: string): { name: string; value: string }[] {
  const { way, email, replyTo } = sendingAddress(sender, shopDomain, lentAddresses);
  const from = way === 'nowhere' ? `${fromHeader(sender.fromName, email)}, once its domain is verified` : null;
  return [
    { name: 'From', value: from ?? fromHeader(sender.fromName, email) },
    ...(replyTo ? [{ name: 'Reply-To', value: replyTo }] : []),
  ];
}

/** Where Postmark keeps who unsubscribed it writes the headers itself. */
const wayOutHeaders = ({ appUrl }: TestDeps, sender: Sender): { name: string; value: string }[] =>
  sender.unsubscribeMode === 'custom'
    ? oneClickHeaders(testUnsubscribeUrl(sender, appUrl))
    : [{ name: 'List-Unsubscribe', value: 'Written by Postmark' }];
