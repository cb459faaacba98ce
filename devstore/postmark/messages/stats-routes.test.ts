import { LinkTrackingOptions } from 'postmark/dist/client/models';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Bench, mail, openBench } from '../testing/open-bench';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
  const tracked = {
    HtmlBody: '<a href="https://shop.example/tea">Tea</a>',
    TrackOpens: true,
    TrackLinks: LinkTrackingOptions.HtmlOnly,
    Tag: 'tea',
  };
  const [read, , back] = await bench.client.sendEmailBatch([
    mail(tracked),
    mail({ To: 'bo@example.com, cy@example.com' }),
    mail({ To: 'gone@example.com' }),
  ]);
  await bench.standIn.inbox.open(read!.MessageID);
  await bench.standIn.inbox.click(read!.MessageID, 0);
  bench.standIn.inbox.bounce(back!.MessageID);
  await bench.clock.advance(86_400_000);
  const news = await bench.client.sendEmail(mail({ MessageStream: 'broadcast' }));
  bench.standIn.inbox.complain(news.MessageID);
});
afterAll(() => bench.close());

test('the overview counts recipients, opens, clicks, bounces and complaints', async () => {
  expect(await bench.client.getOutboundOverview()).toMatchObject({
    Sent: 5,
    Bounced: 1,
    BounceRate: 20,
    SpamComplaints: 1,
    SpamComplaintsRate: 20,
    Opens: 1,
    UniqueOpens: 1,
    Tracked: 1,
    WithLinkTracking: 1,
    WithOpenTracking: 1,
    UniqueLinksClicked: 1,
    TotalClicks: 1,
  });
});

test('series are by Eastern day, and can be narrowed', async () => {
  expect(await bench.client.getSentCounts()).toEqual({
    Days: [
      { Date: '2026-11-22', Sent: 4 },
      { Date: '2026-11-23', Sent: 1 },
    ],
    Sent: 5,
  });
  expect(await bench.client.getSentCounts({ messageStream: 'broadcast' })).toEqual({
    Days: [{ Date: '2026-11-23', Sent: 1 }],
    Sent: 1,
  });
  expect(await bench.client.getSentCounts({ toDate: '2026-11-22', tag: 'tea' })).toEqual({
    Days: [{ Date: '2026-11-22', Sent: 1 }],
    Sent: 1,
  });
  expect(await bench.client.getBounceCounts()).toEqual({
    Days: [{ Date: '2026-11-22', HardBounce: 1 }],
    HardBounce: 1,
  });
  expect(await bench.client.getSpamComplaintsCounts()).toEqual({
    Days: [{ Date: '2026-11-23', SpamComplaint: 1 }],
    SpamComplaint: 1,
  });
  expect(await bench.client.getEmailOpenCounts()).toMatchObject({ Opens: 1, Unique: 1 });
  expect(await bench.client.getClickCounts()).toMatchObject({ Clicks: 1, Unique: 1 });
});

test('what is not a date, a stream or a series here is refused', async () => {
  await expect(bench.client.getSentCounts({ fromDate: 'May' })).rejects.toMatchObject({ code: 900 });
  await expect(bench.client.getSentCounts({ messageStream: 'none' })).rejects.toMatchObject({ code: 1226 });
  await expect(bench.client.getEmailOpenPlatformUsage()).rejects.toMatchObject({ statusCode: 404 });
});
