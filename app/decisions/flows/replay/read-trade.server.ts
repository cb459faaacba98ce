import type { EventType } from '~/capture/events/event';
import { linesOf } from '~/capture/carts/store-cart.server';
import { productsOf, type Properties } from '~/customers/rules/event-fields';
import type { Db } from '~/platform/db/db.server';
import type { PastCart, ToldEvent } from './past';
import { grouped, knownAt } from './read-people.server';
import type { UntoldOrder } from './told-events';

interface Asked {
  wanted: { events: EventType[]; since: number };
  until: number;
}

type Untold = Omit<ToldEvent, 'cartToken'>;

export async function readEvents(
  db: Db,
  shopId: string,
  ids: readonly string[],
  { wanted, until }: Asked,
): Promise<Map<string, Untold[]>> {
  const rows = await db.$queryRaw<
    { profileId: string; type: EventType; occurredAt: Date; recordedAt: Date; properties: Properties }[]
  >`
    SELECT e."profileId"::text AS "profileId", e."type", e."occurredAt", e."recordedAt", e."properties" FROM events e
    WHERE e."shopId" = ${shopId}::uuid AND e."profileId" = ANY(${[...ids]}::uuid[]) AND e."type" = ANY(${wanted.events}::text[])
      AND e."occurredAt" > ${new Date(Math.max(0, wanted.since))}::timestamptz AND e."occurredAt" <= ${new Date(until)}::timestamptz
    ORDER BY e."recordedAt", e."id"`;
  return grouped(rows, ({ profileId, type, properties, occurredAt, recordedAt }) => [
    profileId,
    { type, properties, at: occurredAt.getTime(), knownAt: knownAt(occurredAt, recordedAt) },
  ]);
}

export async function readCarts(db: Db, shopId: string, ids: readonly string[]): Promise<Map<string, PastCart[]>> {
  const rows = await db.cart.findMany({ where: { shopId, profileId: { in: [...ids] } } });
  return grouped(rows, (cart) => [
    cart.profileId ?? '',
    {
      ...{ token: cart.token, checkoutToken: cart.checkoutToken, lines: linesOf(cart) },
      createdAt: cart.createdAt.getTime(),
      linesChangedAt: cart.linesChangedAt.getTime(),
      completedAt: cart.completedAt?.getTime() ?? null,
    },
  ]);
}

export async function readOrders(db: Db, shopId: string, ids: readonly string[]): Promise<Map<string, UntoldOrder[]>> {
  const orders = await db.order.findMany({
    where: { shopId, profileId: { in: [...ids] } },
    include: { lines: { select: { quantity: true, currentQuantity: true, productId: true, variantId: true } } },
    orderBy: { placedAt: 'asc' },
  });
  const wanted = orders.filter(({ refundedMinor }) => refundedMinor > 0).map(({ id }) => id);
  const refunds = wanted.length ? await db.refund.findMany({ where: { shopId, orderId: { in: wanted } } }) : [];
  const refundsOf = grouped(refunds, ({ orderId, refundedAt, amountMinor }) => [
    orderId,
    { at: refundedAt.getTime(), amountMinor },
  ]);
  return grouped(orders, (order) => [
    order.profileId,
    {
      ...{ id: order.id, cartToken: order.cartToken, checkoutToken: order.checkoutToken, currency: order.currency },
      ...{ totalMinor: order.totalMinor, refundedMinor: order.refundedMinor, isTest: order.isTest },
      placedAt: order.placedAt.getTime(),
      cancelledAt: order.cancelledAt?.getTime() ?? null,
      refunds: refundsOf.get(order.id) ?? [],
      pieces: order.lines.reduce((sum, { quantity, currentQuantity }) => sum + (currentQuantity ?? quantity), 0),
      hasDiscount: order.discountCodes.length > 0,
      bought: order.lines.map(({ productId, variantId }) => ({ productId, variantId })),
    },
  ]);
}

/** What products of some events cost: the cheapest variant of each. */
export async function readPrices(
  db: Db,
  shopId: string,
  events: readonly Pick<ToldEvent, 'properties'>[],
): Promise<Map<string, number>> {
  const ids = [...new Set(events.flatMap(({ properties }) => productsOf(properties)))];
  if (ids.length === 0) return new Map();
  const rows = await db.variant.groupBy({
    by: ['productId'],
    where: { shopId, productId: { in: ids } },
    _min: { priceMinor: true },
  });
  return new Map(
    rows.flatMap(({ productId, _min }) => (_min.priceMinor === null ? [] : [[productId, _min.priceMinor]])),
  );
}
