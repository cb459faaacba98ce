import { describe, expect, test } from 'vitest';
import { HOSTILE_NAMES, mailAbout, mailData, mailLine, mailProduct } from '../../../tests/factories/mail-data';
import { domOf, textOf } from '../../../tests/factories/mail-html';
import { documentSchema, type EmailDocument } from '../documents/document';
import { inLanguage } from '../documents/in-language';
import { starterDocuments } from '../documents/starters';
import { abandonedCartFirst } from '../documents/starters/abandoned-cart';
import { USUAL_DRESS } from '../documents/to-mjml';
import { compileDocument } from '../rendering/compile-document.server';
import type { MailData } from '../rendering/mail-data';
import { renderLiquid } from '../rendering/render-liquid';
import { soundAmp } from './amp-check';
import { createAmpCheck } from './validate-amp.server';

const check = createAmpCheck();
const usual = { unsubscribeUrl: 'https://kindred.example/u/token' };

async function ampOf(document: EmailDocument, data: MailData, language = 'en'): Promise<string> {
  const templates = await compileDocument(
    { ...inLanguage(document, language), amp: true },
    { ...USUAL_DRESS, language },
  );
  return renderLiquid(templates, data).amp ?? '';
}

const documentOf = (...blocks: object[]): EmailDocument =>
  documentSchema.parse({
    ...{ key: 'a', language: 'en', subject: 'S', preheader: 'P' },
    blocks: [...blocks.map((block, at) => ({ key: `b${at}`, ...block })), { key: 'foot', kind: 'footer' }],
  });

const FULL: MailData = mailData(3, 4, {
  ...usual,
  about: [mailAbout(1), mailAbout(2, { isSoldOut: true }), mailAbout(3, { priceWas: '€9.00', imageUrl: '' })],
  coupon: {
    ...{ url: 'https://shop.example/', useLine: 'Shop with this code' },
    ...{ code: 'KIND-1', worth: '10%', until: '3 January', untilLine: 'Good until 3 January.', minimumLine: 'x' },
    ...{ isExample: true, exampleLine: 'An example' },
  },
  ends: { countdown: { line: 'Until tomorrow' } },
});

describe('a mail as AMP', () => {
  const starters = Object.entries(starterDocuments);

  test.each(starters)(
    'of %s is what the validator takes, with everything and with nothing, in each of its languages',
    async (_key, starter) => {
      for (const language of ['en', ...Object.keys(starter.translations ?? {})])
        for (const data of [FULL, mailData(0, 0, usual)]) {
          const amp = await ampOf(starter, data, language);
          expect([language, ...(await check(amp))]).toEqual([language]);
          expect(textOf(amp), 'the way out stands in it').toContain(
            domOf(amp).querySelector('a[href*="/u/"]')?.textContent ?? '?',
          );
        }
    },
  );

  test('of every kind of block is what the validator takes; code of somebody’s own is left out', async () => {
    const small = { kind: 'text', text: '**Bold** [words](https://shop.example/a?b=1&c=2)' };
    const document = documentOf(
      ...[{ kind: 'header' }, { kind: 'heading', text: 'Hello' }, small, { kind: 'divider' }, { kind: 'social' }],
      ...[{ kind: 'image', src: 'https://cdn.example/a.png?x=1&y=2', alt: 'A "board"', to: 'shop' }],
      ...[{ kind: 'button', label: 'Go', to: 'cart' }, { kind: 'spacer', heightPx: 12 }, { kind: 'cart' }],
      ...[{ kind: 'about' }, { kind: 'recommendations', heading: 'For you' }, { kind: 'coupon', text: 'Yours' }],
      { kind: 'product-grid', source: { from: 'newest' }, count: 2, across: 2, heading: 'New' },
      ...[
        { kind: 'low-stock', of: 'cart', atMost: 5 },
        { kind: 'countdown', text: 'Ends', until: { kind: 'coupon' } },
      ],
      { kind: 'columns', layout: '1-1', columns: [[{ key: 'in-1', ...small }], [{ key: 'in-2', ...small }]] },
      { kind: 'code', html: '<center style="mso-hide:all">own</center>' },
    );
    const data = {
      ...FULL,
      grids: {
        b12: [
          [
            { ...mailProduct(1), priceWas: '' },
            { ...mailProduct(2), priceWas: '€3.00' },
          ],
        ],
      },
      lowStock: { b13: [{ title: 'Board', line: 'Only 2 left:' }] },
      ends: { b14: { line: 'Until tomorrow' } },
    };
    const amp = await ampOf(document, data);
    expect(await check(amp)).toEqual([]);
    expect(textOf(amp)).toMatch(/Hello.*For you.*Yours.*New.*Only 2 left: Board.*Until tomorrow/s);
    expect(amp).not.toContain('own</center>');
    expect(domOf(amp).querySelectorAll('amp-carousel .card')).toHaveLength(4);
  });

  test.each(HOSTILE_NAMES)('holds %j as words', async (name) => {
    const document = documentOf(
      { kind: 'heading', text: 'Hi {{ person.firstName }}' },
      { kind: 'cart' },
      { kind: 'recommendations', heading: 'x' },
    );
    const data = {
      ...mailData(1, 1, { ...usual, products: [mailProduct(1, { title: name })] }),
      person: { firstName: name },
    };
    data.cart.lines = [mailLine(1, { title: name, variantTitle: name })];
    const amp = await ampOf(document, data);
    expect(await check(amp)).toEqual([]);
    expect(domOf(amp).querySelectorAll('script:not([src^="https://cdn.ampproject.org/"])')).toHaveLength(0);
  });

  test('is made only where it is asked for', async () => {
    const document = abandonedCartFirst;
    expect((await compileDocument(document, USUAL_DRESS)).amp).toBeUndefined();
  });
});

describe('a part that is not sound is left out', () => {
  test.each<[string, string, RegExp]>([
    ['a script', '<!doctype html><html ⚡4email><script>alert(1)</script>', /not allowed|mandatory/i],
    ['nothing', '', /mandatory/i],
  ])('%s', async (_what, amp, why) => {
    expect((await check(amp)).join(' ')).toMatch(why);
    expect(await soundAmp(check, amp)).toEqual({});
  });

  test('above 200,000 bytes', async () => {
    const data = mailData(0, 0, usual);
    data.cart.lines = Array.from({ length: 150 }, () => mailLine(1, { title: 'x'.repeat(700) }));
    expect((await check(await ampOf(documentOf({ kind: 'cart' }), data))).join(' ')).toContain('200000 bytes');
  });

  test('where nobody can check it', async () => {
    const document = abandonedCartFirst;
    const amp = await ampOf(document, FULL);
    expect(await soundAmp(createAmpCheck('/nowhere/validator.js'), amp)).toEqual({});
    expect(await soundAmp(check, amp)).toEqual({ amp });
  });
});
