import { LinkTrackingOptions } from 'postmark/dist/client/models';
import { afterEach, describe, expect, test } from 'vitest';
import type { PostmarkStandInOptions } from '../stand-in';
import { type Bench, mail, openBench } from '../testing/open-bench';
import { openReceiver, type Receiver } from '../testing/open-receiver';

let bench: Bench;
let receiver: Receiver;
const everything = Object.fromEntries(
  ['Open', 'Click', 'Delivery', 'Bounce', 'SpamComplaint', 'SubscriptionChange'].map((type) => [
    type,
    { Enabled: true },
  ]),
);
const minuteMs = 60_000;

/** A bench with one webhook for everything on the default stream. */
async function open(
  options: Partial<PostmarkStandInOptions> = {},
  webhook: Record<string, unknown> = {},
): Promise<void> {
  [bench, receiver] = await Promise.all([openBench({ verifiesWebhooks: false, ...options }), openReceiver()]);
  await bench.client.createWebhook({ Url: receiver.url, Triggers: everything, ...webhook });
}
afterEach(() => Promise.all([bench.close(), receiver.close()]));

async function send(fields: Parameters<typeof mail>[0] = {}): Promise<string> {
  return (await bench.client.sendEmail(mail({ Tag: 'welcome', Metadata: { message: 'm-1' }, ...fields }))).MessageID;
}

const at = '2026-11-22T09:00:00.0000000Z';

describe('payloads', () => {
  test('Delivery, one for each recipient', async () => {
    await open();
    const MessageID = await send({ Bcc: 'bo@example.com' });
    await bench.standIn.settle();
    expect(receiver.events()).toEqual(
      ['ana@example.com', 'bo@example.com'].map((Recipient) => ({
        RecordType: 'Delivery',
        ServerID: bench.server.id,
        MessageStream: 'outbound',
        MessageID,
        Recipient,
        Tag: 'welcome',
        DeliveredAt: at,
        Details: '250 2.0.0 OK',
        Metadata: { message: 'm-1' },
      })),
    );
  });

  test('Open and Click, with who read and what was clicked', async () => {
    await open();
    const MessageID = await send({
      HtmlBody: '<a href="https://shop.example/tea">Tea</a>',
      TrackOpens: true,
      TrackLinks: LinkTrackingOptions.HtmlOnly,
    });
    await bench.standIn.inbox.open(MessageID);
    await bench.standIn.inbox.open(MessageID, { userAgent: 'Mozilla/5.0' });
    await bench.standIn.inbox.click(MessageID, 0);
    await bench.standIn.inbox.click(MessageID, 0);
    await bench.standIn.settle();
    const common = {
      MessageStream: 'outbound',
      MessageID,
      Tag: 'welcome',
      Metadata: { message: 'm-1' },
      Recipient: 'ana@example.com',
      ReceivedAt: at,
      Geo: {},
    };
    const unknown = { Name: 'Unknown', Company: 'Unknown', Family: 'Unknown' };
    expect(receiver.events('Open')).toEqual([
      expect.objectContaining({ RecordType: 'Open', FirstOpen: true, Platform: 'Desktop', ReadSeconds: 0, ...common }),
      {
        RecordType: 'Open',
        FirstOpen: false,
        Client: unknown,
        OS: unknown,
        Platform: 'Unknown',
        UserAgent: 'Mozilla/5.0',
        ReadSeconds: 0,
        ...common,
      },
    ]);
    expect(receiver.events('Click')).toEqual([
      expect.objectContaining({
        RecordType: 'Click',
        ClickLocation: 'HTML',
        OriginalLink: 'https://shop.example/tea',
        ...common,
      }),
    ]);
  });

  test('Bounce and SpamComplaint, each with the suppression it brings', async () => {
    await open();
    const bounced = await send();
    const complained = await send({ To: 'bo@example.com' });
    bench.standIn.inbox.bounce(bounced);
    bench.standIn.inbox.complain(complained);
    await bench.standIn.settle();
    const change = {
      RecordType: 'SubscriptionChange',
      ServerID: bench.server.id,
      MessageStream: 'outbound',
      ChangedAt: at,
      Origin: 'Recipient',
      SuppressSending: true,
      Tag: 'welcome',
      Metadata: { message: 'm-1' },
    };
    expect(receiver.events('SubscriptionChange')).toEqual([
      { ...change, MessageID: bounced, Recipient: 'ana@example.com', SuppressionReason: 'HardBounce' },
      { ...change, MessageID: complained, Recipient: 'bo@example.com', SuppressionReason: 'SpamComplaint' },
    ]);
    expect(receiver.events('Bounce')).toEqual([
      {
        RecordType: 'Bounce',
        ID: expect.any(Number),
        Type: 'HardBounce',
        TypeCode: 1,
        Name: 'Hard bounce',
        ServerID: bench.server.id,
        MessageStream: 'outbound',
        MessageID: bounced,
        Tag: 'welcome',
        Description: expect.any(String),
        Details: expect.any(String),
        Email: 'ana@example.com',
        From: 'hello@shop.example',
        BouncedAt: at,
        DumpAvailable: true,
        Inactive: true,
        CanActivate: true,
        Subject: 'Hello',
        Metadata: { message: 'm-1' },
      },
    ]);
    expect(receiver.events('SpamComplaint')).toMatchObject([
      { Type: 'SpamComplaint', TypeCode: 100001, Email: 'bo@example.com', Inactive: true, CanActivate: false },
    ]);
  });

  test('SubscriptionChange by the shop names no mail; a reactivation nothing of it', async () => {
    await open();
    const entry = { Suppressions: [{ EmailAddress: 'ana@example.com' }] };
    await bench.client.createSuppressions('outbound', entry);
    await bench.client.deleteSuppressions('outbound', entry);
    await bench.standIn.settle();
    const common = {
      RecordType: 'SubscriptionChange',
      MessageID: null,
      ServerID: bench.server.id,
      MessageStream: 'outbound',
      ChangedAt: at,
      Recipient: 'ana@example.com',
      Origin: 'Customer',
      Tag: null,
      Metadata: {},
    };
    expect(receiver.events()).toEqual([
      { ...common, SuppressSending: true, SuppressionReason: 'ManualSuppression' },
      { ...common, SuppressSending: false, SuppressionReason: null },
    ]);
  });

  test('content only where it is asked for', async () => {
    await open({}, { Triggers: { Bounce: { Enabled: true, IncludeContent: true }, SpamComplaint: { Enabled: true } } });
    bench.standIn.inbox.bounce(await send(), { type: 'SoftBounce' });
    bench.standIn.inbox.complain(await send());
    await bench.standIn.settle();
    expect(receiver.events('Bounce')[0]?.Content).toContain('Final-Recipient');
    expect(receiver.events('SpamComplaint')[0]).not.toHaveProperty('Content');
  });
});

describe('who is told', () => {
  test('webhooks of the stream that ask for the event and are verified', async () => {
    await open({ verifiesWebhooks: true }, { Triggers: { Delivery: { Enabled: true } } });
    const extra = (fields: Record<string, unknown>) =>
      bench.client.createWebhook({ Url: receiver.url, Triggers: everything, ...fields });
    await extra({ MessageStream: 'broadcast' });
    await extra({ Verify: false });
    const stranger = bench.clientFor(bench.standIn.createServer({ name: 'Stranger' }).token);
    await stranger.createWebhook({ Url: receiver.url, Triggers: everything });
    bench.standIn.inbox.bounce(await send(), { type: 'SoftBounce' });
    await bench.standIn.settle();
    expect(receiver.events().map(({ RecordType }) => RecordType)).toEqual(['Delivery']);
  });

  test('of opens only the first, if that is the wish', async () => {
    await open({}, { Triggers: { Open: { Enabled: true, PostFirstOpenOnly: true } } });
    const id = await send({ HtmlBody: '<p>Hi</p>', TrackOpens: true });
    await bench.standIn.inbox.open(id);
    await bench.standIn.inbox.open(id);
    await bench.standIn.settle();
    expect(receiver.events()).toHaveLength(1);
  });

  test('with the headers and credentials of the webhook, and Postmark’s own', async () => {
    await open(
      {},
      { HttpAuth: { Username: 'shop', Password: 'se:cret' }, HttpHeaders: [{ Name: 'X-Key', Value: 'k' }] },
    );
    const withUser = new URL(receiver.url);
    withUser.username = 'url-user';
    withUser.password = 'p@ss';
    await bench.client.createWebhook({ Url: `${withUser.href}?token=t`, Triggers: { Delivery: { Enabled: true } } });
    await send();
    await bench.standIn.settle();
    const [first, second] = receiver.requests;
    expect(first).toMatchObject({ method: 'POST', path: '/hook' });
    expect(first?.headers).toMatchObject({
      authorization: `Basic ${Buffer.from('shop:se:cret').toString('base64')}`,
      'x-key': 'k',
      'content-type': 'application/json',
      'x-pm-retries-remaining': '10',
    });
    expect(second?.path).toBe('/hook?token=t');
    expect(second?.headers.authorization).toBe(`Basic ${Buffer.from('url-user:p@ss').toString('base64')}`);
    expect(first?.headers['x-pm-webhook-trace-id']).not.toBe(second?.headers['x-pm-webhook-trace-id']);
    expect(bench.entries('webhook-attempt').map(({ url }) => url)).not.toContainEqual(expect.stringContaining('p@ss'));
  });
});

describe('retries', () => {
  const minutesOf = () =>
    bench.log
      .all()
      .flatMap(({ entry, at: when }) =>
        entry.kind === 'webhook-attempt' ? [(Date.parse(when) - Date.parse(at)) / minuteMs] : [],
      );

  test('follow the schedule in business time and stop after the tenth', async () => {
    await open();
    receiver.answer = () => 500;
    await send();
    await bench.standIn.settle();
    for (let minute = 0; minute < 11 * 60; minute += 1) await bench.clock.advance(minuteMs);
    expect(minutesOf()).toEqual([0, 1, 6, 16, 26, 36, 51, 81, 141, 261, 621]);
    const attempts = bench.entries('webhook-attempt');
    expect(attempts.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(attempts.map(({ outcome }) => outcome)).toEqual([...Array<string>(10).fill('retry'), 'given-up']);
    expect(new Set(attempts.map(({ traceId }) => traceId)).size).toBe(1);
    expect(new Set(receiver.requests.map(({ text }) => text)).size).toBe(1);
    expect(receiver.requests.map(({ headers }) => headers['x-pm-retries-remaining'])).toEqual([
      '10',
      '9',
      '8',
      '7',
      '6',
      '5',
      '4',
      '3',
      '2',
      '1',
      '0',
    ]);
  });

  test('a leap in time makes up for all that fell due in it', async () => {
    await open();
    receiver.answer = () => 500;
    await send();
    await bench.standIn.settle();
    await bench.clock.advance(60 * minuteMs);
    expect(receiver.requests).toHaveLength(7);
    receiver.answer = () => 200;
    await bench.clock.advance(24 * 60 * minuteMs);
    expect(receiver.requests).toHaveLength(8);
    expect(bench.entries('webhook-attempt').at(-1)).toMatchObject({ attempt: 8, status: 200, outcome: 'delivered' });
  });

  test.each([
    [200, 'delivered'],
    [204, 'retry'],
    [302, 'retry'],
    [401, 'retry'],
    [403, 'given-up'],
    [404, 'retry'],
    [503, 'retry'],
  ])('an answer of %i means %s', async (status, outcome) => {
    await open();
    receiver.answer = () => status;
    await send();
    await bench.standIn.settle();
    expect(bench.entries('webhook-attempt')).toMatchObject([{ status, outcome }]);
  });

  test.each([
    [200, 'delivered'],
    [204, 'delivered'],
    [401, 'given-up'],
    [404, 'given-up'],
    [408, 'retry'],
    [429, 'retry'],
    [500, 'retry'],
  ])('by the other schedule an answer of %i means %s', async (status, outcome) => {
    await open({ webhookRetries: 'six-within-the-hour' });
    receiver.answer = () => status;
    await send();
    await bench.standIn.settle();
    expect(bench.entries('webhook-attempt')).toMatchObject([{ status, outcome }]);
    await bench.clock.advance(24 * 60 * minuteMs);
    expect(bench.entries('webhook-attempt')).toHaveLength(outcome === 'retry' ? 7 : 1);
  });

  test('an application that is down is tried again like one that fails', async () => {
    await open();
    const port = new URL(receiver.url).port;
    await receiver.close();
    await send();
    await bench.standIn.settle();
    expect(bench.entries('webhook-attempt')).toMatchObject([
      { status: null, outcome: 'retry', error: expect.stringContaining(`127.0.0.1:${port}`) },
    ]);
    receiver = await openReceiver();
  });
});

describe('weather', () => {
  const delivered = async (weather: Parameters<Bench['standIn']['faults']['webhooks']>[0], seed: number) => {
    await open({ seed });
    bench.standIn.faults.webhooks(weather);
    await bench.client.sendEmailBatch(Array.from({ length: 200 }, (_, index) => mail({ To: `p${index}@example.com` })));
    await bench.standIn.settle();
    return receiver.events('Delivery').map(({ Recipient }) => Number(/\d+/.exec(String(Recipient))?.[0]));
  };

  test('drops by seed, and the log tells which', async () => {
    const arrived = await delivered({ dropRate: 0.3 }, 5);
    const lost = bench.entries('webhook-lost').map(({ recipient }) => Number(/\d+/.exec(recipient)?.[0]));
    expect(arrived.length).toBeGreaterThan(110);
    expect(arrived.length).toBeLessThan(170);
    expect([...arrived, ...lost].sort((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, index) => index));
    await Promise.all([bench.close(), receiver.close()]);
    expect((await delivered({ dropRate: 0.3 }, 5)).sort((a, b) => a - b)).toEqual(arrived.sort((a, b) => a - b));
  });

  test('duplicates with the same trace id', async () => {
    const arrived = await delivered({ duplicateRate: 0.5 }, 5);
    expect(new Set(arrived).size).toBe(200);
    expect(arrived.length).toBeGreaterThan(260);
    const traces = new Map<unknown, number>();
    for (const { headers } of receiver.requests)
      traces.set(headers['x-pm-webhook-trace-id'], (traces.get(headers['x-pm-webhook-trace-id']) ?? 0) + 1);
    expect(Math.max(...traces.values())).toBe(2);
    expect(bench.entries('webhook-attempt').filter(({ isDuplicate }) => isDuplicate)).toHaveLength(
      arrived.length - 200,
    );
  });

  test('delays in business time, and thereby changes the order', async () => {
    expect((await delivered({ maxDelayMs: 10 * minuteMs }, 5)).length).toBeLessThan(5);
    await bench.clock.advance(10 * minuteMs);
    const order = receiver.events('Delivery').map(({ Recipient }) => String(Recipient));
    expect(new Set(order).size).toBe(200);
    expect(order).not.toEqual([...order].sort((a, b) => Number(/\d+/.exec(a)) - Number(/\d+/.exec(b))));
  });
});
