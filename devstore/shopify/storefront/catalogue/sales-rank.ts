import type { LiveStore } from '../../../live-store';

type Data = LiveStore['data'];

interface Counted {
  orders: number;
  pieces: Map<string, number>;
}

const counted = new WeakMap<Data['orders'], Counted>();

/** Pieces sold of each product so far, by the product's id. Counted anew only when there are new orders. */
export function piecesSold({ orders }: Data): ReadonlyMap<string, number> {
  const known = counted.get(orders);
  if (known?.orders === orders.length) return known.pieces;
  const pieces = new Map<string, number>();
  for (const order of orders) {
    if (order.cancelledAt) continue;
    for (const { productId, quantity } of order.lines) {
      if (productId) pieces.set(productId, (pieces.get(productId) ?? 0) + quantity);
    }
  }
  counted.set(orders, { orders: orders.length, pieces });
  return pieces;
}
