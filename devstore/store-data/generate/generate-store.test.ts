import { isDeepStrictEqual } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import type { StoreData, StoreOrder } from '../../store';
import { generateStore } from './generate-store';

let store: StoreData;
beforeAll(() => {
  store = generateStore();
});

const wrong = (test: (order: StoreOrder) => boolean) =>
  store.orders.filter((order) => !test(order)).map(({ name }) => name);
const repeated = (values: string[]) => {
  const seen = new Set<string>();
  return values.filter((value) => seen.size === seen.add(value).size);
};
const numbersOf = (ids: string[]) => ids.map((id) => Number(id.split('/').pop()));

describe('generateStore', () => {
  it('makes a store of the promised size', () => {
    expect(store.products.length).toBeGreaterThanOrEqual(400);
    expect(store.collections.length).toBeGreaterThanOrEqual(12);
    expect(store.customers.length).toBeGreaterThanOrEqual(3000);
    expect(store.orders.length).toBeGreaterThanOrEqual(12_000);
  });

  it('is the same for the same seed and another for another', () => {
    const small = { products: 60, customers: 80 };
    expect(isDeepStrictEqual(generateStore(), store), 'default store made twice').toBe(true);
    expect(isDeepStrictEqual(generateStore({ ...small, seed: 5 }), generateStore({ ...small, seed: 5 }))).toBe(true);
    expect(generateStore({ ...small, seed: 5 }).orders[0]).not.toEqual(generateStore({ ...small, seed: 6 }).orders[0]);
  });

  it('keeps the catalogue when only the number of customers changes', () => {
    const [few, many] = [20, 60].map((customers) => generateStore({ products: 60, customers }));
    expect(few?.products).toEqual(many?.products);
  });

  it('uses each id once, of the form that Shopify gives', () => {
    const ids = [
      ...store.collections,
      ...store.products,
      ...store.products.flatMap(({ variants }) => variants),
      ...store.customers,
      ...store.orders,
      ...store.orders.flatMap(({ lines }) => lines),
    ].map(({ id }) => id);
    expect(ids.filter((id) => !/^gid:\/\/shopify\/[A-Z][A-Za-z]+\/\d{12,14}$/.test(id))).toEqual([]);
    expect(repeated(ids)).toEqual([]);
  });

  it('numbers customers and orders in the order in which they came', () => {
    for (const rows of [store.customers, store.orders]) {
      const ids = numbersOf(rows.map(({ id }) => id));
      expect(ids).toEqual([...ids].sort((a, b) => a - b));
      const times = rows.map(({ createdAt }) => createdAt);
      expect(times).toEqual([...times].sort());
    }
    expect(store.orders.map(({ name }) => name)).toEqual(store.orders.map((_, index) => `#${1001 + index}`));
  });

  it('sums up each order: goods − discount + postage', () => {
    expect(
      wrong((order) => {
        const goods = order.lines.reduce((sum, line) => sum + line.priceMinor * line.quantity, 0);
        return (
          order.subtotalMinor === goods - order.discountMinor &&
          order.totalMinor === order.subtotalMinor + order.shippingMinor
        );
      }),
    ).toEqual([]);
    expect(
      wrong(({ taxMinor, totalMinor, refundedMinor }) => taxMinor < totalMinor && refundedMinor <= totalMinor),
    ).toEqual([]);
    expect(wrong(({ discountCodes, discountMinor }) => discountCodes.length > 0 === discountMinor > 0)).toEqual([]);
    const amounts = store.orders.flatMap((o) => [
      o.totalMinor,
      o.taxMinor,
      o.shippingMinor,
      o.discountMinor,
      o.refundedMinor,
    ]);
    expect(amounts.filter((amount) => !Number.isInteger(amount) || amount < 0)).toEqual([]);
  });

  it('sells only variants that exist, at their price, when they were for sale', () => {
    const variants = new Map(
      store.products.flatMap((product) =>
        product.variants.map((variant) => [variant.id, { product, variant }] as const),
      ),
    );
    expect(
      wrong(({ lines, createdAt }) =>
        lines.every((line) => {
          const sold = variants.get(line.variantId ?? '');
          return (
            sold?.product.id === line.productId &&
            sold.variant.priceMinor === line.priceMinor &&
            sold.variant.sku === line.sku &&
            (sold.product.publishedAt ?? '9') <= createdAt
          );
        }),
      ),
    ).toEqual([]);
  });

  it('orders every order’s dates, and ends before the end', () => {
    expect(wrong(({ createdAt, updatedAt }) => createdAt <= updatedAt && updatedAt < store.endsAt)).toEqual([]);
    expect(
      wrong(
        ({ createdAt, cancelledAt, updatedAt }) =>
          cancelledAt === null || (createdAt < cancelledAt && cancelledAt <= updatedAt),
      ),
    ).toEqual([]);
    const span =
      Date.parse(store.orders[store.orders.length - 1]?.createdAt ?? '') - Date.parse(store.orders[0]?.createdAt ?? '');
    expect(span / 86_400_000).toBeGreaterThan(363);
    expect(store.endsAt).toBe('2026-09-30T10:00:00.000Z');
  });

  it('ties orders to customers who existed, with their address; only the till has none', () => {
    const customers = new Map(store.customers.map((customer) => [customer.id, customer]));
    expect(
      wrong(({ customerId, email, createdAt, countryCode, sourceName }) => {
        if (customerId === null) return sourceName === 'pos' && email === null;
        const customer = customers.get(customerId);
        return (
          customer !== undefined &&
          customer.email === email &&
          customer.createdAt < createdAt &&
          customer.address?.countryCode === countryCode
        );
      }),
    ).toEqual([]);
    const till = store.orders.filter(({ customerId }) => customerId === null).length;
    expect(till).toBeGreaterThan(50);
    expect(till).toBeLessThan(0.03 * store.orders.length);
  });

  it('lets order and consent agree', () => {
    const consents = new Map(store.customers.map(({ id, emailMarketing }) => [id, emailMarketing]));
    expect(
      wrong(({ customerId, acceptsMarketing, createdAt }) => {
        const consent = consents.get(customerId ?? '');
        if (consent?.state === 'SUBSCRIBED') return acceptsMarketing === createdAt >= (consent.updatedAt ?? '');
        return consent?.state === 'UNSUBSCRIBED'
          ? !acceptsMarketing || createdAt < (consent.updatedAt ?? '')
          : !acceptsMarketing;
      }),
    ).toEqual([]);
  });

  it('has consents of every state, about six in ten subscribed', () => {
    const shares = (state: string) =>
      store.customers.filter(({ emailMarketing }) => emailMarketing.state === state).length / store.customers.length;
    expect(shares('SUBSCRIBED')).toBeGreaterThan(0.55);
    expect(shares('SUBSCRIBED')).toBeLessThan(0.65);
    for (const state of ['NOT_SUBSCRIBED', 'UNSUBSCRIBED', 'PENDING'])
      expect(shares(state), state).toBeGreaterThan(0.03);
  });

  it('orders every customer’s dates', () => {
    const bad = store.customers.filter(
      ({ createdAt, updatedAt, emailMarketing }) =>
        updatedAt < createdAt ||
        updatedAt > store.endsAt ||
        (emailMarketing.updatedAt !== null && emailMarketing.updatedAt < createdAt),
    );
    expect(bad.map(({ id }) => id)).toEqual([]);
  });

  it('tells nothing of what people like', () => {
    const keys = new Set(store.customers.flatMap((customer) => Object.keys(customer)));
    expect([...keys].sort()).toEqual([
      'address',
      'createdAt',
      'email',
      'emailMarketing',
      'firstName',
      'id',
      'lastName',
      'locale',
      'note',
      'phone',
      'tags',
      'updatedAt',
    ]);
    expect([...new Set(store.customers.flatMap(({ tags }) => tags))].sort()).toEqual(['newsletter', 'trade', 'vip']);
  });

  it('moves with the instant at which it should end', () => {
    const moved = generateStore({ products: 60, customers: 50, endsAt: '2024-02-29T12:00:00+02:00' });
    expect(moved.endsAt).toBe('2024-02-29T10:00:00.000Z');
    expect(moved.orders.every(({ createdAt }) => createdAt < moved.endsAt && createdAt > '2023-02')).toBe(true);
  });

  it.each([
    [{ products: 5 }, 'products 5 is not possible; give a whole number from 10 to'],
    [{ products: 99_999 }, 'products 99999 is not possible'],
    [{ customers: 0 }, 'customers 0 is not possible; give a whole number from 1 to 100000'],
    [{ seed: 1.5 }, 'seed 1.5 is not possible'],
    [{ endsAt: 'soon' }, 'endsAt "soon" is no instant; give ISO 8601'],
  ])('refuses %j with a remedy', (options, message) => {
    expect(() => generateStore(options)).toThrow(message);
  });

  it('works at its smallest', () => {
    const smallest = generateStore({ products: 10, customers: 1, seed: 3 });
    expect([smallest.products.length, smallest.customers.length]).toEqual([10, 1]);
  });
});
