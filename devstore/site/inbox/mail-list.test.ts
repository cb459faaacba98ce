import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenSite, openSite } from '../testing/open-site';
import { pageReader, words } from '../testing/read-pages';

let site: OpenSite;
beforeAll(async () => void (site = await openSite()));
afterAll(() => site.close());

const { open } = pageReader(() => site);

const MINUTE_MS = 60_000;

describe('an empty inbox', () => {
  test('teaches how a mail comes about, and says what time it is', async () => {
    const { response, document } = await open('/inbox/');
    expect(response.status).toBe(200);
    expect(words(document, '.empty h2')).toEqual(['No mail yet']);
    expect(words(document, '.empty li')).toHaveLength(4);
    const shown = document.querySelector('time[data-now]');
    expect(Math.abs(Date.parse(shown?.getAttribute('datetime') ?? '') - site.world.clock.now().getTime())).toBeLessThan(
      MINUTE_MS,
    );
    expect((await open('/inbox/suppressed')).text).toContain('Nobody is suppressed');
  });
});

describe('the list', () => {
  let first: string;
  beforeAll(async () => {
    first = await site.send('anna@example.org', { Subject: 'About a teapot' });
    await site.send('ben@example.org', { Subject: 'About a mug', TextBody: 'blue glaze' });
    await site.send('Anna@example.org', { Subject: 'About a teapot again' });
  });

  test('has all mails, newest first, and the people with their counts', async () => {
    expect(words((await open('/inbox/')).document, '.row .what')).toEqual([
      'About a teapot again',
      'About a mug',
      'About a teapot',
    ]);
    const { document } = await open('/inbox/?list=people');
    expect(words(document, '.row .who')).toEqual(['anna@example.org', 'ben@example.org']);
    expect(words(document, '.row .count')).toEqual(['2', '1']);
    const anna = document.querySelector<HTMLAnchorElement>('.row')?.getAttribute('href') ?? '';
    expect(words((await open(anna)).document, '.row .what')).toEqual(['About a teapot again', 'About a teapot']);
  });

  test('can be searched by every word of subject, people and text', async () => {
    expect(words((await open('/inbox/?q=GLAZE+ben')).document, '.row .what')).toEqual(['About a mug']);
    expect(words((await open('/inbox/?q=teapot&who=anna@example.org')).document, '.row')).toHaveLength(2);
    expect((await open('/inbox/?q=nothing-like-it')).text).toContain('No mail says “nothing-like-it”.');
    expect(words((await open('/inbox/?list=people&q=ben')).document, '.row .who')).toEqual(['ben@example.org']);
  });

  test('shows so many and leads to older ones', async () => {
    const { document } = await open('/inbox/?count=2');
    expect(words(document, '.row .what')).toEqual(['About a teapot again', 'About a mug']);
    expect(document.querySelector('.more')?.getAttribute('href')).toBe('/inbox/?count=102');
  });

  test('leads to each mail', async () => {
    const { document } = await open('/inbox/');
    const hrefs = [...document.querySelectorAll('.row')].map((row) => row.getAttribute('href') ?? '');
    const pages = await Promise.all(hrefs.map((href) => open(href)));
    expect(pages.map((page) => words(page.document, '.mail-head h2')[0])).toEqual(words(document, '.row .what'));
    expect((await open(`/inbox/mails/${first}?to=ben@example.org`)).response.status).toBe(404);
    expect((await open('/inbox/mails/none')).response.status).toBe(404);
  });
});
