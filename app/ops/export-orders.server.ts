import type { Order, OrderLine } from '@prisma/client';
import { csvLine } from '~/platform/csv';
import { decimalOf } from '~/platform/money';
import { walk } from '~/platform/walk';
import { EXPORT_PAGE, periodOf, within, type ExportOf, type ListExport } from './export-parts.server';
import { openAddresses, primaryAddresses } from './people.server';

type WithLines = Order & { lines: OrderLine[] };

const HEADINGS = ['id', 'name', 'customer', 'email', 'placed_at', 'cancelled_at', 'financial_status'];
const MORE_HEADINGS = ['fulfillment_status', 'currency', 'total', 'refunded', 'discount_codes', 'source', 'is_test'];
const LINE_HEADINGS = ['line', 'product', 'variant', 'title', 'quantity', 'price'];

/** Orders of a period, the oldest first, one row a line of them. */
export const exportOrders: ListExport = async function* (of, search) {
  yield csvLine([...HEADINGS, ...MORE_HEADINGS, ...LINE_HEADINGS]);
  const { shop, inside } = of;
  const placedAt = within(periodOf(search));
  const pageAfter = (after: { at: Date; id: string } | null) =>
    inside((db) =>
      db.order.findMany({
        where: {
          ...{ shopId: shop.id, placedAt },
          ...(after
            ? { AND: { OR: [{ placedAt: { gt: after.at } }, { placedAt: after.at, id: { gt: after.id } }] } }
            : {}),
        },
        orderBy: [{ placedAt: 'asc' }, { id: 'asc' }],
        take: EXPORT_PAGE,
        include: { lines: { orderBy: { id: 'asc' } } },
      }),
    );
  const placeOf = ({ placedAt: at, id }: Order) => ({ at, id });
  for await (const page of walk(EXPORT_PAGE, pageAfter, placeOf)) yield await linesOf(of, page);
};

async function linesOf({ deps, shop, inside }: ExportOf, orders: WithLines[]): Promise<string> {
  const { primary, opened } = await inside(async (db) => {
    const addresses = await primaryAddresses(
      db,
      shop.id,
      orders.map(({ profileId }) => profileId),
    );
    return { primary: addresses, opened: await openAddresses(deps.vault, db, shop.id, [...addresses.values()]) };
  });
  return orders
    .flatMap((order) => {
      const email = opened.get(primary.get(order.profileId) ?? '')?.email ?? null;
      const lines: (OrderLine | null)[] = order.lines.length ? order.lines : [null];
      return lines.map((line) => csvLine([...orderFields(order, email), ...lineFields(order, line)]));
    })
    .join('');
}

function orderFields(order: Order, email: string | null) {
  const money = (minor: number) => decimalOf({ minor, currency: order.currency });
  return [
    ...[order.id, order.name, order.profileId, email, order.placedAt.toISOString()],
    ...[order.cancelledAt?.toISOString() ?? null, order.financialStatus, order.fulfillmentStatus, order.currency],
    ...[money(order.totalMinor), money(order.refundedMinor), order.discountCodes.join(' '), order.sourceName],
    String(order.isTest),
  ];
}

function lineFields({ currency }: Order, line: OrderLine | null) {
  if (!line) return [null, null, null, null, null, null];
  const { id, productId, variantId, title, quantity, priceMinor } = line;
  return [id, productId, variantId, title, quantity, decimalOf({ minor: priceMinor, currency })];
}
