import { UnsubscribeHandlingTypes } from 'postmark/dist/client/models';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bench, mail, openBench } from '../testing/open-bench';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench({ approvals: { customUnsubscribe: true } });
  await bench.client.createMessageStream({
    ID: 'own',
    Name: 'Own',
    MessageStreamType: 'Broadcasts',
    SubscriptionManagementConfiguration: { UnsubscribeHandlingType: UnsubscribeHandlingTypes.Custom },
  });
});
afterAll(() => bench.close());

async function send(fields: Parameters<typeof mail>[0]) {
  const { MessageID } = await bench.client.sendEmail(mail({ MessageStream: 'broadcast', ...fields }));
  const copies = bench.standIn.inbox.messages().filter(({ messageId }) => messageId === MessageID);
  const url = (index: number) => `${bench.publicUrl}/unsubscribe/${MessageID}/${index}`;
  return { MessageID, copies, copy: copies[0]!, url };
}

const suppressed = async (stream: string) =>
  (await bench.client.getSuppressions(stream)).Suppressions.map(({ EmailAddress }) => EmailAddress);

describe('a stream whose unsubscribes Postmark manages', () => {
  test('each recipient gets the headers and a link of their own', async () => {
    const { copies, url } = await send({
      To: 'ana@example.com, bo@example.com',
      HtmlBody: '<p>{{{ pm:unsubscribe }}}</p>',
      TextBody: 'Leave: {{{pm:unsubscribe_url}}}',
    });
    expect(copies.map(({ to, html, text, headers }) => ({ to, html, text, headers }))).toEqual(
      ['ana@example.com', 'bo@example.com'].map((to, index) => ({
        to,
        html: `<p><a href="${url(index)}">Unsubscribe</a></p>`,
        text: `Leave: ${url(index)}`,
        headers: [
          { Name: 'List-Unsubscribe', Value: `<${url(index)}>` },
          { Name: 'List-Unsubscribe-Post', Value: 'List-Unsubscribe=One-Click' },
        ],
      })),
    );
  });

  test.each<[string, (url: string) => string]>([
    ['<a href="{{{ pm:unsubscribe }}}">Abmelden</a>', (url) => `<a href="${url}">Abmelden</a>`],
    [
      "<a style='color:red' href='{{{pm:unsubscribe}}}'>Leave</a>",
      (url) => `<a style='color:red' href='${url}'>Leave</a>`,
    ],
    ['<p>{{{ pm:unsubscribe label="Go away" }}}</p>', (url) => `<p><a href="${url}">Go away</a></p>`],
    ['<p>{{{ pm:unsubscribe_url }}}</p>', (url) => `<p>${url}</p>`],
  ])('the placeholder in %s', async (html, expected) => {
    const { copy, url } = await send({ HtmlBody: html });
    expect(copy.html).toBe(expected(url(0)));
  });

  test('a mail without the placeholder gets Postmark’s own footer in each part', async () => {
    const { copy, url } = await send({ HtmlBody: '<html><body><p>News</p></body></html>', TextBody: 'News' });
    expect(copy.html).toMatch(/^<html><body><p>News<\/p><div .*<\/div><\/body><\/html>$/);
    expect(copy.html).toContain(`<a href="${url(0)}">Unsubscribe</a>`);
    expect(copy.text).toBe(`News\n\nUnsubscribe: ${url(0)}\n`);
    expect(copy.links).toEqual([{ url: url(0), href: url(0), text: 'Unsubscribe', location: 'HTML' }]);
  });
});

describe('other streams', () => {
  test('a transactional mail has only what it asks for', async () => {
    const plain = await send({ MessageStream: 'outbound', HtmlBody: '<p>Hi</p>' });
    expect([plain.copy.html, plain.copy.headers]).toEqual(['<p>Hi</p>', []]);
    const asked = await send({ MessageStream: 'outbound', HtmlBody: '<a href="{{{ pm:unsubscribe }}}">Leave</a>' });
    expect(asked.copy.html).toBe(`<a href="${asked.url(0)}">Leave</a>`);
    expect(asked.copy.headers).toEqual([]);
  });

  test('on a stream of one’s own handling everything is the application’s, and what is missing is noted', async () => {
    const bare = await send({ MessageStream: 'own', HtmlBody: '<p>{{{ pm:unsubscribe }}}</p>' });
    expect([bare.copy.html, bare.copy.headers]).toEqual(['<p>{{{ pm:unsubscribe }}}</p>', []]);
    expect(bench.entries('accepted').at(-1)?.warnings).toEqual([
      'no List-Unsubscribe header',
      'no List-Unsubscribe-Post: List-Unsubscribe=One-Click header',
      'a pm:unsubscribe placeholder stays in the body: Postmark does not fill it in on this stream',
      'no unsubscribe link in the body',
    ]);
    const good = {
      HtmlBody: '<a href="https://app.example/unsubscribe/x">Abmelden</a>',
      Headers: [
        { Name: 'List-Unsubscribe', Value: '<https://app.example/unsubscribe/x>, <mailto:leave@app.example>' },
        { Name: 'List-Unsubscribe-Post', Value: 'List-Unsubscribe=One-Click' },
      ],
    };
    await send({ MessageStream: 'own', ...good });
    expect(bench.entries('accepted').at(-1)?.warnings).toEqual([]);
    await send({
      MessageStream: 'own',
      ...good,
      Headers: [{ Name: 'List-Unsubscribe', Value: '<mailto:leave@app.example>' }, good.Headers[1]!],
    });
    expect(bench.entries('accepted').at(-1)?.warnings).toEqual(['List-Unsubscribe names no https address']);
    expect((await fetch(bare.url(0))).status).toBe(404);
  });
});

describe('the unsubscribe page', () => {
  test('changes nothing when it is read, however often and by whatever method reads', async () => {
    const { url } = await send({ To: 'reader@example.com' });
    for (const method of ['GET', 'HEAD', 'GET']) expect((await fetch(url(0), { method })).status).toBe(200);
    expect(await (await fetch(url(0))).text()).toContain('<form method="post"');
    expect(await suppressed('broadcast')).not.toContain('reader@example.com');
  });

  test('suppresses on the RFC 8058 post, once, on its stream alone', async () => {
    const { url } = await send({ To: 'Ana@Example.com, stays@example.com' });
    const post = () =>
      fetch(url(0), {
        method: 'POST',
        body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
        redirect: 'manual',
      });
    expect([(await post()).status, (await post()).status]).toEqual([200, 200]);
    expect(await suppressed('broadcast')).toContain('ana@example.com');
    expect(await suppressed('broadcast')).not.toContain('stays@example.com');
    expect(await suppressed('outbound')).toEqual([]);
    expect(bench.entries('suppressed').filter(({ recipient }) => recipient === 'ana@example.com')).toHaveLength(1);
    await expect(bench.client.sendEmail(mail({ MessageStream: 'broadcast' }))).rejects.toMatchObject({ code: 406 });
  });

  test('lets the recipient come back, but not from a complaint', async () => {
    const { MessageID } = await send({ To: 'back@example.com' });
    const { MessageID: angry } = await send({ To: 'angry@example.com' });
    await bench.standIn.inbox.unsubscribe(MessageID, { how: 'one-click' });
    bench.standIn.inbox.complain(angry);
    for (const id of [MessageID, angry])
      expect((await fetch(`${bench.publicUrl}/resubscribe/${id}/0`, { method: 'POST' })).status).toBe(200);
    const left = await suppressed('broadcast');
    expect(left).not.toContain('back@example.com');
    expect(left).toContain('angry@example.com');
  });

  test('knows only recipients of the message', async () => {
    const { MessageID } = await send({ To: 'one@example.com' });
    const statuses = await Promise.all(
      [`${MessageID}/1`, `${MessageID}/x`, 'none/0'].map(
        async (path) => (await fetch(`${bench.publicUrl}/unsubscribe/${path}`, { method: 'POST' })).status,
      ),
    );
    expect(statuses).toEqual([404, 404, 404]);
  });
});
