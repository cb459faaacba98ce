import { describe, expect, test } from 'vitest';
import { cartLine } from '../../../tests/factories/reports';
import { mailData } from '../../../tests/factories/mail-data';
import { displacedTableParts, domOf, nestingProblems, seenBy, textOf } from '../../../tests/factories/mail-html';
import { productId, variantId } from '../../../tests/factories/shelf';
import { blocksOf, documentSchema } from '../documents/document';
import { USUAL_DRESS } from '../documents/to-mjml';
import type { ImageSubject } from '../open-time/open-time-image';
import { compileDocument } from './compile-document.server';
import { drawnImages } from './draw-blocks';
import type { MailIngredients } from './mail-ingredients';
import type { MailDrawn } from './mail-data';
import { renderLiquid } from './render-liquid';

const DOCUMENT = documentSchema.parse({
  ...{ key: 'news', subject: 'News', preheader: '' },
  blocks: [
    { key: 'few', kind: 'low-stock', of: 'cart', atMost: 5, drawnOnOpening: true },
    {
      ...{ key: 'end', kind: 'countdown', text: 'Ends', drawnOnOpening: true },
      until: { kind: 'moment', at: '2026-12-03T18:00' },
    },
    { key: 'own', kind: 'recommendations', heading: 'For you', drawnOnOpening: true },
    { key: 'words', kind: 'low-stock', of: 'cart', atMost: 5 },
    { key: 'foot', kind: 'footer' },
  ],
});

function drawnOf(titles: string[], changes: Partial<MailIngredients> = {}) {
  const subjects: ImageSubject[] = [];
  const numbers = titles.map((_, at) => at + 1);
  const drawn = drawnImages({
    shop: {
      ...{ name: 'Oak', storefrontUrl: 'https://shop.example', currency: 'EUR', timezone: 'Europe/Berlin' },
      ...{ postalAddress: '1 Oak Street', consentLine: null },
    },
    ...{ locale: 'en', firstName: null, campaign: 'news', mailToken: 'mail', checkoutUrl: null, about: [] },
    lines: [cartLine(1)],
    products: new Map(
      titles.map((title, at) => [
        productId(at + 1),
        {
          ...{ id: productId(at + 1), handle: `p-${at}`, title, imageUrl: 'https://cdn.example/p', variantCount: 1 },
          ...{ priceMinor: 100, variantId: variantId(at + 1), compareAtMinor: null },
        },
      ]),
    ),
    live: new Map(
      numbers.map((number) => [
        variantId(number),
        {
          ...{ id: variantId(number), productId: productId(number), priceMinor: 100 },
          ...{ isBuyable: true, leftCount: 3 },
        },
      ]),
    ),
    recommendations: [1, 2].map((number) => ({
      ...{ productId: productId(number), strategy: 'best-seller', reason: { kind: 'best-seller', rank: 1 } as const },
    })),
    filling: {
      ...{ blocks: blocksOf(DOCUMENT), now: new Date('2026-12-01T12:00:00Z') },
      ...{ lists: new Map(), recommended: new Map() },
    },
    drawing: {
      urlOf: (subject) => `https://app.example/i/${subjects.push(subject)}`,
      alternates: numbers.slice(2).map(productId),
    },
    ...{ unsubscribeUrl: '', preferencesUrl: '' },
    ...changes,
  });
  return { drawn, subjects };
}
const THREE = ['Board', 'Mug', 'Lamp'];
const short = (number: number) => productId(number).replace(/^.*\//, '');

describe('what is drawn when a mail is opened', () => {
  test('is each block that says so, with the same in words and with what may take a place that falls free', () => {
    const { drawn, subjects } = drawnOf(THREE);
    expect(Object.keys(drawn)).toEqual(['few', 'end', 'own']);
    expect(drawn['few']?.map(({ alt, url }) => [alt, url])).toEqual([['Only 3 left: Board', '']]);
    expect(drawn['end']?.[0]?.alt).toMatch(/^Until Thursday/);
    const products = [1, 2, 3].map(short);
    expect(subjects.slice(-2)).toEqual([0, 1].map((place) => ({ kind: 'recommendation', products, place })));
    expect(drawn['own']?.[1]).toEqual({
      src: 'https://app.example/i/4',
      alt: 'Mug, €1.00',
      url: 'https://app.example/i/4/go?utm_source=kindred&utm_medium=email&utm_campaign=news&kindred_mail=mail',
    });
  });

  test('is nothing in a mail without such blocks', () => {
    expect(
      drawnOf(THREE, { filling: { blocks: [], now: new Date(0), lists: new Map(), recommended: new Map() } }).drawn,
    ).toEqual({});
  });

  test('is not what no font at hand has letters for: that block is shown as always', () => {
    const { drawn } = drawnOf(['木の皿', 'Mug', 'Lamp']);
    expect(Object.keys(drawn)).toEqual(['end']);
  });

  test('leaves out what could take a place but cannot be drawn', () => {
    const { subjects } = drawnOf(['Board', 'Mug', '木の皿']);
    expect(subjects.at(-1)).toMatchObject({ products: [1, 2].map(short) });
  });
});

describe('a mail with drawn blocks', () => {
  const image = (nth: number): MailDrawn => ({
    ...{ src: `https://app.example/i/${nth}`, alt: `Picture ${nth}`, url: `https://app.example/i/${nth}/go` },
  });
  const shown = async (count: number) => {
    const drawn = Object.fromEntries(
      ['few', 'end', 'own'].map((key) => [key, Array.from({ length: count }, (_, at) => image(at))]),
    );
    const line = { title: 'Board', line: 'Only 3 left:' };
    const data = mailData(1, 3, {
      ...{ drawn, lowStock: { few: [line], words: [line] }, ends: { end: { line: 'Until Thursday' } } },
    });
    return renderLiquid(await compileDocument(DOCUMENT, USUAL_DRESS), data);
  };

  test.each([0, 1, 2, 3])('is whole markup with %d pictures a block', async (count) => {
    const { html } = await shown(count);
    for (const reader of ['browser', 'outlook'] as const) {
      expect(nestingProblems(seenBy(reader, html)), `as ${reader} reads it`).toEqual([]);
      expect(displacedTableParts(seenBy(reader, html)), `as ${reader} reads it`).toEqual([]);
    }
    expect(domOf(html).querySelectorAll('img[src*="/i/"]')).toHaveLength(count * 3);
  });

  test('shows words where there are no pictures, and pictures in their place otherwise', async () => {
    const [without, with_] = [textOf((await shown(0)).html), textOf((await shown(1)).html)];
    expect(without.match(/Only 3 left:/g)).toHaveLength(2);
    expect(without).toContain('Until Thursday');
    expect(without).toContain('Product 3');
    expect(with_.match(/Only 3 left:/g)).toHaveLength(1);
    expect(with_).not.toMatch(/Until Thursday|Product 3/);
  });

  test('reads the same in plain text', async () => {
    const { text } = await shown(2);
    expect(text).toMatch(/Only 3 left: Board.*Until Thursday.*Product 3/s);
    expect(text).not.toContain('/i/');
  });
});
