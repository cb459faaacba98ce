import { Models } from 'postmark';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generateStore } from '../../store-data';
import { type OpenSite, openSite } from '../testing/open-site';
import { pageReader, words } from '../testing/read-pages';

const hostile = `"><img src=x onerror=alert(1)><script>alert('2')</script>&amp;`;

let site: OpenSite;
beforeAll(async () => {
  const data = generateStore({ seed: 7, customers: 40, products: 60 });
  const [customer] = data.customers;
  if (customer) Object.assign(customer, { email: 'hostile@example.org', firstName: hostile, lastName: '<b>' });
  site = await openSite({ data });
});
afterAll(() => site.close());

const { open, post } = pageReader(() => site);
const tracked = { TrackOpens: true, TrackLinks: Models.LinkTrackingOptions.HtmlOnly };

describe('a mail', () => {
  test('is shown in a frame that can do nothing, by a copy that may do nothing', async () => {
    const messageId = await site.send('cleo@example.org', {
      HtmlBody: '<body><script>alert(1)</script><a href="https://shop.example/tea">Tea</a></body>',
      ...tracked,
    });
    const { document, response } = await open(`/inbox/mails/${messageId}`);
    expect(response.headers.get('content-security-policy')).toContain("frame-src 'self'");
    const frame = document.querySelector('iframe');
    expect(frame?.getAttribute('sandbox')).toBe('allow-popups allow-popups-to-escape-sandbox');
    const letter = await open(frame?.getAttribute('src') ?? '');
    expect(letter.response.headers.get('content-security-policy')).toMatch(/default-src 'none';.*sandbox allow-popups/);
    expect(letter.response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(letter.text).not.toContain('/open/');
    const entries = site.world.logs.postmark
      .all()
      .filter(({ entry }) => entry.kind === 'opened' || entry.kind === 'clicked');
    expect(entries).toEqual([]);
  });

  test('has its links lead to the tracked address, where following one is a click', async () => {
    const messageId = await site.send('dora@example.org', {
      ...tracked,
      HtmlBody: `<a href="${site.world.urls.storefront}/tea">Tea</a> <a href="javascript:alert(1)">No</a>`,
    });
    const { document } = await open(`/inbox/mails/${messageId}/letter`);
    const [tea] = [...document.links].map((link) => link.getAttribute('href') ?? '');
    const followed = await open(tea ?? '');
    const [link] = site.world.postmark.inbox.messages({ to: 'dora@example.org' })[0]?.links ?? [];
    expect(followed.response.status).toBe(302);
    expect(followed.response.headers.get('location')).toBe(link?.href);
    expect(link?.href).toContain('/click/');
    const arrived = await fetch(link?.href ?? '', { redirect: 'manual' });
    expect(arrived.headers.get('location')).toBe(`${site.world.urls.storefront}/tea`);
    await site.world.postmark.settle();
    expect(words((await open(`/inbox/mails/${messageId}`)).document, '.timeline li')).toContainEqual(
      expect.stringContaining(`Clicked ${site.world.urls.storefront}/tea`),
    );
    for (const index of ['1', '7', '-1', 'x'])
      expect((await open(`/inbox/mails/${messageId}/links/${index}`)).response.status).toBe(404);
  });

  test('can be read as plain text, by its headers and raw', async () => {
    const messageId = await site.send('eva@example.org', {
      Subject: 'Käse & <Wein>',
      TextBody: 'See https://shop.example/a?b=1&c=2, and <b>this</b>.\nhttps://shop.example/a?b=1&c=2',
      Headers: [{ Name: 'X-Long', Value: 'many words '.repeat(12).trim() }],
    });
    const text = await open(`/inbox/mails/${messageId}?view=text`);
    const written = site.world.postmark.inbox.messages({ to: 'eva@example.org' })[0]?.text;
    expect(written).toContain('and <b>this</b>.');
    expect(text.document.querySelector('pre')?.textContent).toBe(written);
    const links = [...text.document.querySelectorAll<HTMLAnchorElement>('pre a')].map(({ href }) => href);
    expect(links.slice(0, 2)).toEqual(Array(2).fill('https://shop.example/a?b=1&c=2'));
    expect(links[2]).toContain(`/unsubscribe/${messageId}/0`);
    const headers = await open(`/inbox/mails/${messageId}?view=headers`);
    expect(words(headers.document, '.headers th')).toEqual(
      expect.arrayContaining(['From', 'Subject', 'List-Unsubscribe', 'X-Long']),
    );
    expect(words(headers.document, '.headers td')).toContain('many words '.repeat(12).trim());
    const raw = site.world.postmark.inbox.raw(messageId);
    expect((await open(`/inbox/mails/${messageId}?view=raw`)).document.querySelector('pre')?.textContent).toBe(
      raw.replaceAll('\r\n', '\n'),
    );
    const file = await open(`/inbox/mails/${messageId}/raw.eml`);
    expect(file.text).toBe(raw);
    expect(file.response.headers.get('content-disposition')).toBe(`attachment; filename="${messageId}.eml"`);
  });

  test('without HTML is shown as its text', async () => {
    const messageId = await site.send('fay@example.org', { HtmlBody: undefined, TextBody: 'Only words' });
    const { document } = await open(`/inbox/mails/${messageId}`);
    expect(document.querySelector('iframe')).toBeNull();
    expect(words(document, 'pre')).toEqual([expect.stringContaining('Only words')]);
  });

  test('of hostile people with hostile subjects cannot become part of any page', async () => {
    const From = `"${hostile.replaceAll('"', '\\"')}" <${site.world.senderEmail}>`;
    const messageId = await site.send('hostile@example.org', { Subject: hostile, From, TextBody: hostile });
    await post(`/inbox/mails/${messageId}/acts`, { act: 'hard-bounce' });
    const pages = [
      '',
      '?list=people',
      `?q=${encodeURIComponent(hostile)}`,
      '?who=%3Cscript%3Ealert(1)%3C/script%3E',
      'suppressed',
    ];
    const views = ['', 'text', 'headers', 'raw', 'dark'].map((view) => `mails/${messageId}?view=${view}`);
    const more = [`mails/${messageId}?done=${encodeURIComponent(hostile)}`, 'mails/%22%3E%3Cscript%3E'];
    for (const path of [...pages, ...views, ...more]) {
      const { document } = await open(`/inbox/${path}`);
      expect(
        [...document.scripts].map(({ src }) => new URL(src).pathname),
        path,
      ).toEqual(['/site/inbox.js']);
      expect([...document.images], path).toEqual([]);
      expect([...document.querySelectorAll('[onerror]')], path).toEqual([]);
    }
    const { document } = await open(`/inbox/mails/${messageId}`);
    expect(words(document, '.mail-head h2')).toEqual([hostile]);
    expect(document.title).toBe(hostile);
    expect(words(document, '.from-to strong')).toEqual([`${hostile} <b>`]);
  });
});
