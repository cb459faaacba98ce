import fc from 'fast-check';
import type { Delivery } from '~/capture/inbox/receive.server';
import { delivery } from '../factories/deliveries';
import { after } from '../factories/times';
import { numbersOfLives, orderLives, tellingsOf, type ModelNumbers, type OrderLife } from './order-life';

/** Orders of a few customers, some of whom Shopify makes one of, and some of whom ask to be forgotten. */
export interface ShopLife {
  orders: OrderLife[];
  /** In their order; who was absorbed takes part in none that follows. */
  merges: { kept: number; absorbed: number }[];
  redacted: number[];
}

/** A life, and the order in which it is told. */
export interface ToldLife {
  life: ShopLife;
  /** Everything but that somebody is to be forgotten, shuffled, some of it twice. */
  before: Delivery[];
  redactions: (shopDomain: string) => Delivery[];
  /** Told again afterwards, as a late delivery would: of orders that were known when their buyer was forgotten. */
  late: Delivery[];
}

const CUSTOMERS = 4;

export const toldLives: fc.Arbitrary<ToldLife> = fc
  .record({
    orders: orderLives({ orders: 4, customers: CUSTOMERS, acts: 3 }),
    pairs: fc.array(fc.tuple(fc.integer({ min: 1, max: CUSTOMERS }), fc.integer({ min: 1, max: CUSTOMERS })), {
      maxLength: 3,
    }),
    redacted: fc.uniqueArray(fc.integer({ min: 1, max: CUSTOMERS }), { maxLength: 2 }),
  })
  .map(({ orders, pairs, redacted }): ShopLife => ({ orders, merges: possibleMerges(pairs), redacted }))
  .chain(tell);

function possibleMerges(pairs: [number, number][]): ShopLife['merges'] {
  const gone = new Set<number>();
  return pairs.flatMap(([kept, absorbed]) => {
    if (kept === absorbed || gone.has(kept) || gone.has(absorbed)) return [];
    gone.add(absorbed);
    return { kept, absorbed };
  });
}

function tell(life: ShopLife): fc.Arbitrary<ToldLife> {
  const tellings = tellingsOf(life.orders);
  const all = [...tellings, ...life.merges.map(mergeTelling)];
  return fc
    .record({
      once: fc.shuffledSubarray(all, { minLength: all.length }),
      again: fc.array(fc.nat(all.length - 1), { maxLength: 4 }),
      late: fc.array(fc.nat(tellings.length - 1), { maxLength: life.redacted.length > 0 ? 4 : 0 }),
    })
    .map(({ once, again, late }) => ({
      life,
      before: [...once, ...again.map((nth) => toldAgain(all[nth]))],
      redactions: (shopDomain) => life.redacted.map((customer) => redactTelling(customer, shopDomain)),
      late: late.map((nth) => toldAgain(tellings[nth])),
    }));
}

let again = 0;

/** Under another name, so that it is read once more. */
function toldAgain(told: Delivery | undefined): Delivery {
  if (!told) throw new Error('nothing was told that could be told again');
  return { ...told, externalId: `again-${++again}` };
}

const customerGid = (customer: number): string => `gid://shopify/Customer/${customer}`;

const mergeTelling = ({ kept, absorbed }: ShopLife['merges'][number], nth: number): Delivery =>
  delivery(
    {
      admin_graphql_api_customer_kept_id: customerGid(kept),
      admin_graphql_api_customer_deleted_id: customerGid(absorbed),
      ...{ admin_graphql_api_job_id: null, status: 'completed', errors: [] },
    },
    { topic: 'customers/merge', triggeredAt: after(nth * 60_000) },
  );

const redactTelling = (customer: number, shop_domain: string): Delivery =>
  delivery(
    { shop_domain, customer: { id: customer, email: null, phone: null }, orders_to_redact: [] },
    { topic: 'customers/redact' },
  );

/** Whom each customer came to be. */
export function keptOf({ merges }: ShopLife): Map<number, number> {
  const kept = new Map(Array.from({ length: CUSTOMERS }, (_, index): [number, number] => [index + 1, index + 1]));
  for (const merge of merges)
    for (const [customer, now] of kept) if (now === merge.absorbed) kept.set(customer, merge.kept);
  return kept;
}

/**
 * What each person's orders amount to in the end, by the customer they are now. Who asked to be forgotten, under whichever of their names, has
 * nothing left, whatever is told late.
 */
export function numbersOfShop(life: ShopLife): Map<number, ModelNumbers> {
  const kept = keptOf(life);
  const now = (customer: number): number => kept.get(customer) ?? customer;
  const forgotten = new Set(life.redacted.map(now));
  const orders = life.orders.map((order) => ({ ...order, customer: now(order.customer) }));
  const numbers = numbersOfLives(orders);
  return new Map(
    [...numbers].map(([customer, each]) => [customer, forgotten.has(customer) ? noNumbers() : each] as const),
  );
}

/** Of somebody who never ordered anything that counts. */
export const noNumbers = (): ModelNumbers => ({
  ...{ orderCount: 0, grossMinor: 0, refundedMinor: 0, netMinor: 0, averageMinor: 0, itemCount: 0 },
  ...{ firstOrderAt: null, lastOrderAt: null },
});
