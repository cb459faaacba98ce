import { LinkTrackingOptions } from 'postmark/dist/client/models';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bench, mail, openBench } from '../testing/open-bench';

let bench: Bench;
beforeAll(async () => void (bench = await openBench()));
afterAll(() => bench.close());

const body = {
  HtmlBody:
    '<body><a href="https://shop.example/tea?a=1&amp;b=2">Tea</a> <a href="https://shop.example/plain" data-pm-no-track>Plain</a> <a href="javascript:alert(1)">No</a></body>',
  TextBody: 'Tea: https://shop.example/tea?a=1&b=2',
};

async function copyOf(fields: Parameters<typeof mail>[0], to = 'ana@example.com') {
  const { MessageID } = await bench.client.sendEmail(mail({ ...body, ...fields }));
  const copy = bench.standIn.inbox.messages({ to }).find(({ messageId }) => messageId === MessageID);
  if (!copy) throw new Error(`no copy for ${to}`);
  return copy;
}

const visit = (url: string, method = 'GET') =>
  fetch(url, { method, redirect: 'manual', headers: { 'user-agent': 'Test' } });
const clicksOf = (messageId: string) => bench.entries('clicked').filter((entry) => entry.messageId === messageId);

describe('link tracking', () => {
  test.each<[LinkTrackingOptions, boolean, boolean]>([
    [LinkTrackingOptions.None, false, false],
    [LinkTrackingOptions.HtmlOnly, true, false],
    [LinkTrackingOptions.TextOnly, false, true],
    [LinkTrackingOptions.HtmlAndText, true, true],
  ])('%s: HTML %s, text %s', async (TrackLinks, isHtml, isText) => {
    const copy = await copyOf({ TrackLinks });
    expect(copy.html?.includes(`${bench.publicUrl}/click/`)).toBe(isHtml);
    expect(copy.text?.includes(`${bench.publicUrl}/click/`)).toBe(isText);
    expect(copy.html).toContain('https://shop.example/plain');
    expect(copy.links.map(({ url }) => url)).toEqual([
      'https://shop.example/tea?a=1&b=2',
      'https://shop.example/plain',
      'javascript:alert(1)',
    ]);
  });

  test('a tracked link leads to its target and counts; other recipients have their own', async () => {
    const copy = await copyOf({ TrackLinks: LinkTrackingOptions.HtmlAndText, Cc: 'bo@example.com' }, 'bo@example.com');
    const answer = await visit(copy.links[0]!.href);
    expect([answer.status, answer.headers.get('location')]).toEqual([302, 'https://shop.example/tea?a=1&b=2']);
    expect(clicksOf(copy.messageId)).toEqual([
      {
        kind: 'clicked',
        messageId: copy.messageId,
        recipient: 'bo@example.com',
        detail: 'https://shop.example/tea?a=1&b=2',
      },
    ]);
    expect((await bench.client.getMessageClicksForSingleMessage(copy.messageId)).Clicks).toMatchObject([
      { Recipient: 'bo@example.com', UserAgent: 'Test' },
    ]);
  });

  test('the same link again redirects but is no new click; a HEAD request is none at all', async () => {
    const copy = await copyOf({ TrackLinks: LinkTrackingOptions.HtmlOnly });
    const href = copy.links[0]!.href;
    expect((await visit(href, 'HEAD')).status).toBe(302);
    expect(clicksOf(copy.messageId)).toEqual([]);
    await visit(href);
    await visit(href);
    expect((await bench.client.getMessageClicksForSingleMessage(copy.messageId)).TotalCount).toBe(1);
  });

  test('nothing but the links of the mail can be reached', async () => {
    const copy = await copyOf({ TrackLinks: LinkTrackingOptions.HtmlOnly });
    const base = copy.links[0]!.href.slice(0, -1);
    const elsewhere = [
      `${base}1`,
      `${base}2`,
      `${base}9`,
      `${base}-1`,
      `${base}0?url=https://evil.example`,
      base.replace('/0/HTML/', '/1/HTML/') + '0',
      base.replace('/HTML/', '/Text/') + '0',
      `${bench.publicUrl}/click/none/0/HTML/0`,
    ];
    const locations = await Promise.all(elsewhere.map(async (url) => (await visit(url)).headers.get('location')));
    expect(locations).toEqual([null, null, null, null, 'https://shop.example/tea?a=1&b=2', null, null, null]);
  });
});

describe('open tracking', () => {
  test('puts a pixel at the end of the HTML only when asked for', async () => {
    expect((await copyOf({ TrackOpens: true })).html).toMatch(
      /<img src="[^"]*\/open\/[^"]*" width="1" height="1" border="0" alt="" \/><\/body>$/,
    );
    expect((await copyOf({ TrackOpens: false })).html).not.toContain('/open/');
    const textOnly = await copyOf({ TrackOpens: true, HtmlBody: undefined });
    expect(textOnly).toMatchObject({ html: null, text: body.TextBody });
    expect((await visit(`${bench.publicUrl}/open/${textOnly.messageId}/0`)).status).toBe(404);
  });

  test('counts each load, keeps the first', async () => {
    const copy = await copyOf({ TrackOpens: true });
    const pixel = /src="([^"]*\/open\/[^"]*)"/.exec(copy.html ?? '')?.[1] ?? '';
    const answer = await visit(pixel);
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([
      200,
      'image/gif',
      'no-store',
    ]);
    await visit(pixel);
    expect(bench.entries('opened').filter(({ messageId }) => messageId === copy.messageId)).toHaveLength(2);
    expect((await bench.client.getMessageOpensForSingleMessage(copy.messageId)).TotalCount).toBe(1);
  });
});
