import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isAbout,
  merchandise,
  pinned,
  ruleSchema,
  STRENGTHS,
  usualPrice,
  type Merchandise,
  type MerchandisingRule,
  type ProductForRules,
  type Subject,
} from './merchandising';

const product = (id: string, more: Partial<ProductForRules> = {}): ProductForRules => ({
  ...{
    id,
    vendor: 'Hearth',
    productType: 'Bowl',
    tags: ['clay'],
    collectionIds: ['c1'],
    priceMinor: 2_000,
    margin: null,
  },
  ...more,
});
const shelf = (...products: ProductForRules[]) => new Map(products.map((each) => [each.id, each]));
const rule = (effect: MerchandisingRule['effect'], subject: Subject, strength: 1 | 2 | 3 = 2): MerchandisingRule => ({
  ...{ effect, subject, strength },
});
const terms = (more: Partial<Merchandise> = {}): Merchandise => ({
  ...{ rules: [], marginWeight: 0, usualPriceMinor: null },
  ...more,
});
const CANDIDATES = [
  { productId: 'a', score: 1 },
  { productId: 'b', score: 0.9 },
  { productId: 'c', score: 0.3 },
];
const order = (more: Partial<Merchandise>, ...products: ProductForRules[]) =>
  merchandise(CANDIDATES, shelf(...products), terms(more)).map(({ productId }) => productId);
const [a, b, c] = [product('a'), product('b'), product('c', { vendor: 'Oak', tags: ['Wood'], priceMinor: 9_000 })];

describe('what a rule is about', () => {
  test('is a product, a collection, a tag, a vendor or a type, without regard to case', () => {
    for (const subject of [
      { kind: 'product', productId: 'a' },
      { kind: 'collection', collectionId: 'c1' },
      { kind: 'tag', tag: 'CLAY' },
      { kind: 'vendor', vendor: ' hearth ' },
      { kind: 'type', productType: 'bowl' },
    ] satisfies Subject[])
      expect([isAbout(subject, a), isAbout(subject, { ...c, collectionIds: [], productType: 'Tray' })]).toEqual([
        true,
        false,
      ]);
  });

  test('is a span of prices, bounds included, open on either side; what has no price is in none', () => {
    const about = (fromMinor: number | null, toMinor: number | null, priceMinor: number | null) =>
      isAbout({ kind: 'price', fromMinor, toMinor }, product('p', { priceMinor }));
    expect([about(100, 200, 100), about(100, 200, 200), about(100, null, 5_000), about(null, 100, 0)]).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect([about(100, 200, 99), about(100, 200, 201), about(null, 100, null)]).toEqual([false, false, false]);
  });
});

describe('a rule that is given', () => {
  const problem = (given: unknown) => ruleSchema.safeParse(given).error?.issues.map(({ path }) => path.join('.'));

  test('names what is wrong with it', () => {
    expect(problem(rule('boost', { kind: 'tag', tag: 'clay' }))).toBeUndefined();
    expect(problem(rule('pin', { kind: 'tag', tag: 'clay' }))).toEqual(['subject']);
    expect(problem(rule('boost', { kind: 'vendor', vendor: '  ' }))).toEqual(['subject.vendor']);
    expect(problem(rule('bury', { kind: 'price', fromMinor: null, toMinor: null }))).toEqual(['subject']);
    expect(problem(rule('bury', { kind: 'price', fromMinor: 5, toMinor: 4 }))).toEqual(['subject']);
    expect(problem({ effect: 'love', strength: 9, subject: { kind: 'colour' } })).toEqual([
      'effect',
      'strength',
      'subject.kind',
    ]);
  });
});

describe('what is recommended', () => {
  test('stays as it was where nothing speaks', () => {
    expect(order({}, a, b, c)).toEqual(['a', 'b', 'c']);
  });

  test('leaves out what a rule leaves out, and what may not be shown', () => {
    expect(order({ rules: [rule('exclude', { kind: 'vendor', vendor: 'Hearth' })] }, a, b, c)).toEqual(['c']);
    expect(order({}, a, c)).toEqual(['a', 'c']);
  });

  test('has what is raised before what is not, by as much as was said', () => {
    const raised = (strength: 1 | 2 | 3) =>
      order({ rules: [rule('boost', { kind: 'tag', tag: 'wood' }, strength)] }, a, b, c);
    expect([raised(1), raised(2), raised(3)]).toEqual([
      ['a', 'b', 'c'],
      ['a', 'b', 'c'],
      ['c', 'a', 'b'],
    ]);
  });

  test('has what is lowered behind what is not', () => {
    expect(order({ rules: [rule('bury', { kind: 'product', productId: 'a' }, 1)] }, a, b, c)).toEqual(['b', 'a', 'c']);
    expect(order({ rules: [rule('bury', { kind: 'product', productId: 'a' }, 3)] }, a, b, c)).toEqual(['b', 'c', 'a']);
  });

  test('lets margin speak as much as the merchant wants, where it is known', () => {
    const rich = product('b', { margin: 0.8 });
    expect(order({ marginWeight: 0 }, a, rich, c)).toEqual(['a', 'b', 'c']);
    expect(order({ marginWeight: 1 }, a, rich, c)).toEqual(['b', 'a', 'c']);
  });

  test('lets prices far from what is usual fall behind, and near ones be', () => {
    const dear = product('a', { priceMinor: 90_000 });
    expect(order({ usualPriceMinor: 2_000 }, dear, b, c)).toEqual(['b', 'c', 'a']);
    expect(order({ usualPriceMinor: 2_000 }, product('a', { priceMinor: 8_000 }), b, c)).toEqual(['a', 'b', 'c']);
    expect(order({ usualPriceMinor: 2_000 }, product('a', { priceMinor: null }), b, c)).toEqual(['a', 'b', 'c']);
  });

  test('is never what is left out, however often it is raised or put first', () => {
    const anySubject: fc.Arbitrary<Subject> = fc.oneof(
      fc.constantFrom('a', 'b', 'c').map((productId): Subject => ({ kind: 'product', productId })),
      fc.constantFrom('clay', 'Wood').map((tag): Subject => ({ kind: 'tag', tag })),
    );
    const anyRule = fc.record({
      effect: fc.constantFrom<MerchandisingRule['effect'][]>('pin', 'boost', 'bury', 'exclude'),
      strength: fc.constantFrom<(1 | 2 | 3)[]>(1, 2, 3),
      subject: anySubject,
    });
    fc.assert(
      fc.property(fc.array(anyRule, { maxLength: 6 }), (rules) => {
        const products = shelf(a, b, c);
        const out = (id: string) =>
          rules.some(({ effect, subject }) => effect === 'exclude' && isAbout(subject, products.get(id) ?? a));
        const shown = merchandise(CANDIDATES, products, terms({ rules })).map(({ productId }) => productId);
        for (const id of [...shown, ...pinned(rules, products)]) expect(out(id)).toBe(false);
        expect(shown.length).toBe(CANDIDATES.filter(({ productId }) => !out(productId)).length);
      }),
    );
  });
});

test('a strength counts the more the higher it is', () => {
  expect([STRENGTHS[1] > 1, STRENGTHS[2] > STRENGTHS[1], STRENGTHS[3] > STRENGTHS[2]]).toEqual([true, true, true]);
});

test('what is usually paid is the middle by ratio, and unknown where no price is', () => {
  expect(usualPrice([1_000, 4_000, null])).toBeCloseTo(2_000);
  expect(usualPrice([null, 0])).toBeNull();
  expect(usualPrice([])).toBeNull();
});
