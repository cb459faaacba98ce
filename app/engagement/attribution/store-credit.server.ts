import type { Order } from '@prisma/client';
import type { Db } from '~/platform/db/db.server';
import { holdCredit } from './credit-windows.server';
import type { Credits, KindOfTouch } from './credits';

/** What is shown, or what a rebuild has found so far. */
export type CreditTable = 'attributions' | 'drafts';

export interface CreditedOrder {
  order: Pick<
    Order,
    | ('shopId' | 'id' | 'profileId' | 'placedAt' | 'cancelledAt')
    | ('isTest' | 'totalMinor' | 'refundedMinor' | 'currency')
  >;
  /** Null: it earns nobody anything. */
  credits: Credits | null;
}

/** Puts what orders are credited to in the place of what they were. */
export async function storeCredit(
  db: Db,
  table: CreditTable,
  shopId: string,
  orders: readonly CreditedOrder[],
): Promise<void> {
  const where = { shopId, orderId: { in: orders.map(({ order }) => order.id) } };
  const data = orders.flatMap(rowsOf);
  if (table === 'attributions') {
    await db.$executeRaw`DELETE FROM attributions WHERE "shopId" = ${shopId}::uuid AND "orderId" = ANY(${where.orderId.in})`;
    if (data.length) await db.attribution.createMany({ data });
  } else {
    await db.attributionDraft.deleteMany({ where });
    await db.attributionDraft.createMany({ data });
  }
}

function rowsOf({ order, credits }: CreditedOrder) {
  const row = (model: 'last-touch' | 'assisted') => (touch: KindOfTouch) => ({
    ...{ shopId: order.shopId, orderId: order.id, model, messageId: touch.messageId, profileId: order.profileId },
    ...{ touchKind: touch.kind, touchedAt: touch.at, orderedAt: order.placedAt },
    ...{ revenueMinor: order.totalMinor - order.refundedMinor, currency: order.currency },
  });
  if (!credits) return [];
  return [...(credits.last ? [row('last-touch')(credits.last)] : []), ...credits.assisted.map(row('assisted'))];
}

/** An order that is gone is credited to nobody. */
export const forgetCredit = (db: Db, shopId: string, orderId: string): Promise<void> =>
  forgetCreditOf(db, shopId, [orderId]);

/** The same for many. */
export async function forgetCreditOf(db: Db, shopId: string, orderIds: string[]): Promise<void> {
  await holdCredit(db, shopId);
  const where = { shopId, orderId: { in: orderIds } };
  await db.attribution.deleteMany({ where });
  await db.attributionDraft.deleteMany({ where });
}
