import { beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../seeded-random';
import { buildCatalogue, type Catalogue } from './build-catalogue';
import { chooseDesigns, MOST_DESIGNS } from './choose-designs';
import { shelfPrice } from './shelf-price';

const startsAt = Date.parse('2025-09-30T10:00:00Z');
const endsAt = Date.parse('2026-09-30T10:00:00Z');

let catalogue: Catalogue;
beforeAll(() => {
  catalogue = buildCatalogue(1, 480, startsAt, endsAt);
});

const products = () => catalogue.designs.map(({ product }) => product);
const repeated = (values: (string | null)[]) => values.filter((value, index) => values.indexOf(value) !== index);

describe('shelfPrice', () => {
  it.each([
    [100, 190],
    [612, 590],
    [1234, 1190],
    [2444, 2490],
    [4960, 4990],
    [7777, 7900],
    [18_700, 18_900],
    [24_500, 24_900],
  ])('labels %i cents as %i', (wanted, label) => {
    expect(shelfPrice(wanted)).toBe(label);
  });
});

describe('chooseDesigns', () => {
  it.each([10, 80, 400, MOST_DESIGNS])('makes exactly %i, no title twice', (count) => {
    const drafts = chooseDesigns(count, seededRandom(1, 'designs'));
    expect(drafts).toHaveLength(count);
    expect(repeated(drafts.map(({ title }) => title))).toEqual([]);
  });

  it('gives every kind a design before any gets many, and more to kinds of a larger share', () => {
    const drafts = chooseDesigns(480, seededRandom(1, 'designs'));
    const count = (key: string) => drafts.filter(({ kind }) => kind.key === key).length;
    expect(count('mug')).toBeGreaterThan(2 * count('shelf'));
    expect(Math.min(...drafts.map(({ kind }) => count(kind.key)))).toBeGreaterThanOrEqual(1);
  });
});

describe('buildCatalogue', () => {
  it('gives every product, variant, handle and article number once', () => {
    expect(repeated(products().map(({ id }) => id))).toEqual([]);
    expect(repeated(products().map(({ handle }) => handle))).toEqual([]);
    const variants = products().flatMap((product) => product.variants);
    expect(repeated(variants.map(({ id }) => id))).toEqual([]);
    expect(repeated(variants.map(({ sku }) => sku))).toEqual([]);
    expect(variants.length).toBeGreaterThan(1000);
  });

  it('writes variants whose titles are their options', () => {
    for (const { variants } of products()) {
      const names = variants.map(({ selectedOptions }) => selectedOptions.map(({ name }) => name).join());
      expect(new Set(names).size).toBe(1);
      expect(variants.map(({ title }) => title)).toEqual(
        variants.map(({ selectedOptions }) => selectedOptions.map(({ value }) => value).join(' / ')),
      );
      expect(repeated(variants.map(({ title }) => title))).toEqual([]);
    }
  });

  it('marks sales by a higher price of before', () => {
    const reduced = products()
      .flatMap(({ variants }) => variants)
      .filter(({ compareAtPriceMinor }) => compareAtPriceMinor !== null);
    expect(reduced.length).toBeGreaterThan(50);
    expect(reduced.filter(({ priceMinor, compareAtPriceMinor }) => (compareAtPriceMinor ?? 0) <= priceMinor)).toEqual(
      [],
    );
  });

  it('has some things sold out, some low, and most in plenty', () => {
    const stock = products().map(({ variants }) =>
      variants.reduce((sum, { inventoryQuantity }) => sum + inventoryQuantity, 0),
    );
    const soldOut = stock.filter((pieces) => pieces === 0).length;
    expect(soldOut).toBeGreaterThan(8);
    expect(soldOut).toBeLessThan(50);
    expect(
      products().filter(({ variants }) => variants.some((v) => v.inventoryQuantity > 0 && v.inventoryQuantity <= 5))
        .length,
    ).toBeGreaterThan(20);
  });

  it('orders dates: created, published, sold, changed, all before the end', () => {
    for (const { product, soldFrom, soldUntil } of catalogue.designs) {
      expect(product.createdAt <= (product.publishedAt ?? product.createdAt), product.title).toBe(true);
      expect((product.publishedAt ?? product.createdAt) <= product.updatedAt, product.title).toBe(true);
      expect(Date.parse(product.updatedAt) <= endsAt, product.title).toBe(true);
      expect(soldFrom <= soldUntil, product.title).toBe(true);
      if (product.status === 'DRAFT' || product.status === 'UNLISTED') expect(soldFrom, product.title).toBe(soldUntil);
    }
  });

  it('lists drafts nowhere, and has something newly arrived', () => {
    const statuses = new Map<string, number>();
    for (const { status, publishedAt } of products()) {
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (status === 'DRAFT') expect(publishedAt).toBeNull();
    }
    expect([...statuses.keys()].sort()).toEqual(['ACTIVE', 'ARCHIVED', 'DRAFT', 'UNLISTED']);
    const newest = products().filter(({ createdAt }) => Date.parse(createdAt) > endsAt - 30 * 86_400_000);
    expect(newest.length).toBeGreaterThan(8);
  });

  it('puts each product into its room and into collections that exist', () => {
    const handles = new Map(catalogue.collections.map(({ id, handle }) => [id, handle]));
    expect(catalogue.collections.length).toBeGreaterThanOrEqual(12);
    for (const { product, kind } of catalogue.designs) {
      expect(product.collectionIds.map((id) => handles.get(id))).toContain(kind.room);
    }
    const empty = catalogue.collections.filter(
      ({ id }) => !products().some(({ collectionIds }) => collectionIds.includes(id)),
    );
    expect(empty).toEqual([]);
  });

  it('fills automated collections by their rule', () => {
    const sale = catalogue.collections.find(({ handle }) => handle === 'sale')?.id ?? '';
    const wrong = products().filter(
      (p) => p.collectionIds.includes(sale) !== p.variants.some((v) => v.compareAtPriceMinor !== null),
    );
    expect(wrong.map(({ title }) => title)).toEqual([]);
  });

  it('writes descriptions as small, balanced HTML', () => {
    for (const { descriptionHtml } of products()) {
      expect(descriptionHtml).toMatch(/^<p>[^<]+<\/p><ul>(<li>[^<]+<\/li>)+<\/ul>$/);
    }
  });
});
