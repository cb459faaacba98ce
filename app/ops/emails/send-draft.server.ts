import { previewMail } from '~/delivery/sending/preview-mail.server';
import { sendTestMail, testUnsubscribeUrl } from '~/delivery/sending/send-test-mail.server';
import { sendingAddress } from '~/delivery/sending/sender-address';
import { loadSender } from '~/delivery/sending/sender.server';
import type { TestDeps } from '../send-test.server';
import { inShop } from '../shop-context.server';
import { asGot, readDraftToTry } from './draft-to-try.server';
import type { DocumentProblem } from './read-draft';

export type DraftSent =
  { kind: 'sent'; to: string; profileId: string | null } | { kind: 'refused'; problems: DocumentProblem[] };

/**
 * Sends a draft to the shop itself, as somebody would get it, in the language it is looked at. Nobody's consent is used, and it stands in no ledger.
 * @param form `{ document, as, language }`
 */
export function sendDraft(deps: TestDeps, shopDomain: string, key: string, form: unknown): Promise<DraftSent> {
  return inShop(deps, shopDomain, async (db, shop) => {
    const read = readDraftToTry(form, key);
    if (read.kind === 'unsound') return { kind: 'refused', problems: read.problems };
    const sender = await loadSender(deps.vault, db, shop.id);
    if (!sender) return refused('Say first in Settings who the mail is from.');
    const address = sendingAddress(sender, shop.domain, deps.lentAddresses);
    if (address.way === 'nowhere') return refused('Verify your domain first: there is no address yet to send from.');
    const { got } = await asGot(deps, db, shop.id, read);
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
