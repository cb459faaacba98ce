import { cartValueMinor } from '~/capture/carts/cart';
import { linesOf } from '~/capture/carts/store-cart.server';
import type { Db } from '~/platform/db/db.server';
import { knownProducts } from './shown-products.server';

export interface OpenCart {
  token: string;
  changedAt: string;
  valueMinor: number;
  lines: { productId: string; title: string; imageUrl: string | null; quantity: number; priceMinor: number }[];
}

export interface PastOrder {
  id: string;
  name: string;
  placedAt: string;
  totalMinor: number;
  currency: string;
  isCancelled: boolean;
  isRefunded: boolean;
}

const SHOWN_CARTS = 3;
const SHOWN_ORDERS = 5;

/** What lies in somebody's carts and was not bought, newest first. */
export async function cartsNow(db: Db, shopId: string, profileId: string): Promise<OpenCart[]> {
  const rows = await db.cart.findMany({
    where: { shopId, profileId, completedAt: null, NOT: { lines: { equals: [] } } },
    orderBy: { linesChangedAt: 'desc' },
    take: SHOWN_CARTS,
  });
  const carts = rows.map((cart) => ({ ...cart, lines: linesOf(cart).filter(({ quantity }) => quantity > 0) }));
  const ids = carts.flatMap(({ lines }) => lines.map(({ productId }) => productId));
  const products = await knownProducts(db, shopId, ids);
  return carts
    .filter(({ lines }) => lines.length > 0)
    .map(({ token, linesChangedAt, lines }) => ({
      token,
      changedAt: linesChangedAt.toISOString(),
      valueMinor: cartValueMinor(lines),
      lines: lines.map(({ productId, title, quantity, priceMinor }) => ({
        ...{ productId, quantity, priceMinor },
        title: products.get(productId)?.title ?? title,
        imageUrl: products.get(productId)?.imageUrl ?? null,
      })),
    }));
}

export async function newestOrders(db: Db, shopId: string, profileId: string): Promise<PastOrder[]> {
  const orders = await db.order.findMany({
    where: { shopId, profileId, isTest: false },
    orderBy: { placedAt: 'desc' },
    take: SHOWN_ORDERS,
  });
  return orders.map(({ id, name, placedAt, totalMinor, refundedMinor, currency, cancelledAt }) => ({
    ...{ id, name, totalMinor, currency },
    placedAt: placedAt.toISOString(),
    isCancelled: cancelledAt !== null,
    isRefunded: refundedMinor > 0,
  }));
}
