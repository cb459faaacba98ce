import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { type Message, ServerClient } from 'postmark';
import { LinkTrackingOptions } from 'postmark/dist/client/models';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createLog } from '../../append-only-log';
import { openKeep } from '../../kept/keep';
import { createWorldClock } from '../../world-clock';
import type { PostmarkLogEntry } from '../log/entries';
import { createPostmarkStandIn, type PostmarkStandInOptions } from '../stand-in';
import { benchStart, mail } from '../testing/open-bench';
import { openReceiver, type Receiver } from '../testing/open-receiver';

let folder: string;
let receiver: Receiver;
let system: { nowMs: number };
let offsetMs: number;
let starts: number;
let opened: { close(): Promise<void> }[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'postmark-restart-'));
  receiver = await openReceiver();
  [system, offsetMs, starts, opened] = [{ nowMs: benchStart }, 0, 0, []];
});
afterEach(async () => {
  for (const each of opened) await each.close();
  await receiver.close();
  rmSync(folder, { recursive: true });
});

const dirOf = (start: number) => join(folder, String(start));
const everything = Object.fromEntries(
  ['Open', 'Click', 'Delivery', 'Bounce', 'SpamComplaint', 'SubscriptionChange'].map((type) => [
    type,
    { Enabled: true },
  ]),
);
const linked = {
  HtmlBody: '<a href="https://shop.example/tea">Tea</a>',
  TrackOpens: true,
  TrackLinks: LinkTrackingOptions.HtmlAndText,
};

/** A stand-in on what was kept; the first start also makes a server, a sender and a webhook for everything. */
async function start(options: Partial<PostmarkStandInOptions> = {}) {
  const clock = createWorldClock({ systemNow: () => system.nowMs });
  await clock.advance(offsetMs);
  const log = createLog<PostmarkLogEntry>({ clock });
  const keep = openKeep(dirOf(starts), { startsBefore: starts });
  const standIn = createPostmarkStandIn({ clock, log, keep, verifiesWebhooks: false, ...options });
  const { url, publicUrl } = await standIn.start({ port: 0 });
  if (starts === 0) standIn.senders.addDomain({ name: 'shop.example' });
  const server = standIn.servers()[0] ?? standIn.createServer({ name: 'Shop' });
  const client = new ServerClient(server.token, { useHttps: false, requestHost: new URL(url).host });
  if (starts === 0)
    for (const stream of ['outbound', 'broadcast'])
      await client.createWebhook({ Url: receiver.url, Triggers: everything, MessageStream: stream });
  opened.push({ close: () => standIn.stop() });
  return { standIn, client, server, clock, log, publicUrl };
}
type Started = Awaited<ReturnType<typeof start>>;

/** What a kill at this moment leaves, opened by the next start a moment later. The killed one lives on, on its own files. */
async function restart(killed: Started, options: Partial<PostmarkStandInOptions> = {}): Promise<Started> {
  offsetMs = killed.clock.offsetMs;
  cpSync(dirOf(starts), dirOf(starts + 1), { recursive: true });
  starts += 1;
  system.nowMs += 1;
  return start(options);
}

/** All that can be asked of it. */
async function everythingOf({ standIn, client, publicUrl }: Started) {
  const streams = (await client.getMessageStreams()).MessageStreams;
  const ofStreams = await Promise.all(
    streams.map(async ({ ID }) => ({
      ID,
      suppressions: (await client.getSuppressions(ID)).Suppressions,
      messages: (await client.getOutboundMessages({ messagestream: ID })).Messages,
      bounces: (await client.getBounces({ messageStream: ID })).Bounces,
      opens: (await client.getMessageOpens({ messagestream: ID } as object)).Opens,
      clicks: (await client.getMessageClicks({ messagestream: ID } as object)).Clicks,
    })),
  );
  const messages = standIn.inbox.messages({ withReturned: true });
  const details = await Promise.all(messages.map(({ messageId }) => client.getOutboundMessageDetails(messageId)));
  const mails = messages.map((each) => ({ ...each, html: each.html, text: each.text, links: each.links }));
  const known = {
    ...{ streams, ofStreams, details, mails, server: await client.getServer() },
    webhooks: (await client.getWebhooks()).Webhooks,
    statistics: await client.getOutboundOverview(),
    suppressed: standIn.inbox.suppressed(),
  };
  return JSON.parse(JSON.stringify(known).replaceAll(publicUrl, 'PUBLIC')) as unknown;
}

type Act = (world: Started, pick: number) => Promise<unknown>;

const people = ['ana@example.com', 'bo@example.com', 'Cy@example.com'];
const aMail = ({ standIn }: Started, pick: number) => {
  const mails = standIn.inbox.messages();
  return mails[pick % Math.max(mails.length, 1)];
};
const send = (fields: Partial<Message>) => async (world: Started, pick: number) =>
  world.client.sendEmail(mail({ To: people[pick % 3] ?? '', Tag: 'tea', Metadata: { $date: 'x' }, ...fields }));
const onMail = (act: (world: Started, mail: { messageId: string; to: string }) => unknown): Act => {
  return async (world, pick) => {
    const chosen = aMail(world, pick);
    if (chosen) await act(world, chosen);
  };
};

const acts: Record<string, Act> = {
  send: send(linked),
  sendToMany: send({ Cc: 'bo@example.com', ...linked }),
  sendBroadcast: send({ MessageStream: 'broadcast', HtmlBody: '<a href="{{{ pm:unsubscribe }}}">Leave</a>' }),
  sendToNobody: send({ To: 'hardbounce@bounce-testing.postmarkapp.com' }),
  open: onMail(({ standIn }, { messageId, to }) => standIn.inbox.open(messageId, { recipient: to })),
  click: onMail(({ standIn }, { messageId, to }) => {
    const [link] = standIn.inbox.messages({ to }).find((each) => each.messageId === messageId)?.links ?? [];
    return link?.url === 'https://shop.example/tea' && fetch(link.href, { redirect: 'manual' });
  }),
  bounce: onMail(({ standIn }, { messageId, to }) => standIn.inbox.bounce(messageId, { recipient: to })),
  activate: async ({ client }) => {
    const [bounce] = (await client.getBounces()).Bounces;
    if (bounce) await client.activateBounce(bounce.ID);
  },
  complain: onMail(({ standIn }, { messageId, to }) => standIn.inbox.complain(messageId, { recipient: to })),
  leave: onMail(({ standIn }, { messageId, to }) => {
    const stream = standIn.inbox.messages({ to }).find((each) => each.messageId === messageId)?.stream;
    return stream === 'broadcast' ? standIn.inbox.unsubscribe(messageId, { how: 'link', recipient: to }) : undefined;
  }),
  suppress: ({ client }, pick) =>
    client.createSuppressions('outbound', { Suppressions: [{ EmailAddress: people[pick % 3] ?? '' }] }),
  lift: ({ client }, pick) =>
    client.deleteSuppressions('outbound', { Suppressions: [{ EmailAddress: people[pick % 3] ?? '' }] }),
  rename: ({ client }, pick) => client.editServer({ Name: `Shop ${pick}`, Color: 'Green' }),
  webhook: async ({ client }, pick) => {
    const { Webhooks } = await client.getWebhooks();
    const last = Webhooks.at(-1);
    if (Webhooks.length < 4) await client.createWebhook({ Url: `${receiver.url}/${pick}`, Triggers: everything });
    else if (last) await client.deleteWebhook(last.ID);
  },
  wait: async ({ clock, standIn }, pick) => {
    await clock.advance(pick * 1_000);
    await standIn.settle();
  },
};

describe('after a kill Postmark', () => {
  test('knows all it knew: servers, streams, suppressions, webhooks, mails and what became of them, and what is still to be told', async () => {
    const act = fc.tuple(fc.constantFrom('send', 'send', 'click', ...Object.keys(acts)), fc.nat(9));
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 20 }), async (chosen) => {
        starts = offsetMs = 0;
        rmSync(folder, { recursive: true });
        receiver.answer = ({ text }) => (text.length % 3 === 0 ? 503 : 200);
        const first = await start();
        for (const [name, pick] of chosen) await acts[name]?.(first, pick).catch(refusedByPostmark);
        await first.standIn.settle();
        const known = await everythingOf(first);
        const second = await restart(first);
        expect(await everythingOf(second)).toEqual(known);
        second.standIn.takeUp();
        expect(second.standIn.waitingReports()).toEqual(first.standIn.waitingReports());
        await second.standIn.settle();
        for (const each of opened.splice(0)) await each.close();
      }),
      { numRuns: 25 },
    );
  }, 120_000);

  test('gives no id again that it gave before', async () => {
    const first = await start();
    const { MessageID } = await first.client.sendEmail(mail());
    await first.standIn.settle();
    const second = await restart(first);
    const next = await second.client.sendEmail(mail());
    const webhook = await second.client.createWebhook({ Url: receiver.url, Triggers: everything });
    const ids = (await first.client.getWebhooks()).Webhooks.map(({ ID }) => ID);
    expect(next.MessageID).not.toBe(MessageID);
    expect(ids).not.toContain(webhook.ID);
    expect(webhook.ID).toBeGreaterThan(first.server.id);
  });
});

/** What Postmark refuses is an answer; what the test itself does wrongly is not. */
function refusedByPostmark(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && Number(error.code) > 0)) throw error;
}

describe('what was under way', () => {
  test('a mail that was taken and answered for, and not delivered, is delivered by the next start, once', async () => {
    const first = await start({ deliveryDelayMs: 60_000 });
    const { MessageID } = await first.client.sendEmail(mail());
    const second = await restart(first, { deliveryDelayMs: 60_000 });
    second.standIn.takeUp();
    expect(second.standIn.nextDue()).toMatchObject({ what: 'delivery' });
    await second.clock.advance(60_000);
    expect(receiver.events('Delivery')).toMatchObject([{ MessageID }]);
    const third = await restart(second, { deliveryDelayMs: 60_000 });
    third.standIn.takeUp();
    await third.clock.advance(120_000);
    expect(receiver.events('Delivery')).toHaveLength(1);
  });

  test('a report that was not taken yet goes on in its schedule', async () => {
    const first = await start();
    receiver.answer = () => 503;
    await first.client.sendEmail(mail());
    await first.standIn.settle();
    expect(receiver.events('Delivery')).toHaveLength(1);
    receiver.answer = () => 200;
    const second = await restart(first);
    second.standIn.takeUp();
    expect(second.standIn.waitingReports()).toMatchObject([{ recordType: 'Delivery', attempt: 2 }]);
    await second.clock.advance(60_000);
    expect(receiver.events('Delivery')).toHaveLength(2);
    const third = await restart(second);
    third.standIn.takeUp();
    expect(third.standIn.waitingReports()).toEqual([]);
  });

  test('a report of the new start, made before the old ones were taken up, is not taken for one of them', async () => {
    const first = await start();
    receiver.answer = () => 503;
    await first.client.sendEmail(mail());
    await first.standIn.settle();
    receiver.answer = () => 200;
    const second = await restart(first);
    for (let mails = 0; mails < 3; mails++) await second.client.sendEmail(mail());
    await second.standIn.settle();
    second.standIn.takeUp();
    const third = await restart(second);
    third.standIn.takeUp();
    expect(third.standIn.waitingReports()).toMatchObject([{ recordType: 'Delivery', attempt: 2 }]);
  });

  test('a mail that was held back goes out: faults end with the process', async () => {
    const first = await start();
    first.standIn.faults.pauseSending(true);
    const { MessageID } = await first.client.sendEmail(mail());
    const second = await restart(first);
    expect(second.standIn.inbox.messages()).toEqual([]);
    second.standIn.takeUp();
    await second.standIn.settle();
    expect(second.standIn.inbox.messages()).toMatchObject([{ messageId: MessageID }]);
  });

  test('a mail whose answer never came can be found all the same', async () => {
    const first = await start();
    first.standIn.faults.next({ kind: 'accepted-then-timeout' });
    const sending = first.client.sendEmail(mail({ Metadata: { message: 'm-7' } })).catch(() => 'no answer');
    await first.log.waitFor((entry) => entry.kind === 'accepted', { what: 'the mail', timeoutMs: 5_000 });
    const second = await restart(first);
    const found = await second.client.getOutboundMessages({ metadata_message: 'm-7' });
    expect(found.TotalCount).toBe(1);
    await first.standIn.faults.outage(true);
    expect(await sending).toBe('no answer');
  });
});
