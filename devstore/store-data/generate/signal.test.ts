import { beforeAll, describe, expect, it } from 'vitest';
import type { StoreData, StoreOrder } from '../../store';
import { generateStore } from './generate-store';

/** Is there something in the data for a recommender to find, and is it as hard to find as in a real shop? */

let store: StoreData;
beforeAll(() => {
  store = generateStore();
});

const productsOf = (order: StoreOrder): string[] => [
  ...new Set(order.lines.flatMap(({ productId }) => productId ?? [])),
];

function ordersByCustomer(from: StoreData = store): StoreOrder[][] {
  const orders = new Map<string, StoreOrder[]>();
  for (const order of from.orders) {
    if (order.customerId) orders.set(order.customerId, [...(orders.get(order.customerId) ?? []), order]);
  }
  return [...orders.values()];
}

/** Everyone's purchases but the last order of those with two or more, which is kept for the test. */
function split(from: StoreData) {
  const histories = ordersByCustomer(from).map((orders) =>
    (orders.length < 2 ? orders : orders.slice(0, -1)).map(productsOf).flat(),
  );
  const cases = ordersByCustomer(from)
    .filter((orders) => orders.length >= 2)
    .map((orders) => ({
      history: orders.slice(0, -1).map(productsOf).flat(),
      truth: productsOf(orders[orders.length - 1] as StoreOrder),
    }));
  return { histories, cases };
}

function counted(values: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

const best = (scores: Map<string, number>): string[] =>
  [...scores]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 10)
    .map(([product]) => product);

function cooccurrence(histories: string[][]): Map<string, Map<string, number>> {
  const pairs = new Map<string, Map<string, number>>();
  for (const history of histories.map((products) => [...new Set(products)])) {
    for (const a of history) {
      const row = pairs.get(a) ?? new Map<string, number>();
      pairs.set(a, row);
      for (const b of history) if (a !== b) row.set(b, (row.get(b) ?? 0) + 1);
    }
  }
  return pairs;
}

function neighbours(history: string[], pairs: Map<string, Map<string, number>>): string[] {
  const scores = new Map<string, number>();
  for (const product of new Set(history)) {
    for (const [other, times] of pairs.get(product) ?? []) scores.set(other, (scores.get(other) ?? 0) + times);
  }
  return best(scores);
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

describe('the generated orders', () => {
  it.each([1, 4])('let a plain co-occurrence ranking beat popularity on the next order, clearly (seed %i)', (seed) => {
    const { histories, cases } = split(seed === 1 ? store : generateStore({ seed }));
    const popular = best(counted(histories.flatMap((history) => [...new Set(history)])));
    const pairs = cooccurrence(histories);
    const hitRate = (rank: (history: string[]) => string[]) =>
      cases.filter(({ history, truth }) => rank(history).some((product) => truth.includes(product))).length /
      cases.length;
    const [byPopularity, byNeighbours] = [hitRate(() => popular), hitRate((history) => neighbours(history, pairs))];
    console.log(
      `hit rate @10 on ${cases.length} last orders: popularity ${percent(byPopularity)}, co-occurrence ${percent(byNeighbours)}`,
    );
    expect(byPopularity).toBeGreaterThan(0.08);
    expect(byPopularity).toBeLessThan(0.16);
    expect(byNeighbours).toBeGreaterThan(1.5 * byPopularity);
    expect(byNeighbours, 'not so easy that any method finds it').toBeLessThan(0.45);
  });

  it('have a long tail: a tenth of the products makes a good part of the sales, most sell a little', () => {
    const sales = [...counted(store.orders.flatMap(productsOf)).values()].sort((a, b) => b - a);
    const total = sales.reduce((sum, count) => sum + count, 0);
    const head = sales.slice(0, Math.round(store.products.length / 10)).reduce((sum, count) => sum + count, 0) / total;
    expect(head).toBeGreaterThan(0.2);
    expect(head).toBeLessThan(0.45);
    expect(sales.length).toBeGreaterThan(0.9 * store.products.length);
  });

  it.each([
    ['Table lamps', 'Light bulbs'],
    ['Cushion covers', 'Cushion inserts'],
    ['Reed diffusers', 'Refill packs'],
    ['Coffee beans', 'Coffee filters'],
    ['Art prints', 'Frames'],
    ['Vases', 'Dried flowers'],
  ])('sell %s together with %s', (first, second) => {
    const typeOf = new Map(store.products.map(({ id, productType }) => [id, productType]));
    const baskets = store.orders.map((order) => new Set(productsOf(order).map((id) => typeOf.get(id))));
    const share = (test: (basket: Set<string | undefined>) => boolean) => baskets.filter(test).length / baskets.length;
    const expected = share((basket) => basket.has(first)) * share((basket) => basket.has(second));
    const lift = share((basket) => basket.has(first) && basket.has(second)) / expected;
    expect(lift, 'times as often as by chance').toBeGreaterThan(3);
  });

  it.each([
    ['Coffee beans', 28],
    ['Loose tea', 42],
    ['Hand wash', 46],
    ['Scented candles', 55],
  ])('buy %s again when they are used up, after about %i days', (type, days) => {
    const ids = new Set(store.products.filter(({ productType }) => productType === type).map(({ id }) => id));
    const gaps: number[] = [];
    for (const orders of ordersByCustomer()) {
      const last = new Map<string, { at: number; quantity: number }>();
      for (const order of orders) {
        for (const { productId, quantity } of order.lines) {
          if (!productId || !ids.has(productId)) continue;
          const before = last.get(productId);
          const at = Date.parse(order.createdAt);
          if (before?.quantity === 1) gaps.push((at - before.at) / 86_400_000);
          last.set(productId, { at, quantity });
        }
      }
    }
    gaps.sort((a, b) => a - b);
    const median = gaps[gaps.length >> 1] ?? 0;
    expect(gaps.length).toBeGreaterThan(40);
    expect(median, 'median days').toBeGreaterThan(days * 0.75);
    expect(median, 'median days').toBeLessThan(days * 1.35);
  });

  it('sell Christmas things before Christmas and summer things in summer', () => {
    const monthsOf = (collection: string) => {
      const id = store.collections.find(({ handle }) => handle === collection)?.id ?? '';
      const members = new Set(
        store.products.filter(({ collectionIds }) => collectionIds.includes(id)).map((product) => product.id),
      );
      return store.orders
        .filter((order) => productsOf(order).some((product) => members.has(product)))
        .map(({ createdAt }) => createdAt.slice(5, 7));
    };
    const share = (months: string[], wanted: string[]) =>
      months.filter((month) => wanted.includes(month)).length / months.length;
    expect(share(monthsOf('christmas'), ['11', '12'])).toBeGreaterThan(0.75);
    expect(share(monthsOf('outdoors'), ['05', '06', '07', '08'])).toBeGreaterThan(0.7);
  });

  it('come on Sundays more than on Saturdays and in the evening more than at night, in the shop’s zone', () => {
    const format = new Intl.DateTimeFormat('en-GB', {
      timeZone: store.shop.ianaTimezone,
      weekday: 'short',
      hour: '2-digit',
      hourCycle: 'h23',
    });
    const parts = store.orders.map(({ createdAt }) => format.formatToParts(new Date(createdAt)));
    const when = counted(
      parts.flatMap((part) =>
        part.filter(({ type }) => type === 'weekday' || type === 'hour').map(({ value }) => value),
      ),
    );
    expect(when.get('Sun') ?? 0).toBeGreaterThan(1.2 * (when.get('Sat') ?? 0));
    expect(when.get('20') ?? 0).toBeGreaterThan(8 * (when.get('03') ?? 0));
  });

  it('come from few who buy often and many who buy once or twice', () => {
    const counts = ordersByCustomer()
      .map((orders) => orders.length)
      .sort((a, b) => a - b);
    const once = counts.filter((count) => count === 1).length / counts.length;
    expect(once).toBeGreaterThan(0.18);
    expect(once).toBeLessThan(0.45);
    expect(counts[Math.floor(counts.length * 0.99)]).toBeGreaterThan(12);
    expect(store.customers.length - counts.length, 'customers without an order').toBeGreaterThan(200);
  });
});
