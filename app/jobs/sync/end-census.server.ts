import type { Report } from '~/capture/events/reports';
import { closeCensus } from '~/capture/shopify-sync/census.server';
import { ORDER_WINDOW_DAYS } from '~/capture/shopify-sync/store-source';
import type { CensusKind } from '~/capture/shopify-sync/sync-kinds';
import { noteCensus } from '~/capture/shopify-sync/watermarks.server';
import { addMs, minutes } from '~/platform/clock/clock';
import { unreachable } from '~/platform/errors';
import { recordReport } from '../reports/record-report.server';
import type { SyncServices } from './identify-page.server';

const DAY_MINUTES = 1_440;

/** What is known here and was not counted is gone: it is told as the webhook of its deletion would have told it. */
export async function endCensus(
  services: SyncServices,
  shop: { id: string; scopes: string[] },
  kind: CensusKind,
  askedAt: Date,
): Promise<void> {
  const { db, clock, logger } = services;
  // A day less: what leaves the window while it is counted is not gone.
  const ordersSince = shop.scopes.includes('read_all_orders')
    ? null
    : addMs(askedAt, -minutes((ORDER_WINDOW_DAYS - 1) * DAY_MINUTES));
  const result = await db.transaction(async (tx) => {
    const closed = await closeCensus(tx, shop.id, kind, { askedAt, ordersSince });
    const ids = closed.kind === 'gone' ? closed.ids : [];
    for (const id of ids) {
      const context = { services, shopId: shop.id, dedupeKey: `census:${id}` };
      await recordReport(context, tx, goneReport(kind, id, askedAt));
    }
    await noteCensus(tx, shop.id, kind, ids.length, clock.now());
    return closed;
  });
  if (result.kind === 'doubtful')
    logger.warn(
      { shopId: shop.id, ...result, of: kind },
      'a census would have most of a shop gone; it is not believed',
    );
}

function goneReport(kind: CensusKind, id: string, deletedAt: Date): Report {
  switch (kind) {
    case 'products':
      return { kind: 'product-deleted', productId: id, deletedAt };
    case 'collections':
      return { kind: 'collection-deleted', collectionId: id, deletedAt };
    case 'customers':
      return { kind: 'customer-deleted', customerId: id, deletedAt };
    case 'orders':
      return { kind: 'order-deleted', orderId: id, deletedAt };
    default:
      return unreachable(kind);
  }
}
