import { describe, expect, test } from 'vitest';
import type { LiveVariant } from '~/capture/catalog/live-catalog';
import { cartLine } from '../../../tests/factories/reports';
import { productId, variantId } from '../../../tests/factories/shelf';
import { blocksOf, documentSchema } from '../documents/document';
import type { CatalogProduct } from './catalog-product';
import type { BlockFilling, MailIngredients } from './mail-ingredients';
import { exampleCoupon } from './coupon-words';
import { fillBlocks } from './fill-blocks';

const NOW = new Date('2026-12-01T12:00:00Z');
const blocks = (...own: object[]) =>
  blocksOf(
    documentSchema.parse({
      ...{ key: 'news', subject: 'News', preheader: '' },
      sections: [{ key: 'all', blocks: [...own, { key: 'end', kind: 'footer' }] }],
    }),
  );
const product = (number: number, changes: Partial<CatalogProduct> = {}): [string, CatalogProduct] => [
  productId(number),
  {
    ...{ id: productId(number), handle: `p-${number}`, title: `Product ${number}`, imageUrl: 'https://cdn.example/p' },
    ...{ priceMinor: number * 100, variantId: variantId(number), compareAtMinor: null, variantCount: 1 },
    ...changes,
  },
];
const live = (number: number, changes: Partial<LiveVariant> = {}): [string, LiveVariant] => [
  variantId(number),
  {
    ...{ id: variantId(number), productId: productId(number), priceMinor: number * 100 },
    ...{ isBuyable: true, leftCount: null },
    ...changes,
  },
];

function filled(own: object[], changes: Partial<MailIngredients> = {}, filling: Partial<BlockFilling> = {}) {
  return fillBlocks({
    shop: {
      ...{ name: 'Oak', storefrontUrl: 'https://shop.example', currency: 'EUR', timezone: 'Europe/Berlin' },
      ...{ postalAddress: '1 Oak Street', consentLine: null },
    },
    ...{ locale: 'en', firstName: null, campaign: 'news', checkoutUrl: null, about: [], lines: [] },
    products: new Map([1, 2, 3, 4].map((number) => product(number))),
    live: new Map([1, 2, 3, 4].map((number) => live(number))),
    ...{ recommendations: [], unsubscribeUrl: '', preferencesUrl: '' },
    filling: { blocks: blocks(...own), now: NOW, lists: new Map(), recommended: new Map(), ...filling },
    ...changes,
  });
}

describe('a grid of products', () => {
  const grid = { key: 'grid', kind: 'product-grid', source: { from: 'newest' }, count: 2, across: 2 };
  const lists = new Map([['grid', [4, 3, 2, 1].map(productId)]]);
  const titles = (changes: Partial<MailIngredients>) =>
    filled([grid], changes, { lists }).grids['grid']?.map((row) => row.map(({ title }) => title));

  test('shows the first of its list, as many as it has places', () => {
    expect(titles({})).toEqual([['Product 4', 'Product 3']]);
  });

  test.each<[string, Partial<MailIngredients>]>([
    ['sold out', { live: new Map([live(4), live(3, { isBuyable: false }), live(2)]) }],
    ['unknown to the store', { live: new Map([live(4), live(2)]) }],
    ['unknown to the catalogue', { products: new Map([product(4), product(2)]) }],
    ['without a picture', { products: new Map([product(4), product(3, { imageUrl: null }), product(2)]) }],
  ])('goes on to the next where one is %s', (_why, changes) => {
    expect(titles(changes)).toEqual([['Product 4', 'Product 2']]);
  });

  test.each([
    [250, '€2.50'],
    [200, ''],
    [150, ''],
  ])('strikes out %d for comparison with 200 as “%s”', (compareAtMinor, was) => {
    const products = new Map([product(4), product(2, { compareAtMinor })]);
    const [row] = filled([grid], { products }, { lists }).grids['grid'] ?? [];
    expect(row?.map(({ priceWas }) => priceWas)).toEqual(['', was]);
  });

  test('of the reader’s own says why', () => {
    const recommended = new Map([
      ['grid', [{ productId: productId(2), reason: { kind: 'best-seller' as const, rank: 1 } }]],
    ]);
    const { grids } = filled([{ ...grid, source: { from: 'recommended' } }], {}, { recommended });
    expect(grids['grid']).toMatchObject([[{ title: 'Product 2', reason: 'Popular right now' }]]);
  });
});

describe('of what is few', () => {
  const few = (of: 'cart' | 'about') => ({ key: 'few', kind: 'low-stock', of, atMost: 3 });
  const leftOf = (leftCount: number | null, changes: Partial<LiveVariant> = {}) =>
    filled([few('cart')], { lines: [cartLine(1)], live: new Map([live(1, { leftCount, ...changes })]) }).lowStock[
      'few'
    ];

  test.each([
    [null, null],
    [0, null],
    [1, 'The last one:'],
    [3, 'Only 3 left:'],
    [4, null],
  ])('with %s left it is said: %s', (leftCount, line) => {
    expect(leftOf(leftCount)?.map((each) => each.line)).toEqual(line ? [line] : []);
  });

  test('nothing is said of what cannot be bought', () => {
    expect(leftOf(2, { isBuyable: false })).toEqual([]);
  });

  test('one form of a product that comes in several says nothing of the product, unless it is the one that turned', () => {
    const about = { about: [productId(1), productId(2)] };
    const products = new Map([product(1, { variantCount: 2 }), product(2)]);
    const stock = new Map([live(1, { leftCount: 1 }), live(2, { leftCount: 2 })]);
    const told = (changes: Partial<MailIngredients>) =>
      filled([few('about')], { ...about, products, live: stock, ...changes }).lowStock['few']?.map(
        ({ title }) => title,
      );
    expect(told({})).toEqual(['Product 2']);
    expect(told({ turn: { variantId: variantId(1), priceWasMinor: null } })).toEqual(['Product 1']);
  });
});

describe('a countdown', () => {
  const to = (until: object, changes: Partial<MailIngredients> = {}) =>
    filled([{ key: 'c', kind: 'countdown', text: 'Ends', until }], changes).ends['c']?.line;
  const moment = (at: string) => to({ kind: 'moment', at });

  test('names the end by the shop’s clock, in the reader’s words', () => {
    expect(moment('2026-12-06T18:00')).toBe('Until Sunday, December 6 at 06:00 PM GMT+1');
    expect(to({ kind: 'moment', at: '2026-12-06T18:00' }, { locale: 'de' })).toBe(
      'Bis Sonntag, 6. Dezember um 18:00 MEZ',
    );
  });

  test.each([
    ['that is over', '2026-12-01T13:00'],
    ['on a day there is not', '2027-02-30T10:00'],
  ])('to a moment %s is not there', (_which, at) => {
    expect(moment(at)).toBeUndefined();
    expect(moment('2026-12-01T13:01')).toBeDefined();
  });

  test('to the end of a code is there where the mail carries one', () => {
    expect(to({ kind: 'coupon' })).toBeUndefined();
    expect(to({ kind: 'coupon' }, { coupon: exampleCoupon(NOW) })).toBe('Until Tuesday, December 8 at 01:00 PM GMT+1');
  });
});

describe('a picture with words beside it', () => {
  const hero = { key: 'hero', kind: 'hero', heading: 'New', text: '', label: 'Look', source: { from: 'newest' } };
  const grid = { key: 'grid', kind: 'product-grid', source: { from: 'newest' }, count: 5, across: 2, look: 'lookbook' };
  const newest = [4, 3, 2, 1].map(productId);
  const lists = new Map([
    ['hero', newest],
    ['grid', newest],
  ]);
  const titles = (changes: Partial<MailIngredients>) =>
    Object.values(filled([hero, grid], changes, { lists }).grids).map((rows) =>
      rows.map((row) => row.map(({ title }) => title)),
    );

  test('shows one product, and a lookbook below it the others, the first of them alone', () => {
    expect(titles({})).toEqual([[['Product 4']], [['Product 3'], ['Product 2', 'Product 1']]]);
  });

  test('is shown again below where somebody chose it by hand', () => {
    const chosen = { ...grid, source: { from: 'chosen', productIds: newest.slice(0, 2) } };
    const rows = filled(
      [hero, chosen],
      {},
      {
        lists: new Map([
          ['hero', newest],
          ['grid', newest.slice(0, 2)],
        ]),
      },
    ).grids;
    expect(rows['grid']?.flat().map(({ title }) => title)).toEqual(['Product 4', 'Product 3']);
  });

  test('goes on to what can be shown, and shows nothing where nothing can', () => {
    const soldOut = new Map([live(4, { isBuyable: false }), live(3), live(2)]);
    expect(titles({ live: soldOut })).toEqual([[['Product 3']], [['Product 2']]]);
    expect(titles({ live: new Map() })).toEqual([[], []]);
  });
});
