import { beforeAll, describe, expect, it } from 'vitest';
import { tinyStore } from '../shopify/testing/tiny-store';
import type { StoreCheckout, StoreCustomer, StoreData } from '../store';
import { abandonedCheckouts, countCheckouts } from './abandoned-checkouts';
import { generateStore } from './generate/generate-store';

const DAY_MS = 86_400_000;

let store: StoreData;
let checkouts: StoreCheckout[];
let customers: Map<string, StoreCustomer>;
beforeAll(() => {
  store = generateStore();
  checkouts = store.checkouts ?? [];
  customers = new Map(store.customers.map((customer) => [customer.id, customer]));
});

const wrong = (test: (checkout: StoreCheckout) => boolean) =>
  checkouts.filter((checkout) => !test(checkout)).map(({ token }) => token);
const buyerOf = ({ customerId }: StoreCheckout) => customers.get(customerId ?? '');
const left = () => checkouts.filter(({ completedAt }) => completedAt === null);

describe('the checkouts a store’s past suggests', () => {
  it('are more than the orders of that time, but never more than 1,500', () => {
    const few = generateStore({ products: 60, customers: 100, seed: 5 });
    const since = Date.parse(few.endsAt) - 60 * DAY_MS;
    const online = few.orders.filter(({ createdAt, email }) => Date.parse(createdAt) >= since && email !== null);
    expect((few.checkouts ?? []).length / online.length).toBeCloseTo(1.22, 1);
    expect(checkouts).toHaveLength(1_500);
  });

  it('stand in the last 60 days, in their order, each with its dates in order and tokens of its own', () => {
    const since = new Date(Date.parse(store.endsAt) - 60 * DAY_MS).toISOString();
    expect(wrong(({ createdAt, updatedAt }) => since <= createdAt && createdAt <= updatedAt)).toEqual([]);
    const quiet = new Date(Date.parse(store.endsAt) - 15 * 60_000).toISOString();
    expect(wrong(({ updatedAt, completedAt }) => completedAt !== null || updatedAt <= quiet)).toEqual([]);
    expect(wrong(({ updatedAt }) => updatedAt < store.endsAt && updatedAt.endsWith('.000Z'))).toEqual([]);
    const begun = checkouts.map(({ createdAt }) => createdAt);
    expect(begun).toEqual([...begun].sort());
    const tokens = checkouts.flatMap(({ token, cartToken }) => [token, cartToken]);
    expect(new Set(tokens).size).toBe(tokens.length);
  });

  it('are of real customers, whom the shop knew by then, with their address and what they said of news', () => {
    expect(wrong((each) => buyerOf(each)?.email === each.email && each.email !== null)).toEqual([]);
    expect(wrong((each) => (buyerOf(each)?.createdAt ?? '9') <= each.createdAt)).toEqual([]);
    expect(wrong((each) => (buyerOf(each)?.emailMarketing.state === 'SUBSCRIBED') === each.acceptsMarketing)).toEqual(
      [],
    );
    const may = left().filter(({ acceptsMarketing }) => acceptsMarketing).length / left().length;
    expect(may).toBeGreaterThan(0.4);
    expect(may).toBeLessThan(0.7);
  });

  it('hold what somebody bought lately, of things that are in the store', () => {
    const since = new Date(Date.parse(store.endsAt) - 60 * DAY_MS).toISOString();
    const contents = (lines: { variantId: string | null; productId: string | null; quantity: number }[]) =>
      JSON.stringify(lines.map(({ variantId, productId, quantity }) => `${quantity} ${variantId} ${productId}`).sort());
    const bought = new Set(
      store.orders.filter(({ createdAt }) => createdAt >= since).map(({ lines }) => contents(lines)),
    );
    expect(wrong(({ lines }) => lines.length > 0 && bought.has(contents(lines)))).toEqual([]);
  });

  it('are begun when people buy: in the evening, hardly at night', () => {
    const between = (from: number, until: number) =>
      checkouts.filter(({ createdAt }) => {
        const hour = new Date(createdAt).getUTCHours();
        return hour >= from && hour < until;
      }).length;
    expect(between(17, 20)).toBeGreaterThan(5 * between(0, 3));
  });

  it('are by guests, too, who became customers at that moment and bought nothing', () => {
    const buyers = new Set(store.orders.map(({ customerId }) => customerId));
    const guests = checkouts.filter(
      (each) => !buyers.has(each.customerId) && buyerOf(each)?.createdAt === each.createdAt,
    );
    expect(guests.length).toBeGreaterThan(100);
    expect(guests.every(({ completedAt }) => completedAt === null)).toBe(true);
  });

  it('that were completed match the order that did it', () => {
    const orders = new Map(store.orders.map((order) => [order.checkoutToken, order]));
    const recovered = checkouts.filter(({ completedAt }) => completedAt !== null);
    expect(recovered.length / checkouts.length).toBeCloseTo(0.08, 2);
    for (const { token, cartToken, customerId, completedAt, createdAt } of recovered) {
      expect(orders.get(token)).toMatchObject({ cartToken, customerId, createdAt: completedAt });
      expect(Date.parse(completedAt ?? '') - Date.parse(createdAt)).toBeLessThanOrEqual(3 * DAY_MS + 1_000);
    }
  });

  it('are the same for the same seed and others for another', () => {
    expect(abandonedCheckouts(store, 4)).toEqual(abandonedCheckouts(store, 4));
    expect(abandonedCheckouts(store, 4)[0]?.token).not.toBe(abandonedCheckouts(store, 5)[0]?.token);
  });
});

describe('a past with little in it', () => {
  const none = { checkouts: 0, guests: 0 };

  it('without orders has no checkouts', () => {
    const empty = tinyStore({ orders: 0 });
    expect([countCheckouts(empty), abandonedCheckouts(empty, 1)]).toEqual([none, []]);
  });

  it('whose orders are old, or name nobody, or sold what is gone has none', () => {
    const { orders, ...rest } = tinyStore({ orders: 3 });
    const till = orders.map((order) => ({ ...order, customerId: null, email: null }));
    const gone = orders.map((order) => ({
      ...order,
      lines: order.lines.map((line) => ({ ...line, variantId: null, productId: null })),
    }));
    const later = { ...rest, orders, endsAt: new Date(Date.parse(rest.endsAt) + 90 * DAY_MS).toISOString() };
    for (const past of [{ ...rest, orders: till }, { ...rest, orders: gone }, later])
      expect([countCheckouts(past), abandonedCheckouts(past, 1)]).toEqual([none, []]);
  });

  it('takes lines of one variant together', () => {
    const { orders, ...rest } = tinyStore({ orders: 1 });
    const [order] = orders.map((each) => ({ ...each, lines: [...each.lines, ...each.lines] }));
    const many = Array.from({ length: 10 }, (_, day) => ({
      ...(order as (typeof orders)[number]),
      createdAt: new Date(Date.parse(rest.endsAt) - (day + 1) * DAY_MS).toISOString(),
    }));
    const made = abandonedCheckouts({ ...rest, orders: many }, 1);
    expect(made.length).toBeGreaterThan(0);
    for (const { lines } of made) expect(lines.map(({ quantity }) => quantity)).toEqual([2, 4]);
  });
});
