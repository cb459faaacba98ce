import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { openJournal } from '../../kept/journal';
import { seededRandom } from '../../store-data/seeded-random';
import { createWorldClock } from '../../world-clock';
import type { ShopifyFact } from '../kept/facts';
import { endsAt, tinyStore } from '../testing/tiny-store';
import { createActionClock } from './action-clock';
import type { ShopifyLiveStore } from './contract';
import { keepStore, type StoreCall } from './kept-store';
import { createLiveStore } from './live-store';
import { StoreRefusal } from './refusal';
import { createState, type LiveState } from './state';

const folder = mkdtempSync(join(tmpdir(), 'kept-store-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A clock that is a little later whenever it is asked, as a real one is. */
function runningClock() {
  let nowMs = Date.parse(endsAt);
  return { clock: createWorldClock({ systemNow: () => (nowMs += 7) }), pass: (ms: number) => void (nowMs += ms) };
}

function openStore(file: string, clock = runningClock().clock) {
  const told: string[] = [];
  const actionClock = createActionClock(clock);
  const journal = openJournal<ShopifyFact>(file);
  const random = seededRandom(3, 'acts');
  const tell = (event: { topic: string }) => void told.push(event.topic);
  const state = createState({ data: tinyStore(), clock: actionClock, random, tell });
  const calls = journal.earlier().flatMap((fact) => (fact.kind === 'call' ? [fact.call] : []));
  const plain = createLiveStore(state);
  const kept = keepStore(plain, { clock: actionClock, journal });
  return { ...kept, plain, state, calls, told, journal };
}

/** All there is to know of a store, and what it will give next. */
const everythingOf = ({ data, carts, checkouts, checkoutIds, announcedCheckouts, refunds, ...state }: LiveState) => ({
  data,
  held: { carts, checkouts, checkoutIds, announcedCheckouts, refunds },
  indexes: [state.customersByEmail, state.ordersByCustomer, state.variants].map((index) => [...index.keys()]),
  next: [state.random.hex(8), state.nextOrderName(), ...['Order', 'Customer', 'Product', 'Refund'].map(state.nextId)],
});

type Name = keyof ShopifyLiveStore;
type Act = (store: ShopifyLiveStore, nth: <T>(items: readonly T[]) => T | undefined) => unknown;

const acts: Record<string, Act> = {
  createCart: (store) => store.createCart(),
  fill: (store, nth) =>
    store.setCartLines(String(cartOf(store, nth)), [
      { variantId: String(nth(store.data.products)?.variants[0]?.id), quantity: 2 },
    ]),
  mark: (store, nth) => store.setCartAttributes(String(cartOf(store, nth)), { _kindred_visitor: 'v', gone: '' }),
  checkOut: (store, nth) => store.createCheckout(String(cartOf(store, nth))),
  contact: (store, nth) =>
    store.submitContact(String(nth(checkoutsOf(store))?.token), { email: 'New@Example.com', acceptsMarketing: true }),
  wrongContact: (store, nth) =>
    store.submitContact(String(nth(checkoutsOf(store))?.token), { email: 'nobody', acceptsMarketing: false }),
  pay: (store, nth) => store.completeCheckout(String(nth(checkoutsOf(store))?.token)),
  forget: (store, nth) => store.deleteCheckout(String(nth(checkoutsOf(store))?.token)),
  sell: (store, nth) => store.setInventory(String(nth(store.data.products)?.variants[0]?.id), 0),
  price: (store, nth) => store.setPrice(String(nth(store.data.products)?.variants[0]?.id), 990),
  status: (store, nth) => store.setProductStatus(String(nth(store.data.products)?.id), 'DRAFT'),
  rename: (store, nth) => store.updateProduct(String(nth(store.data.products)?.id), { title: 'Other' }),
  newProduct: (store, nth) => {
    const { id: _id, createdAt: _c, updatedAt: _u, ...product } = nth(store.data.products) ?? tinyStore().products[0]!;
    return store.createProduct(structuredClone(product));
  },
  dropProduct: (store, nth) => store.deleteProduct(String(nth(store.data.products)?.id)),
  sign: (store) => store.createCustomer({ email: 'Ana@Example.com', firstName: undefined }),
  consent: (store, nth) => store.setEmailMarketing(String(nth(store.data.customers)?.id), 'UNSUBSCRIBED'),
  consentAt: (store, nth) =>
    store.recordConsent(String(nth(store.data.customers)?.id), { state: 'SUBSCRIBED', optInLevel: null, at: endsAt }),
  address: (store, nth) => store.updateCustomer(String(nth(store.data.customers)?.id), { email: 'moved@example.com' }),
  merge: (store, nth) =>
    store.mergeCustomers(String(store.data.customers[0]?.id), String(nth(store.data.customers)?.id)),
  cancel: (store, nth) => store.cancelOrder(String(nth(store.data.orders)?.id)),
  refund: (store, nth) => store.refundOrder(String(nth(store.data.orders)?.id), undefined),
  edit: (store, nth) => {
    const order = nth(store.data.orders);
    return store.editOrderLine(String(order?.id), String(order?.lines[0]?.id), 3);
  },
  shop: (store) => store.updateShop({ name: 'Other name' }),
};

const carts: string[] = [];
const cartOf = (_store: ShopifyLiveStore, nth: (items: string[]) => string | undefined) => nth(carts);
const checkouts: string[] = [];
const checkoutsOf = (store: ShopifyLiveStore) => checkouts.flatMap((token) => store.checkout(token) ?? []);

/** Does one act; a refusal is an answer. Remembers what carts and checkouts there are. */
function perform(store: ShopifyLiveStore, name: string, pick: number): void {
  try {
    const result = acts[name]?.(store, (items) => items[pick % Math.max(items.length, 1)]);
    if (name === 'createCart') carts.push((result as { token: string }).token);
    if (name === 'checkOut') checkouts.push((result as { token: string }).token);
  } catch (error) {
    if (!(error instanceof StoreRefusal)) throw error;
  }
}

describe('a store that is kept', () => {
  it('is the same after a restart, and goes on in the same way, whatever was done to it', () => {
    const shopping = fc.constantFrom('createCart', 'fill', 'fill', 'checkOut', 'contact', 'pay', 'mark');
    const step = fc.tuple(fc.oneof(shopping, fc.constantFrom(...Object.keys(acts))), fc.nat(20), fc.nat(3_600_000));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        carts.length = checkouts.length = 0;
        const file = join(folder, 'property.jsonl');
        rmSync(file, { force: true });
        const { clock, pass } = runningClock();
        const first = openStore(file, clock);
        for (const [name, pick, ms] of [['createCart', 0, 0] as const, ...steps]) {
          pass(ms);
          perform(first.store, name, pick);
        }
        const again = openStore(file);
        again.replay(again.calls);
        expect(everythingOf(again.state)).toEqual(everythingOf(first.state));
      }),
      { numRuns: 150 },
    );
  });

  it('keeps every function that changes something, and reads as before', () => {
    const { store, plain } = openStore(join(folder, 'names.jsonl'));
    const untouched = Object.keys(plain).filter((name) => store[name as Name] === plain[name as Name]);
    expect(untouched.sort()).toEqual([
      'cart',
      'checkout',
      'checkouts',
      'data',
      'discountCodes',
      'discounts',
      'fulfillmentOf',
      'refundsOf',
    ]);
  });

  it('tells while it is built up again that nobody need be told', () => {
    const file = join(folder, 'told.jsonl');
    const first = openStore(file);
    first.store.setPrice(first.state.data.products[0]!.variants[0]!.id, 1);
    expect(first.isReplaying()).toBe(false);
    const again = openStore(file);
    const seen: boolean[] = [];
    again.told.push = (...topics) => (seen.push(again.isReplaying()), topics.length);
    again.replay(again.calls);
    expect(seen).toEqual([true]);
    expect(again.isReplaying()).toBe(false);
  });

  it('whose steps no longer give what they gave is refused with the remedy', () => {
    const { replay } = openStore(join(folder, 'other.jsonl'));
    const call = (name: string, gave: string): StoreCall => ({ at: endsAt, name, args: [], gave });
    expect(() => replay([call('createCart', 'hWNother')])).toThrow(/step 1 \(createCart\) gave hWNother.*--reset/);
    expect(() => replay([call('flyAway', 'done')])).toThrow(/step 1 \(flyAway\).*not known.*--reset/);
  });
});
