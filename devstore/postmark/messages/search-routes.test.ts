import {
  LinkTrackingOptions,
  type OutboundMessagesFilteringParameters,
  OutboundMessageStatus,
} from 'postmark/dist/client/models';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { type Bench, mail, openBench } from '../testing/open-bench';

let bench: Bench;
beforeEach(async () => {
  await bench?.close();
  bench = await openBench();
});
afterAll(() => bench.close());

type Filter = Partial<OutboundMessagesFilteringParameters>;
const found = async (filter: Filter = {}) =>
  (await bench.client.getOutboundMessages(filter as OutboundMessagesFilteringParameters)).Messages.map(
    ({ Subject }) => Subject,
  );

describe('the search of outbound messages', () => {
  test('finds by each filter, newest first', async () => {
    await bench.client.sendEmail(
      mail({ Subject: 'One', Tag: 'welcome', Metadata: { 'Message-Id': 'm-1', flow: 'hello' } }),
    );
    await bench.clock.advance(3 * 86_400_000);
    await bench.client.sendEmail(
      mail({
        Subject: 'Two',
        To: 'bo@example.com',
        Bcc: 'Cy@example.com',
        Metadata: { 'message-id': 'm-2', flow: 'hello' },
      }),
    );
    await bench.client.sendEmail(
      mail({
        Subject: 'Three',
        From: 'other@shop.example',
        MessageStream: 'broadcast',
        Metadata: { 'message-id': 'm-3' },
      }),
    );
    expect(await found()).toEqual(['Two', 'One']);
    expect(await found({ messageStream: 'broadcast' })).toEqual(['Three']);
    expect(await found({ recipient: 'ana@example.com' })).toEqual(['One']);
    expect(await found({ recipient: 'CY@example.com' })).toEqual(['Two']);
    expect(await found({ fromEmail: 'other@shop.example', messageStream: 'broadcast' })).toEqual(['Three']);
    expect(await found({ fromEmail: 'other@shop.example' })).toEqual([]);
    expect(await found({ tag: 'welcome' })).toEqual(['One']);
    expect(await found({ subject: 'tw' })).toEqual(['Two']);
    expect(await found({ toDate: '2026-11-22' })).toEqual(['One']);
    expect(await found({ fromDate: '2026-11-23T00:00:00' })).toEqual(['Two']);
    expect(await found({ 'metadata_message-id': 'm-1' })).toEqual(['One']);
    expect(await found({ metadata_flow: 'hello' })).toEqual(['Two', 'One']);
    expect(await found({ 'metadata_message-id': 'm-3' })).toEqual([]);
    expect(await found({ 'metadata_message-id': 'm-3', messageStream: 'broadcast' })).toEqual(['Three']);
  });

  test('tells what is queued from what is sent', async () => {
    const slow = await openBench({ deliveryDelayMs: 60_000 });
    await slow.client.sendEmail(mail());
    const count = async (status: OutboundMessageStatus) =>
      (await slow.client.getOutboundMessages({ status })).TotalCount;
    expect([await count(OutboundMessageStatus.Queued), await count(OutboundMessageStatus.Sent)]).toEqual([1, 0]);
    await slow.clock.advance(60_000);
    expect([
      await count(OutboundMessageStatus.Queued),
      await count(OutboundMessageStatus.Sent),
      await count(OutboundMessageStatus.Processed),
    ]).toEqual([0, 1, 1]);
    await slow.close();
  });

  test('gives pages and the whole count', async () => {
    await bench.client.sendEmailBatch(Array.from({ length: 7 }, (_, index) => mail({ Subject: `No ${index}` })));
    const page = await bench.client.getOutboundMessages({ count: 3, offset: 5 });
    expect(page.TotalCount).toBe(7);
    expect(page.Messages.map(({ Subject }) => Subject)).toEqual(['No 1', 'No 0']);
  });

  test('gives a message as Postmark does', async () => {
    const { MessageID } = await bench.client.sendEmail(
      mail({
        To: '"Muster, Ana" <ana@example.com>',
        Metadata: { order: '5' },
        TrackLinks: LinkTrackingOptions.HtmlOnly,
      }),
    );
    await bench.standIn.settle();
    expect((await bench.client.getOutboundMessages()).Messages).toEqual([
      {
        Tag: '',
        MessageID,
        MessageStream: 'outbound',
        To: [{ Email: 'ana@example.com', Name: 'Muster, Ana' }],
        Cc: [],
        Bcc: [],
        Recipients: ['ana@example.com'],
        ReceivedAt: '2026-11-22T04:00:00.0000000-05:00',
        From: '"Shop" <hello@shop.example>',
        Subject: 'Hello',
        Attachments: [],
        Status: 'Sent',
        TrackOpens: false,
        TrackLinks: 'HtmlOnly',
        Metadata: { order: '5' },
        Sandboxed: false,
      },
    ]);
  });

  test.each<[string, number, Filter]>([
    ['more than 500 at once', 700, { count: 501 }],
    ['beyond the ten thousandth', 700, { count: 500, offset: 9_501 }],
    ['two metadata fields', 700, { metadata_a: '1', metadata_b: '2' }],
    ['a date that is none', 700, { fromDate: 'yesterday' }],
    ['an unknown status', 700, { status: 'lost' as OutboundMessageStatus }],
    ['an unknown stream', 1226, { messageStream: 'none' }],
  ])('refuses %s → %i', async (_what, code, filter) => {
    await expect(found(filter)).rejects.toMatchObject({ code, statusCode: 422 });
  });

  test('insists on count and offset', async () => {
    const response = await fetch(`${bench.url}/messages/outbound?count=5`, {
      headers: { 'x-postmark-server-token': bench.server.token },
    });
    expect(await response.json()).toEqual({
      ErrorCode: 700,
      Message: "Parameter 'offset' is required but was left out.",
    });
  });
});

describe('the lag of the search', () => {
  test('hides a message, its details and its dump until system time has passed; business time does not help', async () => {
    bench.standIn.setSearchLag(600_000);
    const { MessageID } = await bench.client.sendEmail(mail());
    await bench.clock.advance(86_400_000);
    bench.system.nowMs += 599_999;
    expect(await found()).toEqual([]);
    await expect(bench.client.getOutboundMessageDetails(MessageID)).rejects.toMatchObject({
      code: 701,
      statusCode: 422,
    });
    await expect(bench.client.getOutboundMessageDump(MessageID)).rejects.toMatchObject({ code: 701 });
    bench.system.nowMs += 1;
    expect(await found()).toEqual(['Hello']);
    expect(await bench.client.getOutboundMessageDetails(MessageID)).toMatchObject({ MessageID });
  });

  test('lies between none and ten minutes', () => {
    expect(() => bench.standIn.setSearchLag(600_001)).toThrow(/searchLagMs: 600001/);
    expect(() => bench.standIn.setSearchLag(-1)).toThrow(RangeError);
  });
});

describe('details, opens and clicks', () => {
  test('tell what happened to a message', async () => {
    const { MessageID } = await bench.client.sendEmail(
      mail({
        HtmlBody: '<a href="https://shop.example/tea">Tea</a>',
        TextBody: 'Tea',
        TrackOpens: true,
        TrackLinks: LinkTrackingOptions.HtmlOnly,
        Tag: 'tea',
      }),
    );
    await bench.standIn.settle();
    await bench.standIn.inbox.open(MessageID);
    await bench.standIn.inbox.open(MessageID);
    await bench.standIn.inbox.click(MessageID, 0, {
      userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15',
    });
    const details = await bench.client.getOutboundMessageDetails(MessageID);
    expect(details.MessageEvents.map(({ Type, Recipient }) => [Type, Recipient])).toEqual([
      ['Delivered', 'ana@example.com'],
      ['Opened', 'ana@example.com'],
      ['LinkClicked', 'ana@example.com'],
    ]);
    expect(details).toMatchObject({
      TextBody: 'Tea',
      HtmlBody: '<a href="https://shop.example/tea">Tea</a>',
      Body: expect.stringContaining('X-PM-Message-Id: '),
    });
    const { TotalCount, Opens } = await bench.client.getMessageOpens({ tag: 'tea' });
    expect(TotalCount).toBe(1);
    expect(Opens[0]).toMatchObject({
      RecordType: 'Open',
      MessageID,
      Recipient: 'ana@example.com',
      Client: { Family: 'Safari' },
      Platform: 'Desktop',
    });
    const clicks = await bench.client.getMessageClicksForSingleMessage(MessageID);
    expect(clicks.Clicks).toEqual([
      expect.objectContaining({
        RecordType: 'Click',
        OriginalLink: 'https://shop.example/tea',
        ClickLocation: 'HTML',
        Platform: 'Mobile',
      }),
    ]);
    expect((await bench.client.getMessageClicks({ recipient: 'bo@example.com' })).TotalCount).toBe(0);
    expect((await bench.client.getMessageOpensForSingleMessage(MessageID)).TotalCount).toBe(1);
    await expect(bench.client.getMessageOpens({ platform: 'Mobile' })).rejects.toMatchObject({ code: 700 });
  });

  test('another server’s message does not exist', async () => {
    const { MessageID } = await bench.client.sendEmail(mail());
    const stranger = bench.clientFor(bench.standIn.createServer({ name: 'Stranger' }).token);
    await expect(stranger.getOutboundMessageDetails(MessageID)).rejects.toMatchObject({ code: 701 });
    expect((await stranger.getOutboundMessages()).TotalCount).toBe(0);
  });
});
