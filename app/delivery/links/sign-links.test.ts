import { describe, expect, test } from 'vitest';
import { MAIL_PARAMETER } from '~/decisions/send-policy/mail-parameter';
import { createVault } from '~/platform/crypto/vault.server';
import { domOf, seenBy, nestingProblems, textOf } from '../../../tests/factories/mail-html';
import { mailData } from '../../../tests/factories/mail-data';
import { TEST_KEY } from '../../../tests/factories/test-app';
import { USUAL_DRESS } from '../documents/to-mjml';
import { abandonedCartFirst } from '../documents/starters/abandoned-cart';
import { compileDocument } from '../rendering/compile-document.server';
import { renderLiquid } from '../rendering/render-liquid';
import { isTrap, readClickToken, type ClickLink } from './click-link';
import { signLinks } from './sign-links';

const vault = createVault(TEST_KEY);
const appUrl = 'https://app.example';
const message = { shopId: '0197a3d0-0000-7000-8000-00000000000a', messageId: '0197a3d0-0000-7000-8000-00000000000b' };
const sign = (html: string, text = '') => signLinks({ appUrl, vault }, { subject: 'Hello', html, text }, message);

const readUrl = (url: string): ClickLink | null =>
  url.startsWith(`${appUrl}/l/`) ? readClickToken(vault, url.slice(`${appUrl}/l/`.length)) : null;
const hrefsOf = (html: string): string[] =>
  [...domOf(html).querySelectorAll('[href]')].map((each) => each.getAttribute('href') ?? '');
const linksOf = (html: string): ClickLink[] => hrefsOf(html).flatMap((href) => readUrl(href) ?? []);
const seenLinks = (html: string) => linksOf(html).filter((link) => !isTrap(link));
const body = (inside: string) => `<html><body>${inside}</body></html>`;

describe('the links of a mail', () => {
  test('lead over us to where they led, numbered in their order, those to one place alike', () => {
    const { html } = sign(
      body(
        '<a href="https://shop.example/a?x=1&amp;y=2">A</a><a href=\'https://shop.example/b\'>B</a><a href=https://shop.example/a?x=1&#38;y=2><img></a>',
      ),
    );
    expect(seenLinks(html)).toEqual([
      { ...message, number: 1, of: 2, target: 'https://shop.example/a?x=1&y=2', isToldMail: false },
      { ...message, number: 2, of: 2, target: 'https://shop.example/b', isToldMail: false },
      { ...message, number: 1, of: 2, target: 'https://shop.example/a?x=1&y=2', isToldMail: false },
    ]);
  });

  test('are counted by nobody else', () => {
    const { html } = sign(body('<a class="b" href="https://shop.example/a">A</a>'));
    for (const link of domOf(html).querySelectorAll('a')) expect(link.hasAttribute('data-pm-no-track')).toBe(true);
  });

  test.each([
    '{{{ pm:unsubscribe }}}',
    'https://app.example/u/token',
    'https://app.example/p/token',
    'mailto:hello@shop.example',
    'tel:+49301234',
    '#top',
    'https://shop.example@elsewhere.example/',
  ])('that are %s stay as they are', (href) => {
    const { html } = sign(body(`<a href="${href}">X</a><a href="https://shop.example/">Home</a>`));
    expect(hrefsOf(html)[0]).toBe(href);
    expect(seenLinks(html).map(({ target }) => target)).toEqual(['https://shop.example/']);
  });

  test('that nobody is to count stay as they are', () => {
    const given = body('<a href="https://shop.example/" data-pm-no-track>Home</a>');
    expect(sign(given).html).toBe(given);
  });

  test('do not carry which mail it is in their target: it is said when they are followed', () => {
    const { html } = sign(body(`<a href="https://shop.example/a?${MAIL_PARAMETER}=token.x&amp;v=1#b">A</a>`));
    expect(seenLinks(html)).toMatchObject([{ target: 'https://shop.example/a?v=1#b', isToldMail: true }]);
  });
});

describe('the links of a mail that shows a code', () => {
  const shown = { code: 'BACK-7H2KQ9BC', hosts: new Set(['shop.example']) };
  const given = body(
    `<a href="https://shop.example/a?${MAIL_PARAMETER}=t">A</a><a href="https://elsewhere.example/">B</a><a href="https://app.example/u/token">C</a>`,
  );
  const html = signLinks({ appUrl, vault }, { subject: 'Hello', html: given, text: '' }, message, shown).html;

  test('bring it along to the shop’s own pages and to no others, beside their target', () => {
    expect(seenLinks(html)).toEqual([
      { ...message, number: 1, of: 2, target: 'https://shop.example/a', isToldMail: true, code: shown.code },
      { ...message, number: 2, of: 2, target: 'https://elsewhere.example/', isToldMail: false },
    ]);
    expect(hrefsOf(html)).toContain('https://app.example/u/token');
  });

  test('but for the trap, which whoever follows it needs no code for', () =>
    expect(linksOf(html).find(isTrap)).not.toHaveProperty('code'));
});

describe('a link to what a picture shows when the mail is opened', () => {
  const go = 'https://app.example/i/token/go?utm_source=kindred';

  test('is counted as any other, and the trap leads to the store all the same', () => {
    const { html } = sign(body(`<a href="${go}"><img></a><a href="https://shop.example/a">A</a>`));
    expect(seenLinks(html).map(({ target }) => target)).toEqual([go, 'https://shop.example/a']);
    expect(linksOf(html).find(isTrap)?.target).toBe('https://shop.example/');
  });
});

describe('the AMP part', () => {
  const amp = body('<a href="https://shop.example/a">A</a><a href="https://app.example/u/token">Unsubscribe</a>');
  const signed = signLinks(
    { appUrl, vault },
    { subject: 'Hello', html: body('<a href="https://shop.example/a">A</a>'), text: '', amp },
    message,
  );

  test('leads by the very links of the mail, and has no trap', () => {
    expect(hrefsOf(signed.amp ?? '')).toEqual([hrefsOf(signed.html)[0], 'https://app.example/u/token']);
  });
});

describe('the trap', () => {
  const { html, text } = sign(body('<a href="https://shop.example/a">A</a>'), 'A: https://shop.example/a');
  const [trap] = [...domOf(html).querySelectorAll('a')].filter((each) => {
    const link = readUrl(each.getAttribute('href') ?? '');
    return link !== null && isTrap(link);
  });

  test('is seen, read out and reached by nobody', () => {
    expect(trap?.textContent).toBe('');
    expect(trap?.getAttribute('aria-hidden')).toBe('true');
    expect(trap?.getAttribute('tabindex')).toBe('-1');
    expect(trap?.closest('div')?.getAttribute('style')).toContain('display:none');
    expect(textOf(html)).toBe('A');
  });

  test('leads to the shop, and does not stand in the plain text', () => {
    expect(readUrl(trap?.getAttribute('href') ?? '')?.target).toBe('https://shop.example/');
    expect(text.match(/https:\/\/app\.example\/l\//g)).toHaveLength(1);
  });

  test('is not set where no link is counted', () => {
    const given = body('<a href="https://app.example/c/token">Confirm</a>');
    expect(sign(given).html).toBe(given);
  });
});

describe('the plain text', () => {
  const html = body('<a href="https://shop.example/a">A</a><a href="https://shop.example/a/b">B</a>');
  const targetsIn = (text: string) => [...text.matchAll(/https:\/\/app\.example\/l\/[\w.-]+/g)].map(([url]) => url);

  test('leads over us as well, also at the end of a sentence and where one address begins another', () => {
    const { text } = sign(html, 'A (https://shop.example/a), B: https://shop.example/a/b.\nhttps://shop.example/a');
    expect(text).toMatch(/^A \(https:\S+\), B: https:\S+\.\nhttps:\S+$/);
    // The token's letters hold dots: what ends a sentence is taken off.
    expect(targetsIn(text).map((url) => readUrl(url.replace(/\.$/, ''))?.target)).toEqual([
      ...['https://shop.example/a', 'https://shop.example/a/b', 'https://shop.example/a'],
    ]);
  });

  test('makes no link of ours from what a person calls themselves', () => {
    const named = 'Hello https://elsewhere.example/login and https://shop.example/abc, welcome';
    expect(sign(html, named).text).toBe(named);
  });
});

test('a whole mail stays whole markup, with nothing seen that was not there before, and below what Gmail clips', async () => {
  const rendered = renderLiquid(await compileDocument(abandonedCartFirst, USUAL_DRESS), mailData(5, 7));
  const signed = signLinks({ appUrl, vault }, rendered, message);
  for (const reader of ['browser', 'outlook'] as const)
    expect(nestingProblems(seenBy(reader, signed.html)), `as ${reader} reads it`).toEqual([]);
  expect(textOf(signed.html)).toBe(textOf(rendered.html));
  expect(seenLinks(signed.html).length).toBeGreaterThan(10);
  expect(Buffer.byteLength(signed.html)).toBeLessThanOrEqual(90 * 1_024);
});
