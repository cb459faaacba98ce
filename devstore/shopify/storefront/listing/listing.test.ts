import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { StoreOrder } from '../../../store';
import { smallStore } from '../testing/small-store';
import { listProducts } from './list-products';
import { linkPages } from './page-links';

const data = smallStore();
const [mug, teapot, bowl] = data.products;
/** Names of what the list at an address shows. */
const list = (query: string) =>
  listProducts({
    url: new URL(`http://shop/collections/all${query}`),
    data,
    products: data.products.slice(0, 3),
    byDefault: { value: 'best-selling' },
  });
const shown = (query: string) => list(query).shown.map(({ title }) => title);

describe('the order of a list', () => {
  test.each([
    ['?sort_by=title-ascending', ['Blue mug', 'Bowl', 'Teapot']],
    ['?sort_by=title-descending', ['Teapot', 'Bowl', 'Blue mug']],
    ['?sort_by=price-ascending', ['Blue mug', 'Bowl', 'Teapot']],
    ['?sort_by=price-descending', ['Teapot', 'Bowl', 'Blue mug']],
    ['?sort_by=created-descending', ['Bowl', 'Teapot', 'Blue mug']],
    ['?sort_by=created-ascending', ['Blue mug', 'Teapot', 'Bowl']],
  ])('%s', (query, titles) => expect(shown(query)).toEqual(titles));

  test('is by pieces sold unless another is asked for, and counts new orders at once', () => {
    const sell = (product: typeof mug, quantity: number, cancelledAt: string | null = null) =>
      data.orders.push({ cancelledAt, lines: [{ productId: product?.id, quantity }] } as StoreOrder);
    sell(bowl, 3);
    expect(shown('')).toEqual(['Bowl', 'Blue mug', 'Teapot']);
    sell(teapot, 5);
    sell(mug, 50, '2026-01-01T00:00:00Z');
    expect(shown('?sort_by=nonsense')).toEqual(['Teapot', 'Bowl', 'Blue mug']);
    expect(list('').sort_by).toBe('best-selling');
  });
});

describe('filters', () => {
  test.each([
    ['what can be bought', '?filter.v.availability=1', ['Teapot', 'Blue mug']],
    ['what is sold out', '?filter.v.availability=0', ['Bowl']],
    ['any of several values', '?filter.v.availability=1&filter.v.availability=0', ['Teapot', 'Bowl', 'Blue mug']],
    ['an option', '?filter.v.option.size=Large', ['Blue mug']],
    ['a price from and to', '?filter.v.price.gte=20&filter.v.price.lte=23.00', ['Bowl', 'Blue mug']],
    ['several things at once', '?filter.v.availability=1&filter.v.price.gte=40', ['Teapot']],
    ['a price that is no number', '?filter.v.price.gte=cheap', ['Teapot', 'Bowl', 'Blue mug']],
    ['a filter that is none', '?filter.v.weight=1', ['Teapot', 'Bowl', 'Blue mug']],
  ])('by %s', (_name, query, titles) => expect(shown(query)).toEqual(titles));

  test('say how many products each value would show, given what else is chosen', () => {
    const [availability] = list('?filter.v.price.gte=20').filters;
    expect(availability).toMatchObject({
      label: 'Availability',
      values: [
        { label: 'In stock', value: '1', count: 2, active: false },
        { label: 'Sold out', value: '0', count: 1, active: false },
      ],
    });
    const [narrowed] = list('?filter.v.price.gte=40&filter.v.availability=0').filters;
    expect(narrowed).toMatchObject({ active_count: 1, values: [{ label: 'In stock', count: 1 }] });
  });

  test('are left out where all products are alike, and always offer the price', () => {
    expect(list('').filters.map(({ label }) => label)).toEqual(['Availability', 'Size', 'Price']);
  });

  test('can each be taken back, and all at once, without losing order or words', () => {
    const { active, url_to_clear: clear } = list(
      '?q=a&sort_by=price-ascending&page=3&filter.v.availability=1&filter.v.availability=0&filter.v.price.lte=30',
    );
    expect(active).toEqual([
      {
        label: 'In stock',
        url_to_remove: '/collections/all?q=a&sort_by=price-ascending&filter.v.availability=0&filter.v.price.lte=30',
      },
      {
        label: 'Sold out',
        url_to_remove: '/collections/all?q=a&sort_by=price-ascending&filter.v.availability=1&filter.v.price.lte=30',
      },
      {
        label: 'Price',
        url_to_remove: '/collections/all?q=a&sort_by=price-ascending&filter.v.availability=1&filter.v.availability=0',
      },
    ]);
    expect(clear).toBe('/collections/all?q=a&sort_by=price-ascending');
  });

  test('count in the currency’s own unit', () => {
    const yen = { ...data, shop: { ...data.shop, currency: 'JPY' } };
    const url = new URL('http://shop/collections/all?filter.v.price.lte=2200');
    const { shown: found, filters } = listProducts({
      url,
      data: yen,
      products: data.products,
      byDefault: { value: '' },
    });
    expect(found.map(({ title }) => title)).toEqual(['Blue mug', 'Bowl', 'Plate']);
    expect(filters.at(-1)).toMatchObject({ max: '2200', range_max: 455_000 });
  });
});

describe('the pages of a list', () => {
  const titles = (page: number, pages: number) => linkPages(page, pages, String).parts.map(({ title }) => title);

  test.each([
    [1, 0, []],
    [1, 1, ['1']],
    [2, 3, ['1', '2', '3']],
    [1, 9, ['1', '2', '…', '9']],
    [5, 9, ['1', '…', '4', '5', '6', '…', '9']],
    [9, 9, ['1', '…', '8', '9']],
  ])('page %i of %i', (page, pages, parts) => expect(titles(page, pages)).toEqual(parts));

  test('whatever page is asked for, one that exists is shown and its neighbours are linked', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 40 }), (asked, pages) => {
        const { current_page: page, previous, next, parts } = linkPages(asked, pages, String);
        expect(page).toBe(Math.min(asked, pages));
        expect(previous?.url).toBe(page > 1 ? String(page - 1) : undefined);
        expect(next?.url).toBe(page < pages ? String(page + 1) : undefined);
        expect(parts.filter((part) => !part.is_link && part.url).map(({ title }) => title)).toEqual([String(page)]);
      }),
    );
  });

  test('keep filters and order in their addresses', () => {
    const many = { ...data, products: Array.from({ length: 60 }, () => data.products[0]!) };
    const url = new URL('http://shop/collections/all?sort_by=title-ascending&page=2&filter.v.availability=1');
    const { paginate, shown: found } = listProducts({
      ...{ url, data: many, products: many.products, byDefault: { value: 'best-selling' } },
    });
    expect(found).toHaveLength(24);
    expect(paginate.previous?.url).toBe('/collections/all?sort_by=title-ascending&filter.v.availability=1');
    expect(paginate.next?.url).toBe('/collections/all?sort_by=title-ascending&filter.v.availability=1&page=3');
  });
});
