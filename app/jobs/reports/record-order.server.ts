import { completeCart, holdCarts } from '~/capture/carts/store-cart.server';
import { appendEvents } from '~/capture/events/event-log.server';
import type { CustomerEvent } from '~/capture/events/event';
import type { Identifier, OrderReport, RefundReport } from '~/capture/events/reports';
import { isErasedOrder } from '~/capture/orders/erase.server';
import { storeOrders } from '~/capture/orders/store-orders.server';
import { refundsOf } from '~/capture/orders/store-refunds.server';
import { isToldAgain, toldHash } from '~/capture/orders/told-again.server';
import { recomputeNumbers } from '~/customers/numbers/recompute-numbers.server';
import { normaliseEmail } from '~/customers/profiles/email-address';
import { offerEvent } from '~/decisions/flows/runner/offer-event.server';
import { noteUsed } from '~/decisions/offers/note-used.server';
import { attributeOrders } from '~/engagement/attribution/attribute-orders.server';
import type { Db } from '~/platform/db/db.server';
import { identifyAndMerge, type ReportContext } from './report-context.server';

/**
 * An order, new or changed: who bought what, which cart is done with, what it ends, and which mail it is credited to. One whose buyer was erased
 * brings nobody back.
 */
export async function recordOrder(context: ReportContext, tx: Db, report: OrderReport): Promise<void> {
  const { shopId, services } = context;
  const hash = toldHash(services.vault, shopId, report);
  if (await isToldAgain(tx, shopId, report, hash)) return;
  if (await isErasedOrder(tx, shopId, report.id)) return;
  // Carts before people, as their own reports do: two that wait for each other would both be told anew.
  await holdCarts(tx, shopId, [report.cartToken, report.checkoutToken]);
  const profileId = await identifyAndMerge(context, tx, { person: report.person, weak: weakIdentifiers(report) });
  await storeOrders(tx, shopId, [{ ...report, profileId, toldHash: hash }]);
  await noteUsed(tx, shopId, [report]);
  await completeCart(tx, shopId, report, report.placedAt);
  await recomputeNumbers(tx, shopId, [profileId]);
  const refunds = await refundsOf(tx, shopId, report.id);
  const events = [
    ...orderEvents({ ...report, refunds: [] }),
    ...refunds.map((each) => refundEvent(each, report.currency)),
  ];
  for (const event of events) await tellOrder(context, tx, { profileId, event, cartToken: report.cartToken });
  await attributeOrders(tx, shopId, profileId, report.placedAt);
}

/** Adds to a person's history what befell an order, and lets flows know. */
export async function tellOrder(
  { services, shopId }: ReportContext,
  tx: Db,
  told: { profileId: string; event: CustomerEvent; cartToken: string | null },
): Promise<void> {
  await appendEvents(services, tx, shopId, [told]);
  await offerEvent(services, tx, { shopId, ...told });
}

/** Points at the buyer of an order. One that names nobody points at itself: a till's anonymous sale is somebody's, too. */
export function weakIdentifiers({ cartToken, checkoutToken, person, id }: OrderReport): Identifier[] {
  const weak: Identifier[] = [];
  if (cartToken) weak.push({ kind: 'cart', value: cartToken });
  if (checkoutToken) weak.push({ kind: 'checkout', value: checkoutToken });
  const isNamed = person.customerId !== undefined || normaliseEmail(person.email) !== null;
  if (!weak.length && !isNamed) weak.push({ kind: 'checkout', value: id });
  return weak;
}

/** Keyed by the order, not by the report: orders/create and orders/updated tell the same purchase once. */
export function orderEvents(report: OrderReport): CustomerEvent[] {
  const { id, totalMinor, currency, cartToken } = report;
  const productIds = [...new Set(report.lines.flatMap((line) => line.productId ?? []))];
  const placed: CustomerEvent = {
    type: 'order_placed',
    properties: { orderId: id, totalMinor, currency, productIds, cartToken },
    occurredAt: report.placedAt,
    source: 'shopify',
    dedupeKey: keyOf('order_placed', id),
  };
  const events = [placed, ...report.refunds.map((refund) => refundEvent(refund, currency))];
  if (report.fulfilledAt) events.push(orderEvent('order_fulfilled', id, report.fulfilledAt));
  if (report.cancelledAt) events.push(orderEvent('order_cancelled', id, report.cancelledAt));
  return events;
}

const ONCE = ['order_placed', 'order_fulfilled', 'order_cancelled'] as const;

const keyOf = (type: (typeof ONCE)[number], orderId: string): string => `${type}:${orderId}`;

/** By which an order’s own events are known in the log. Refunds have keys of their own. */
export const orderEventKeys = (orderId: string): string[] => ONCE.map((type) => keyOf(type, orderId));

/** What befalls an order once. */
const orderEvent = (type: 'order_fulfilled' | 'order_cancelled', orderId: string, occurredAt: Date): CustomerEvent => ({
  type,
  properties: { orderId },
  occurredAt,
  source: 'shopify',
  dedupeKey: keyOf(type, orderId),
});

type KnownRefund = Pick<RefundReport, 'id' | 'orderId' | 'amountMinor' | 'refundedAt'>;

export const refundEvent = (
  { id, orderId, amountMinor, refundedAt }: KnownRefund,
  currency: string,
): CustomerEvent => ({
  type: 'order_refunded',
  properties: { orderId, refundId: id, amountMinor, currency },
  occurredAt: refundedAt,
  source: 'shopify',
  dedupeKey: `order_refunded:${id}`,
});
