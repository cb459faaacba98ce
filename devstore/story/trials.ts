import { setTimeout as sleep } from 'node:timers/promises';
import type { InboxMessage } from '../postmark/inbox/inbox';
import { acceptedMails, money } from './judge';
import { leavesCart } from './shoppers';
import { expectThat } from './steps';
import { HOUR_MS, MINUTE_MS, type Stage } from './stage';

export async function replayWebhooks(stage: Stage): Promise<string> {
  const before = acceptedMails(stage.world).length;
  stage.world.shopify.webhooks.setBehaviour({ shuffle: true });
  const sent = await stage.world.shopify.webhooks.redeliver(
    ({ topic }) => /^(carts|checkouts|customers)/.test(topic),
    5,
  );
  await stage.settle();
  stage.world.shopify.webhooks.setBehaviour({ shuffle: false });
  await stage.advance(HOUR_MS);
  expectThat(acceptedMails(stage.world).length === before, `still ${before} mails`, acceptedMails(stage.world));
  return `${sent} deliveries more, all acknowledged, and an hour later still ${before} mails`;
}

export async function lookAtUnsubscribe(stage: Stage): Promise<string> {
  const mail = stage.mailTo('dora');
  const url = unsubscribeAddress(mail);
  const response = await fetch(url);
  await response.text();
  expectThat(response.status === 200, 'a page', response.status);
  await stage.settle();
  expectThat(stage.suppressions().length === 0, 'no suppression', stage.suppressions());
  const { messages } = await stage.admin.load<{ messages: { to: string; state: string }[] }>(
    '/app/messages',
    'routes/app.messages',
  );
  expectThat(
    messages.some((message) => message.to === mail.to && message.state === 'accepted'),
    'Dora as before',
    messages,
  );
  return `GET ${new URL(url).pathname.slice(0, 12)}… shows a page; nobody is unsubscribed`;
}

export async function unsubscribe(stage: Stage): Promise<string> {
  const { status } = await stage.world.postmark.inbox.unsubscribe(stage.mailTo('dora').messageId, { how: 'one-click' });
  await stage.settle();
  expectThat(status === 200, 'the POST to be taken', status);
  return `POST answered ${status}`;
}

export async function judgeAttribution(stage: Stage): Promise<string> {
  const order = stage.world.shopify.store.data.orders
    .filter((each) => each.email === stage.person('anna').email)
    .at(-1);
  if (!order) throw new Error('the store has no order of Anna’s');
  await stage.world.shopify.webhooks.redeliver(({ topic }) => topic.startsWith('orders/'), 5);
  await stage.settle();
  const { results: home } = await stage.admin.load<{ results: { attributedMinor: number } }>(
    '/app?index',
    'routes/app._index',
  );
  stage.attributedRevenueMinor = home.attributedMinor;
  expectThat(
    home.attributedMinor === order.totalMinor,
    `${order.totalMinor} credited, the order’s total`,
    home.attributedMinor,
  );
  return `${money(stage.world.shopify.store.data, order.totalMinor)} of order ${order.name}, also after its webhooks came five times more`;
}

export async function crash(stage: Stage): Promise<string> {
  await leavesCart(stage, 'emil', 5, { acceptsMarketing: true });
  stage.worker?.kill('SIGTERM');
  await stage.worker?.ended;
  const doomed = await stage.app.startWorker({ KINDRED_CRASH_POINT: 'send.claimed' });
  await stage.world.clock.advance(4 * HOUR_MS + MINUTE_MS);
  const { signal } = await doomed.ended;
  const { email } = stage.person('emil');
  const mailsToEmil = () => acceptedMails(stage.world).filter((mail) => mail.to === email).length;
  expectThat(signal === 'SIGKILL' && mailsToEmil() === 0, 'the worker killed before anything left', {
    signal,
    mails: mailsToEmil(),
  });
  stage.worker = await stage.app.startWorker();
  await stage.world.logs.postmark.waitFor((entry) => entry.kind === 'accepted' && entry.to.includes(email), {
    what: 'Emil’s mail after the restart',
    timeoutMs: 60_000,
  });
  await stage.settle();
  await sleep(500);
  expectThat(mailsToEmil() === 1, 'exactly one mail to Emil', mailsToEmil());
  return 'killed by SIGKILL with his message claimed; one mail after the restart';
}

function unsubscribeAddress(mail: InboxMessage): string {
  const header = mail.headers.find(({ Name }) => Name === 'List-Unsubscribe')?.Value ?? '';
  const url = /<(https?:[^>]+)>/.exec(header)?.[1];
  if (!url) throw new Error('the mail has no List-Unsubscribe address');
  return url;
}
