import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describePerson, type BoughtLine, type Goods, type PersonFacts } from './describe-person';

const START_MS = Date.UTC(2026, 0, 1);
const day = (days: number): Date => new Date(START_MS + days * 86_400_000);
const line = (changes: Partial<BoughtLine>): BoughtLine => ({
  ...{ productId: 'bowl', at: day(0), pieces: 1, priceMinor: 1_000 },
  ...changes,
});
const goods = new Map<string, Goods>([
  ['bowl', { productType: 'Bowls', vendor: 'Ellis', collectionIds: ['new'] }],
  ['vase', { productType: 'Vases', vendor: 'Ellis', collectionIds: ['new', 'glass'] }],
  ['card', { productType: '', vendor: '', collectionIds: [] }],
]);
const describeWith = (facts: Partial<PersonFacts>) =>
  describePerson({ orderedAt: [], sent: [], lines: [], views: [], pages: [], ...facts }, goods);

describe('days between orders', () => {
  it('are none before the second order', () => {
    expect(describeWith({ orderedAt: [day(0)] }).medianDaysBetweenOrders).toBeNull();
  });

  it('are their median, which one long break moves little', () => {
    const orderedAt = [day(0), day(30), day(10), day(400), day(20)];
    expect(describeWith({ orderedAt }).medianDaysBetweenOrders).toBe(10);
    expect(describeWith({ orderedAt: [day(0), day(1), day(3)] }).medianDaysBetweenOrders).toBe(1.5);
    expect(describeWith({ orderedAt: [day(0), day(0)] }).medianDaysBetweenOrders).toBe(0);
  });
});

describe('what a piece costs', () => {
  it('is the median over pieces, in the shop’s currency alone', () => {
    const lines = [
      line({ priceMinor: 9_000 }),
      line({ priceMinor: 500, pieces: 5 }),
      line({ priceMinor: null, pieces: 50 }),
    ];
    expect(describeWith({ lines }).typicalPriceMinor).toBe(500);
    expect(describeWith({ lines: [line({ pieces: 0 })] }).typicalPriceMinor).toBeNull();
  });
});

describe('the usual device', () => {
  it('is that of most pages; of two with as many the one used last', () => {
    const page = (device: string, days: number) => ({ device, at: day(days) });
    const most = [page('mobile', 0), page('mobile', 1), page('desktop', 9)];
    expect(describeWith({ pages: most }).usualDevice).toBe('mobile');
    expect(describeWith({ pages: most.slice(1) }).usualDevice).toBe('desktop');
    expect(describeWith({}).usualDevice).toBeNull();
  });
});

describe('favourites', () => {
  it('are what was bought before what was looked at, each with its share', () => {
    const { favourites } = describeWith({ lines: [line({})], views: [{ productId: 'vase', at: day(0) }] });
    expect(favourites).toEqual({
      from: 2,
      productType: [
        { value: 'Bowls', share: 0.833 },
        { value: 'Vases', share: 0.167 },
      ],
      vendor: [{ value: 'Ellis', share: 1 }],
      collection: [
        { value: 'new', share: 1 },
        { value: 'glass', share: 0.167 },
      ],
    });
  });

  it('count half after ninety days, measured from what the person did last', () => {
    const views = [
      { productId: 'bowl', at: day(0) },
      { productId: 'vase', at: day(90) },
    ];
    expect(describeWith({ views }).favourites.productType).toEqual([
      { value: 'Vases', share: 0.667 },
      { value: 'Bowls', share: 0.333 },
    ]);
    const later = views.map(({ productId, at }) => ({ productId, at: new Date(at.getTime() + 1e10) }));
    expect(describeWith({ views: later }).favourites).toEqual(describeWith({ views }).favourites);
  });

  it('name nothing that goods do not say, nor of goods that are gone', () => {
    const views = ['card', 'gone'].map((productId) => ({ productId, at: day(0) }));
    expect(describeWith({ views }).favourites).toEqual({ from: 2, productType: [], vendor: [], collection: [] });
  });
});

const when = fc.integer({ min: 0, max: 400 }).map(day);
const product = fc.constantFrom('bowl', 'vase', 'card', 'gone');
const facts: fc.Arbitrary<PersonFacts> = fc.record({
  orderedAt: fc.array(when, { maxLength: 6 }),
  sent: fc.array(
    fc.record({
      at: when,
      place: fc.record({
        countryCode: fc.constantFrom('DE', 'FR'),
        regionCode: fc.constant(null),
        city: fc.constantFrom('Berlin', 'Paris', null),
      }),
    }),
    { maxLength: 6 },
  ),
  lines: fc.array(
    fc.record({
      productId: fc.option(product),
      at: when,
      pieces: fc.integer({ min: 0, max: 9 }),
      priceMinor: fc.option(fc.integer({ min: 0, max: 9_999 })),
    }),
    { maxLength: 8 },
  ),
  views: fc.array(fc.record({ productId: product, at: when }), { maxLength: 8 }),
  pages: fc.array(fc.record({ device: fc.constantFrom('mobile', 'tablet', 'desktop'), at: when }), { maxLength: 8 }),
});

describe('any history', () => {
  it('comes to the same in whatever order it is told', () => {
    const shuffled = facts.chain((told) =>
      fc
        .record({
          orderedAt: all(told.orderedAt),
          sent: all(told.sent),
          lines: all(told.lines),
          views: all(told.views),
          pages: all(told.pages),
        })
        .map((other) => ({ told, other })),
    );
    fc.assert(
      fc.property(shuffled, ({ told, other }) => {
        expect(describePerson(other, goods)).toEqual(describePerson(told, goods));
      }),
    );
  });

  it('has shares between nothing and all of it', () => {
    fc.assert(
      fc.property(facts, (told) => {
        const { productType, vendor, collection } = describePerson(told, goods).favourites;
        for (const { share } of [...productType, ...vendor, ...collection]) {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});

const all = <T>(told: T[]): fc.Arbitrary<T[]> => fc.shuffledSubarray(told, { minLength: told.length });
