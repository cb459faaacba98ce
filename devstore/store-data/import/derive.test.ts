import { describe, expect, it } from 'vitest';
import type { StoreCustomer, StoreOrder, StoreProduct } from '../../store';
import { generateStore } from '../generate/generate-store';
import { deriveShop } from './derive-shop';
import { endOf, endUpdatesBy, fillInDates, gatherCollections } from './fill-in';
import { lineMatcher } from './match-lines';

const sample = () => structuredClone(generateStore({ products: 40, customers: 40, seed: 2 }));

describe('endOf', () => {
  const ending = (createdAt: string) => endOf([{ ...(sample().orders[0] as StoreOrder), createdAt }], 'never');

  it('is the last order’s time, rounded up to the hour', () => {
    expect(ending('2011-12-09T12:50:00.000Z')).toBe('2011-12-09T13:00:00.000Z');
    expect(ending('2011-12-31T23:00:01.000Z')).toBe('2012-01-01T00:00:00.000Z');
    expect(ending('2011-12-09T12:00:00.000Z')).toBe('2011-12-09T12:00:00.000Z');
  });

  it('is what is said where there are no orders', () => {
    expect(endOf([], '2026-01-01T00:00:00.000Z')).toBe('2026-01-01T00:00:00.000Z');
  });
});

describe('fillInDates', () => {
  it('makes products as old as their first sale, customers as old as their first order, the rest as old as the store', () => {
    const { products, customers, orders, endsAt } = sample();
    const firstSale = (id: string) =>
      orders.find(({ lines }) => lines.some(({ productId }) => productId === id))?.createdAt;
    fillInDates(products, customers, orders, endsAt);
    for (const product of products) {
      expect(product.createdAt).toBe(firstSale(product.id) ?? orders[0]?.createdAt);
      expect(product.publishedAt).toBe(product.publishedAt === null ? null : product.createdAt);
    }
    for (const customer of customers) {
      expect(customer.createdAt).toBe(
        orders.find(({ customerId }) => customerId === customer.id)?.createdAt ?? orders[0]?.createdAt,
      );
    }
  });

  it('has an answer without orders', () => {
    const { products, customers, endsAt } = sample();
    fillInDates(products, customers, [], endsAt);
    expect(new Set([...products, ...customers].map(({ createdAt }) => createdAt))).toEqual(new Set([endsAt]));
  });
});

describe('endUpdatesBy', () => {
  it('moves later updates to the end', () => {
    const { orders, endsAt } = sample();
    const [first] = orders;
    if (first) first.updatedAt = '2031-01-01T00:00:00.000Z';
    endUpdatesBy(orders, endsAt);
    expect(orders.filter(({ updatedAt }) => updatedAt > endsAt)).toEqual([]);
    expect(first?.updatedAt).toBe(endsAt);
  });
});

describe('gatherCollections', () => {
  const bare = (id: string, productType: string): StoreProduct => ({
    ...(sample().products[0] as StoreProduct),
    id,
    productType,
    collectionIds: [],
  });

  it('follows the file’s collection, else the type, and leaves what has neither alone', () => {
    const products = [bare('a', 'Mugs'), bare('b', 'mugs'), bare('c', ''), bare('d', 'Lamps')];
    const collections = gatherCollections(products, new Map([['d', 'Winter']]), '2026-01-01T00:00:00.000Z');
    expect(collections.map(({ handle, title }) => [handle, title])).toEqual([
      ['mugs', 'Mugs'],
      ['winter', 'Winter'],
    ]);
    expect(products.map(({ collectionIds }) => collectionIds.length)).toEqual([1, 1, 0, 1]);
    expect(products[0]?.collectionIds).toEqual(products[1]?.collectionIds);
  });
});

describe('deriveShop', () => {
  const clues = {
    currency: 'EUR',
    ianaTimezone: 'UTC',
    primaryLocale: 'en',
    vendors: new Map<string, number>(),
    products: [] as StoreProduct[],
    customers: [] as StoreCustomer[],
    orders: [] as StoreOrder[],
  };

  it('takes the commonest vendor and country', () => {
    const { orders, products } = sample();
    const shop = deriveShop(
      {
        ...clues,
        orders,
        products,
        vendors: new Map([
          ['Fern & Co', 3],
          ['Ivy', 9],
        ]),
      },
      {},
    );
    expect(shop).toMatchObject({
      name: 'Ivy',
      domain: 'ivy.myshopify.com',
      email: 'hello@ivy.example.com',
      countryCode: 'DE',
    });
  });

  it('has an answer when it knows nothing, or a name without Latin letters', () => {
    expect(deriveShop(clues, {})).toMatchObject({
      name: 'Imported Store',
      domain: 'imported-store.myshopify.com',
      countryCode: 'US',
    });
    expect(deriveShop({ ...clues, vendors: new Map([['日本', 1]]) }, {})).toMatchObject({
      name: '日本',
      domain: 'imported-store.myshopify.com',
    });
  });

  it('lets what is known override what is derived', () => {
    expect(deriveShop(clues, { name: 'Mine', countryCode: 'AT' })).toMatchObject({ name: 'Mine', countryCode: 'AT' });
  });
});

describe('lineMatcher', () => {
  it('finds every variant of a store by its number, and by its name alone', () => {
    const { products } = sample();
    const match = lineMatcher(products);
    for (const product of products) {
      for (const variant of product.variants) {
        expect(match(variant.sku ?? '', 'anything')).toMatchObject({ variant: { id: variant.id }, by: 'sku' });
        expect(match('', `${product.title} - ${variant.title}`)).toMatchObject({
          variant: { id: variant.id },
          by: 'name',
        });
      }
    }
    expect(match('no such number', 'no such name')).toBeNull();
    expect(match('', '')).toBeNull();
  });
});
