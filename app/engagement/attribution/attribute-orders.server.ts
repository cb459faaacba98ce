import { addMs } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import { lastTouch, WINDOW_DAYS, type Touch } from './last-touch';

const MODEL = 'last-touch';
const DAY_MS = 86_400_000;

/**
 * Credits the person's orders since an instant anew. Called when an order comes and when a click comes, so that it does not matter which of
 * them is told first; a cancelled order and one whose click turned out to be too old lose their credit.
 */
export async function attributeOrders(db: Db, shopId: string, profileId: string, since: Date): Promise<void> {
  const orders = await db.order.findMany({ where: { shopId, profileId, placedAt: { gte: since } } });
  if (!orders.length) return;
  const touches = await clicks(db, shopId, profileId, addMs(since, -WINDOW_DAYS * DAY_MS));
  for (const order of orders) {
    const touch = order.cancelledAt ? null : lastTouch(touches, order.placedAt);
    const key = { shopId, orderId: order.id, model: MODEL };
    if (!touch) {
      await db.attribution.deleteMany({ where: key });
      continue;
    }
    const row = {
      messageId: touch.messageId,
      profileId,
      touchKind: 'click',
      touchedAt: touch.at,
      orderedAt: order.placedAt,
      revenueMinor: order.totalMinor - order.refundedMinor,
      currency: order.currency,
    };
    await db.attribution.upsert({ where: { shopId_orderId_model: key }, create: { ...key, ...row }, update: row });
  }
}

/** An order that is gone is credited to nobody. */
export const forgetCredit = (db: Db, shopId: string, orderId: string): Promise<void> =>
  forgetCreditOf(db, shopId, [orderId]);

/** The same for many. */
export async function forgetCreditOf(db: Db, shopId: string, orderIds: string[]): Promise<void> {
  await db.attribution.deleteMany({ where: { shopId, orderId: { in: orderIds } } });
}

async function clicks(db: Db, shopId: string, profileId: string, since: Date): Promise<Touch[]> {
  const events = await db.event.findMany({
    where: { shopId, profileId, type: 'email_clicked', occurredAt: { gte: since } },
    select: { occurredAt: true, properties: true },
  });
  return events.map(({ occurredAt, properties }) => ({
    at: occurredAt,
    messageId: (properties as { messageId: string }).messageId,
  }));
}
