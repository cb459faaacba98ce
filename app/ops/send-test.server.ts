import { abandonedCartFirst } from '~/delivery/documents/starters/abandoned-cart';
import { NO_SUBJECT } from '~/delivery/sending/draft-mails.server';
import { previewMail } from '~/delivery/sending/preview-mail.server';
import { sendTestMail, testUnsubscribeUrl, type TestMailDeps } from '~/delivery/sending/send-test-mail.server';
import { sendingAddress, type LentAddresses } from '~/delivery/sending/sender-address';
import { loadSender } from '~/delivery/sending/sender.server';
import type { Db } from '~/platform/db/db.server';
import { nextSubject, type PreviewDeps } from './preview.server';
import type { SaveOutcome } from './save-outcome';

export type TestDeps = PreviewDeps & TestMailDeps & { lentAddresses: LentAddresses };

/** Sends the mail that the next person would get to the shop itself: the one true check of token, sender and stream. */
export async function sendTest(deps: TestDeps, db: Db, shopId: string): Promise<SaveOutcome> {
  const shop = await db.shop.findUniqueOrThrow({ where: { id: shopId } });
  const sender = await loadSender(deps.vault, db, shopId);
  if (!sender) return refused('Say first who the mail is from.');
  const address = sendingAddress(sender, shop.domain, deps.lentAddresses);
  if (address.way === 'nowhere')
    return refused('Verify your domain first: there is no address yet from which this mail could leave.');
  const subject = await nextSubject(deps, db, shopId);
  const made = await previewMail(deps, db, {
    ...{ shop, sender, templateKey: abandonedCartFirst.key, campaign: 'test' },
    subject: subject ?? NO_SUBJECT,
    unsubscribeUrl: testUnsubscribeUrl(sender, deps.appUrl),
  });
  if (made.kind === 'failed') return refused(`The mail could not be made: ${made.problem}`);
  const result = await sendTestMail(deps, db, shopId, {
    ...{ sender, address, to: shop.email, mail: made.mail },
  });
  return result.kind === 'accepted' ? { kind: 'saved' } : refused(`Postmark did not take it: ${result.detail}`);
}

const refused = (message: string): SaveOutcome => ({ kind: 'refused', problems: [{ field: 'test', message }] });
