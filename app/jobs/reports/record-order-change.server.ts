import type { CustomerEvent } from '~/capture/events/event';
import type { RefundReport, Report } from '~/capture/events/reports';
import { buyerOf, deleteOrder } from '~/capture/orders/delete-order.server';
import { storeRefunds } from '~/capture/orders/store-refunds.server';
import { recomputeNumbers } from '~/customers/numbers/recompute-numbers.server';
import { holdProfile } from '~/customers/profiles/profile-tree.server';
import { attributeOrders } from '~/engagement/attribution/attribute-orders.server';
import { forgetCredit } from '~/engagement/attribution/store-credit.server';
import type { Db } from '~/platform/db/db.server';
import { unreachable } from '~/platform/errors';
import { refundEvent, tellOrder } from './record-order.server';
import type { ReportContext } from './report-context.server';

type OrderChange = Extract<Report, { kind: 'refund' | 'order-edited' | 'order-deleted' }>;

/** What befell an order after it was placed. Where the order is not known yet, its own report will find what is kept here. */
export async function recordOrderChange(
  context: ReportContext,
  tx: Db,
  report: OrderChange,
): Promise<'done' | 'ignored'> {
  switch (report.kind) {
    case 'refund':
      await recordRefund(context, tx, report.refund);
      return 'done';
    case 'order-edited':
      return recordEdit(context, tx, report.orderId, report.editedAt);
    case 'order-deleted':
      await forgetOrder(context, tx, report.orderId, report.deletedAt);
      return 'done';
    default:
      return unreachable(report);
  }
}

/** Profiles are held before orders, as everywhere: two that hold in different orders would wait for each other. */
async function holdBuyer(tx: Db, shopId: string, orderId: string): Promise<void> {
  const profileId = await buyerOf(tx, shopId, orderId);
  if (profileId) await holdProfile(tx, shopId, profileId);
}

async function recordRefund(context: ReportContext, tx: Db, refund: RefundReport): Promise<void> {
  const { shopId } = context;
  await holdBuyer(tx, shopId, refund.orderId);
  await storeRefunds(tx, shopId, [refund]);
  const order = await tx.order.findUnique({ where: { shopId_id: { shopId, id: refund.orderId } } });
  if (!order) return;
  await recomputeNumbers(tx, shopId, [order.profileId]);
  const event = refundEvent(refund, order.currency);
  await tellOrder(context, tx, { profileId: order.profileId, event, cartToken: order.cartToken });
  await attributeOrders(tx, shopId, order.profileId, order.placedAt);
}

/** Only that it was changed: what it came to, the order's own report tells. */
async function recordEdit(
  context: ReportContext,
  tx: Db,
  orderId: string,
  editedAt: Date,
): Promise<'done' | 'ignored'> {
  const order = await tx.order.findUnique({ where: { shopId_id: { shopId: context.shopId, id: orderId } } });
  if (!order) return 'ignored';
  const event: CustomerEvent = {
    type: 'order_edited',
    properties: { orderId },
    occurredAt: editedAt,
    source: 'shopify',
    dedupeKey: `order_edited:${orderId}:${editedAt.toISOString()}`,
  };
  await tellOrder(context, tx, { profileId: order.profileId, event, cartToken: order.cartToken });
  return 'done';
}

/** Takes an order out of everything that was counted with it. Also for those who find by other ways that it is gone. */
export async function forgetOrder(
  { shopId }: Pick<ReportContext, 'shopId'>,
  tx: Db,
  orderId: string,
  deletedAt: Date,
): Promise<void> {
  await holdBuyer(tx, shopId, orderId);
  const deleted = await deleteOrder(tx, shopId, orderId, deletedAt);
  await forgetCredit(tx, shopId, orderId);
  if (deleted) await recomputeNumbers(tx, shopId, [deleted.profileId]);
}
