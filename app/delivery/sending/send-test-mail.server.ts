import type { SendResult } from '~/decisions/send-policy/message';
import type { Clock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import type { Ids } from '~/platform/ids.server';
import { soundAmp, type AmpCheck } from '../amp/amp-check';
import type { RenderedMail } from '../rendering/mail-data';
import type { EmailTransport } from './email-transport';
import { fromHeader, type SendingAddress } from './sender-address';
import { accountOf, type Sender } from './sender.server';
import { oneClickHeaders, POSTMARK_UNSUBSCRIBE } from './unsubscribe-link';

export interface TestMailDeps {
  appUrl: string;
  clock: Clock;
  ids: Ids;
  transport: EmailTransport;
  ampCheck: AmpCheck;
}

export interface TestMail {
  sender: Sender;
  address: SendingAddress;
  /** Somebody of the shop, who asks for it. */
  to: string;
  mail: RenderedMail;
}

/**
 * Sends one mail to the shop itself, over the way that mails to its customers take. It stands in no ledger: nobody's consent is used, and what
 * Postmark reports of it belongs to no message. That Postmark takes it verifies the sender.
 */
export async function sendTestMail(
  deps: TestMailDeps,
  db: Db,
  shopId: string,
  { sender, address, to, mail }: TestMail,
): Promise<SendResult> {
  const headers = sender.unsubscribeMode === 'custom' ? oneClickHeaders(testUnsubscribeUrl(sender, deps.appUrl)) : [];
  const [result] = await deps.transport.sendBatch(accountOf(sender), [
    {
      messageId: deps.ids.next(),
      ...{ to, from: fromHeader(sender.fromName, address.email), replyTo: address.replyTo },
      subject: `[Test] ${mail.subject}`,
      html: mail.html,
      text: mail.text,
      ...(sender.smtp ? await soundAmp(deps.ampCheck, mail.amp) : {}),
      stream: sender.broadcastStream,
      headers,
      tag: 'test',
    },
  ]);
  const outcome = result ?? { kind: 'unknown', detail: 'no result' };
  if (outcome.kind === 'accepted')
    await db.sender.update({ where: { shopId }, data: { verifiedAt: deps.clock.now() } });
  return outcome;
}

/** The link of a test mail: Postmark's own, or a page of ours that says it is nobody's. */
export const testUnsubscribeUrl = ({ unsubscribeMode }: Sender, appUrl: string): string =>
  unsubscribeMode === 'custom' ? `${appUrl}/u/test` : POSTMARK_UNSUBSCRIBE;
