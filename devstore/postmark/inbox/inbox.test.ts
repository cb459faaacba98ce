import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LinkTrackingOptions, UnsubscribeHandlingTypes } from 'postmark/dist/client/models';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bench, mail, openBench } from '../testing/open-bench';

let bench: Bench;
/** What the shop's own pages were asked for: `POST /leave/1 a=b`. */
const visits: string[] = [];
const leavePage = `<form action="/search"><input name="q"></form>
  <form method="post" action="/leave/1?step=2"><input type="hidden" name="token" value="t&amp;1"><input type="checkbox" name="all"><button type="button" name="no">No</button><button name="sure" value="yes">Leave</button></form>`;
const shop = createServer((req, res) => {
  const chunks: Buffer[] = [];
  req.on('data', (chunk: Buffer) => chunks.push(chunk));
  req.on('end', () => {
    visits.push(`${req.method} ${req.url} ${Buffer.concat(chunks).toString()}`.trim());
    if (req.url === '/moved') return void res.writeHead(302, { location: '/tea?from=mail' }).end();
    if (req.url === '/away') return void res.writeHead(302, { location: 'https://elsewhere.example/tea' }).end();
    if (req.url === '/loop') return void res.writeHead(302, { location: '/loop' }).end();
    if (req.method === 'POST' && req.url?.includes('step=2'))
      return void res.writeHead(303, { location: '/left' }).end();
    res
      .writeHead(req.url === '/gone' ? 410 : 200, { 'content-type': 'text/html' })
      .end(req.url === '/leave/1' ? leavePage : '<p>ok</p>');
  });
});
let shopUrl: string;

beforeAll(async () => {
  bench = await openBench({ approvals: { customUnsubscribe: true } });
  await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve));
  shopUrl = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`;
  await bench.client.createMessageStream({
    ID: 'own',
    Name: 'Own',
    MessageStreamType: 'Broadcasts',
    SubscriptionManagementConfiguration: { UnsubscribeHandlingType: UnsubscribeHandlingTypes.Custom },
  });
});
afterAll(async () => {
  await bench.close();
  shop.closeAllConnections();
  await new Promise((resolve) => shop.close(resolve));
});

const send = async (fields: Parameters<typeof mail>[0]) => (await bench.client.sendEmail(mail(fields))).MessageID;
const links = (...paths: string[]) =>
  paths.map((path) => `<a href="${path.startsWith('/') ? shopUrl + path : path}">${path}</a>`).join(' ');

describe('the inbox', () => {
  test('shows each recipient’s copy with all that is on it', async () => {
    await bench.clock.advance(3_600_000);
    const messageId = await send({
      To: 'ana@example.com',
      Cc: 'Bo@Example.com',
      HtmlBody: links('/tea'),
      Tag: 'tea',
      Metadata: { message: 'm-1' },
      Headers: [{ Name: 'X-Note', Value: 'n' }],
    });
    expect(bench.standIn.inbox.messages({ to: 'bo@example.com' })).toEqual([
      {
        messageId,
        serverId: bench.server.id,
        to: 'Bo@Example.com',
        from: '"Shop" <hello@shop.example>',
        subject: 'Hello',
        stream: 'outbound',
        tag: 'tea',
        metadata: { message: 'm-1' },
        at: '2026-11-22T10:00:00.000Z',
        receivedAt: '2026-11-22T09:00:00.000Z',
        isReturned: false,
        html: links('/tea'),
        text: 'Hello Ana',
        headers: [{ Name: 'X-Note', Value: 'n' }],
        links: [{ url: `${shopUrl}/tea`, href: `${shopUrl}/tea`, text: '/tea', location: 'HTML' }],
      },
    ]);
    expect(bench.standIn.inbox.messages({ stream: 'broadcast' })).toEqual([]);
  });

  test('lets a reader go where a link leads, over the tracking and the shop’s own redirects', async () => {
    const messageId = await send({
      HtmlBody: links('/moved', '/away', '/loop', 'https://elsewhere.example/coffee'),
      TrackLinks: LinkTrackingOptions.HtmlOnly,
    });
    visits.length = 0;
    const { inbox } = bench.standIn;
    expect(await inbox.click(messageId, `${shopUrl}/moved`)).toBe(`${shopUrl}/tea?from=mail`);
    expect(visits).toEqual(['GET /moved', 'GET /tea?from=mail']);
    expect(await inbox.click(messageId, 1)).toBe('https://elsewhere.example/tea');
    expect(await inbox.click(messageId, 3)).toBe('https://elsewhere.example/coffee');
    await expect(inbox.click(messageId, 2)).rejects.toThrow(/more than ten redirects/);
    await expect(inbox.click(messageId, 'https://other.example')).rejects.toThrow(
      /no link "https:\/\/other.example"; the mail has 0: http.*\/moved/,
    );
    expect((await bench.client.getMessageClicksForSingleMessage(messageId)).TotalCount).toBe(4);
  });

  test('tells whether opening a mail can be seen', async () => {
    const { inbox } = bench.standIn;
    expect(await inbox.open(await send({ HtmlBody: '<p>Hi</p>', TrackOpens: true }))).toEqual({ isTracked: true });
    expect(await inbox.open(await send({ HtmlBody: '<p>Hi</p>' }))).toEqual({ isTracked: false });
    expect(await inbox.open(await send({ TrackOpens: true }))).toEqual({ isTracked: false });
  });

  test('a mail that came back is not there, one that was complained about is', async () => {
    const [back, spam] = [await send({ To: 'back@example.com' }), await send({ To: 'spam@example.com' })];
    bench.standIn.inbox.bounce(back);
    bench.standIn.inbox.complain(spam);
    expect(bench.standIn.inbox.messages({ to: 'back@example.com' })).toEqual([]);
    expect(bench.standIn.inbox.messages({ to: 'back@example.com', withReturned: true })).toMatchObject([
      { messageId: back, isReturned: true },
    ]);
    expect(bench.standIn.inbox.messages({ to: 'spam@example.com' })).toHaveLength(1);
  });

  test('says what is wrong with a question', async () => {
    const messageId = await send({});
    const { inbox } = bench.standIn;
    expect(() => inbox.raw('none')).toThrow(/no delivered message none/);
    expect(() => inbox.raw(messageId, { recipient: 'who@example.com' })).toThrow(
      /did not go to who@example.com; it went to ana@example.com/,
    );
    expect(() => inbox.bounce(messageId, { type: 'SpamComplaint' })).toThrow(/use inbox.complain/);
  });
});

describe('unsubscribing', () => {
  const oneClick = [{ Name: 'List-Unsubscribe-Post', Value: 'List-Unsubscribe=One-Click' }];
  const target = (path: string) => ({
    Name: 'List-Unsubscribe',
    Value: `<mailto:leave@shop.example>, <${shopUrl}${path}>`,
  });

  test('by Postmark’s button and by its link', async () => {
    for (const how of ['one-click', 'link'] as const) {
      const messageId = await send({ To: `${how}@example.com`, MessageStream: 'broadcast', HtmlBody: '<p>News</p>' });
      const result = await bench.standIn.inbox.unsubscribe(messageId, { how });
      expect(result).toEqual({ status: 200, url: `${bench.publicUrl}/unsubscribe/${messageId}/0` });
      await expect(send({ To: `${how}@example.com`, MessageStream: 'broadcast' })).rejects.toMatchObject({ code: 406 });
    }
  });

  test('by the application’s own button: one post to the web address of the header, no redirect', async () => {
    const messageId = await send({
      MessageStream: 'own',
      HtmlBody: links('/leave/1?unsubscribe'),
      Headers: [target('/moved'), ...oneClick],
    });
    visits.length = 0;
    expect(await bench.standIn.inbox.unsubscribe(messageId, { how: 'one-click' })).toEqual({
      status: 302,
      url: `${shopUrl}/moved`,
    });
    expect(visits).toEqual(['POST /moved List-Unsubscribe=One-Click']);
  });

  test('by the application’s own page: reads it, then sends its form as a browser would', async () => {
    const messageId = await send({
      MessageStream: 'own',
      HtmlBody: `${links('/tea')} <a href="${shopUrl}/leave/1">Unsubscribe here</a>`,
      TrackLinks: LinkTrackingOptions.HtmlOnly,
    });
    visits.length = 0;
    expect(await bench.standIn.inbox.unsubscribe(messageId, { how: 'link' })).toEqual({
      status: 200,
      url: `${shopUrl}/leave/1`,
    });
    expect(visits).toEqual(['GET /leave/1', 'POST /leave/1?step=2 token=t%261&sure=yes', 'GET /left']);
  });

  test('fails with the reason when the mail or the page offers no way', async () => {
    const { inbox } = bench.standIn;
    const plain = await send({ HtmlBody: links('/tea') });
    await expect(inbox.unsubscribe(plain, { how: 'one-click' })).rejects.toThrow(/no one-click button/);
    await expect(inbox.unsubscribe(plain, { how: 'link' })).rejects.toThrow(/no unsubscribe link; its links are http/);
    const headerOnly = await send({ Headers: [target('/leave/1')] });
    await expect(inbox.unsubscribe(headerOnly, { how: 'one-click' })).rejects.toThrow(/List-Unsubscribe-Post/);
    const gone = await send({ HtmlBody: `<a href="${shopUrl}/gone">Unsubscribe</a>` });
    await expect(inbox.unsubscribe(gone, { how: 'link' })).rejects.toThrow(/\/gone answered 410/);
    const formless = await send({ HtmlBody: `<a href="${shopUrl}/tea">Unsubscribe</a>` });
    await expect(inbox.unsubscribe(formless, { how: 'link' })).rejects.toThrow(/no form with method="post"/);
  });
});
