import type { StoreOrder } from '../../../store';
import type { SeededRandom } from '../../seeded-random';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const CANCELLED_SHARE = 0.014;
const RETURNED_SHARE = 0.012;
const PARTLY_RETURNED_SHARE = 0.026;
/** Paid by bank transfer, which takes days. */
const TRANSFER_SHARE = 0.08;
const TRANSFER_DAYS = 3;

type Aftermath = Pick<
  StoreOrder,
  'cancelledAt' | 'refundedMinor' | 'financialStatus' | 'fulfillmentStatus' | 'updatedAt'
>;
type Priced = Pick<StoreOrder, 'lines' | 'totalMinor' | 'discountMinor' | 'subtotalMinor'> & {
  at: number;
  atTill: boolean;
};

/** What became of an order by the end of the data: sent, cancelled, returned in whole or in part, or not yet paid. */
export function aftermathOf(order: Priced, endsAt: number, random: SeededRandom): Aftermath {
  const [fate, paidFirst, transfer] = [random.next(), random.chance(0.8), random.chance(TRANSFER_SHARE)];
  const cancelledAt = later(order.at, 0.3, 14, random);
  const sentAt = order.atTill ? order.at : later(order.at, 14, 60, random);
  const returnedAt = later(order.at, 5 * 24, 24 * 24, random);
  const age = endsAt - order.at;
  const paid: Aftermath = {
    cancelledAt: null,
    refundedMinor: 0,
    financialStatus: 'PAID',
    fulfillmentStatus: 'FULFILLED',
    updatedAt: iso(sentAt),
  };
  if (order.atTill) return paid;
  if (fate < CANCELLED_SHARE && cancelledAt < endsAt) return cancelled(order, cancelledAt, paidFirst);
  if (transfer && age < TRANSFER_DAYS * DAY_MS)
    return { ...paid, financialStatus: 'PENDING', fulfillmentStatus: 'UNFULFILLED', updatedAt: iso(order.at) };
  if (sentAt >= endsAt) return { ...paid, fulfillmentStatus: 'UNFULFILLED', updatedAt: iso(order.at) };
  if (returnedAt < endsAt && fate > 1 - RETURNED_SHARE)
    return { ...paid, financialStatus: 'REFUNDED', refundedMinor: order.totalMinor, updatedAt: iso(returnedAt) };
  if (returnedAt < endsAt && fate > 1 - RETURNED_SHARE - PARTLY_RETURNED_SHARE)
    return partlyReturned(order, paid, returnedAt, random);
  return paid;
}

/** Cancelled before it was sent: paid orders get their money back, the others are void. */
function cancelled(order: Priced, at: number, paidFirst: boolean): Aftermath {
  return {
    cancelledAt: iso(at),
    refundedMinor: paidFirst ? order.totalMinor : 0,
    financialStatus: paidFirst ? 'REFUNDED' : 'VOIDED',
    fulfillmentStatus: 'UNFULFILLED',
    updatedAt: iso(at),
  };
}

/** One piece of one line comes back; its share of the discount is not refunded. */
function partlyReturned(order: Priced, paid: Aftermath, at: number, random: SeededRandom): Aftermath {
  const line = random.pick(order.lines);
  const goods = order.subtotalMinor + order.discountMinor;
  const refundedMinor = Math.min(order.totalMinor, Math.round((line.priceMinor * order.subtotalMinor) / goods));
  const whole = refundedMinor === order.totalMinor;
  return { ...paid, refundedMinor, financialStatus: whole ? 'REFUNDED' : 'PARTIALLY_REFUNDED', updatedAt: iso(at) };
}

function later(at: number, leastHours: number, mostHours: number, random: SeededRandom): number {
  return Math.floor((at + (leastHours + (mostHours - leastHours) * random.next()) * HOUR_MS) / 1000) * 1000;
}

const iso = (at: number): string => new Date(at).toISOString();
