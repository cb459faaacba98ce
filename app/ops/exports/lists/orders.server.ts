import type { Order, OrderLine, Prisma } from '@prisma/client';
import { csvLine } from '~/platform/csv';
import { decimalOf } from '~/platform/money';
import { openAddresses, primaryAddresses } from '../../people.server';
import {
  asPage,
  EXPORT_PAGE,
  listLook,
  periodOf,
  readPlace,
  within,
  type ExportOf,
  type ListExport,
} from '../list-export.server';

type WithLines = Order & { lines: OrderLine[] };

/** Orders of a period, the oldest first, one line of the file for each line of them. */
export const orders: ListExport = {
  headings: [
    ...['id', 'name', 'customer', 'email', 'placed_at', 'cancelled_at', 'financial_status', 'fulfillment_status'],
    ...['currency', 'total', 'refunded', 'discount_codes', 'source', 'is_test'],
    ...['line', 'product', 'variant', 'title', 'quantity', 'price'],
  ],
  look: listLook('orders'),
  count: (of) => of.db.order.count({ where: whereOf(of) }),
  page: async (of, after) => {
    const place = readPlace(after);
    const beyond = place && { OR: [{ placedAt: { gt: place.at } }, { placedAt: place.at, id: { gt: place.id } }] };
    const found = await of.db.order.findMany({
      where: { ...whereOf(of), ...(beyond ? { AND: beyond } : {}) },
      orderBy: [{ placedAt: 'asc' }, { id: 'asc' }],
      take: EXPORT_PAGE,
      include: { lines: { orderBy: { id: 'asc' } } },
    });
    return asPage(
      found,
      ({ placedAt: at, id }) => ({ at, id }),
      (rows) => linesOf(of, rows),
    );
  },
};

const whereOf = ({ shop, search }: ExportOf): Prisma.OrderWhereInput => ({
  shopId: shop.id,
  placedAt: within(periodOf(search)),
});

async function linesOf({ db, vault, shop }: ExportOf, found: WithLines[]): Promise<string> {
  const primary = await primaryAddresses(
    db,
    shop.id,
    found.map(({ profileId }) => profileId),
  );
  const opened = await openAddresses(vault, db, shop.id, [...primary.values()]);
  return found
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
