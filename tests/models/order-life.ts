import fc from 'fast-check';
import type { Delivery } from '~/capture/inbox/receive.server';
import { delivery } from '../factories/deliveries';
import { after } from '../factories/times';

/**
 * Lives of orders, what Shopify tells of them, and what a person's numbers must come to in the end, as plainly as can be: for whoever wants to
 * try reports in other orders, with repetitions, or for a long time.
 */

export type OrderAct =
  | { kind: 'refund'; pieces: number }
  /** To another number of pieces. */
  | { kind: 'edit'; pieces: number }
  | { kind: 'fulfil' }
  | { kind: 'cancel' }
  | { kind: 'delete' };

export interface OrderLife {
  customer: number;
  pieces: number;
  priceMinor: number;
  isTest: boolean;
  /** Whether `total_price` follows edits: Shopify does not document it. */
  totalFollowsEdits: boolean;
  acts: OrderAct[];
}

const pieces = fc.integer({ min: 1, max: 5 });

const act: fc.Arbitrary<OrderAct> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('refund' as const), pieces }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('edit' as const), pieces }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'fulfil' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'cancel' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'delete' as const }) },
);

/** A few orders of a few customers. */
export const orderLives = (limits: { orders: number; customers: number; acts: number }): fc.Arbitrary<OrderLife[]> =>
  fc.array(
    fc.record({
      customer: fc.integer({ min: 1, max: limits.customers }),
      pieces,
      priceMinor: fc.integer({ min: 1, max: 5_000 }),
      isTest: fc.integer({ min: 0, max: 9 }).map((roll) => roll === 0),
      totalFollowsEdits: fc.boolean(),
      acts: fc.array(act, { maxLength: limits.acts }),
    }),
    { minLength: 1, maxLength: limits.orders },
  );

/** An order as it stands after some of its acts. */
interface OrderState {
  id: number;
  life: OrderLife;
  /** Pieces ordered, after edits. */
  ordered: number;
  refunds: { id: number; pieces: number; at: Date }[];
  fulfilledAt: Date | null;
  cancelledAt: Date | null;
  isDeleted: boolean;
  placedAt: Date;
  updatedAt: Date;
}

const MINUTE = 60_000;
const refunded = ({ refunds }: OrderState): number => refunds.reduce((sum, each) => sum + each.pieces, 0);
const left = (state: OrderState): number => (state.cancelledAt ? 0 : state.ordered - refunded(state));

/** Acts that cannot be, such as a refund of more than is left, do nothing and are not told of. */
function apply(state: OrderState, each: OrderAct, at: Date): OrderState | null {
  const next = { ...state, updatedAt: at };
  switch (each.kind) {
    case 'refund': {
      if (state.cancelledAt || each.pieces > left(state)) return null;
      const refund = { id: state.id * 100 + state.refunds.length, pieces: each.pieces, at };
      return { ...next, refunds: [...state.refunds, refund] };
    }
    case 'edit':
      if (state.cancelledAt || each.pieces === state.ordered || each.pieces < refunded(state)) return null;
      return { ...next, ordered: each.pieces };
    case 'fulfil':
      return state.cancelledAt || state.fulfilledAt ? null : { ...next, fulfilledAt: at };
    case 'cancel':
      return state.cancelledAt ? null : { ...next, cancelledAt: at };
    case 'delete':
      return state.cancelledAt || state.fulfilledAt ? { ...next, isDeleted: true } : null;
  }
}

interface Step {
  act: OrderAct | { kind: 'place' };
  state: OrderState;
}

/** All states an order goes through, each a minute after the one before. */
function stepsOf(life: OrderLife, index: number): Step[] {
  const placedAt = after(index * MINUTE);
  const first: OrderState = {
    ...{ id: index + 1, life, ordered: life.pieces, refunds: [], fulfilledAt: null, cancelledAt: null },
    ...{ isDeleted: false, placedAt, updatedAt: placedAt },
  };
  const steps: Step[] = [{ act: { kind: 'place' }, state: first }];
  for (const [count, each] of life.acts.entries()) {
    const known = steps.at(-1)?.state ?? first;
    const state = known.isDeleted ? null : apply(known, each, after((index + count + 1) * MINUTE));
    if (state) steps.push({ act: each, state });
  }
  return steps;
}

/** Everything that Shopify tells of these lives, in the order in which it happened. */
export const tellingsOf = (lives: OrderLife[]): Delivery[] =>
  lives.flatMap((life, index) => stepsOf(life, index).flatMap(tell));

const webhook = (topic: string, payload: object, triggeredAt: Date) => delivery(payload, { topic, triggeredAt });

function tell({ act: { kind }, state }: Step): Delivery[] {
  const at = state.updatedAt;
  const whole = (topic: string) => webhook(topic, orderPayload(state), at);
  switch (kind) {
    case 'place':
      return [whole('orders/create'), whole('orders/paid'), whole('orders/updated')];
    case 'refund':
      return [webhook('refunds/create', refundPayload(state, state.refunds.at(-1)), at), whole('orders/updated')];
    case 'edit': {
      const order_edit = { order_id: state.id, created_at: at.toISOString() };
      return [webhook('orders/edited', { order_edit }, at), whole('orders/updated')];
    }
    case 'fulfil':
      return [whole('orders/fulfilled'), whole('orders/updated')];
    case 'cancel':
      return [whole('orders/cancelled'), whole('orders/updated')];
    case 'delete':
      return [webhook('orders/delete', { id: state.id }, at)];
  }
}

const amount = (minor: number): string => (minor / 100).toFixed(2);

function orderPayload(state: OrderState): object {
  const { id, life, ordered } = state;
  const total = (life.totalFollowsEdits ? ordered : life.pieces) * life.priceMinor;
  return {
    ...{ id, name: `#${id}`, email: '', currency: 'EUR', test: life.isTest, note_attributes: [] },
    ...{ total_price: amount(total), current_total_price: amount(left(state) * life.priceMinor) },
    ...{ created_at: state.placedAt.toISOString(), updated_at: state.updatedAt.toISOString() },
    cancelled_at: state.cancelledAt?.toISOString() ?? null,
    fulfillment_status: state.fulfilledAt ? 'fulfilled' : null,
    fulfillments: state.fulfilledAt ? [{ created_at: state.fulfilledAt.toISOString() }] : [],
    customer: { id: life.customer, first_name: null, last_name: null },
    line_items: [
      {
        ...{ id: id * 10, product_id: 1, variant_id: 1, title: 'Bowl', price: amount(life.priceMinor) },
        ...{ quantity: ordered, current_quantity: left(state) },
      },
    ],
    refunds: state.refunds.map((refund) => refundPayload(state, refund)),
  };
}

function refundPayload({ id, life }: OrderState, refund: OrderState['refunds'][number] | undefined): object {
  if (!refund) throw new Error('an act of refunding leaves a refund');
  const money = amount(refund.pieces * life.priceMinor);
  return {
    ...{ id: refund.id, order_id: id, created_at: refund.at.toISOString() },
    refund_line_items: [{ line_item_id: id * 10, quantity: refund.pieces, subtotal: money }],
    transactions: [{ kind: 'refund', status: 'success', amount: money, currency: 'EUR' }],
  };
}

/** What one customer's orders amount to, as `profile_numbers` has it. */
export interface ModelNumbers {
  orderCount: number;
  grossMinor: number;
  refundedMinor: number;
  netMinor: number;
  averageMinor: number;
  itemCount: number;
  firstOrderAt: Date | null;
  lastOrderAt: Date | null;
}

/** By customer: only how the orders ended counts, not how it was told. */
export function numbersOfLives(lives: OrderLife[]): Map<number, ModelNumbers> {
  const ends = lives.map((life, index) => stepsOf(life, index).at(-1)?.state).filter((state) => state !== undefined);
  const customers = new Set(lives.map(({ customer }) => customer));
  return new Map(
    [...customers].map((customer) => {
      const own = ends.filter(({ life, isDeleted }) => life.customer === customer && !isDeleted);
      return [customer, sumOf(own.filter(({ life, cancelledAt }) => !life.isTest && !cancelledAt))];
    }),
  );
}

function sumOf(orders: OrderState[]): ModelNumbers {
  const sum = (of: (order: OrderState) => number) => orders.reduce((total, order) => total + of(order), 0);
  const netMinor = sum((order) => left(order) * order.life.priceMinor);
  const grossMinor = sum(wholeOf);
  const times = orders.map(({ placedAt }) => placedAt.getTime());
  return {
    ...{ orderCount: orders.length, grossMinor, netMinor, refundedMinor: grossMinor - netMinor },
    averageMinor: orders.length ? Math.round(grossMinor / orders.length) : 0,
    itemCount: sum(left),
    firstOrderAt: times.length ? new Date(Math.min(...times)) : null,
    lastOrderAt: times.length ? new Date(Math.max(...times)) : null,
  };
}

/** Where the total does not follow edits, what an edit took out counts as having come off. */
function wholeOf({ life, ordered }: OrderState): number {
  return (life.totalFollowsEdits ? ordered : Math.max(life.pieces, ordered)) * life.priceMinor;
}

/** Any order of all tellings, some of them more than once. */
export const shuffled = <T>(all: T[]): fc.Arbitrary<T[]> =>
  fc
    .tuple(fc.shuffledSubarray(all, { minLength: all.length }), fc.array(fc.constantFrom(...all), { maxLength: 4 }))
    .map(([once, again]) => [...once, ...again]);
