import { decay, type Query } from '../query';

/** Newest products that count of somebody's past; bounds the work for those who bought much. */
const MOST = 150;

/** Each product somebody bought, once, with its weight by its newest order; the newest first. Orders stand newest first. */
export function boughtItems(orders: Query['orders'], halfLifeDays: number): Map<number, number> {
  const bought = new Map<number, number>();
  for (const { daysAgo, items } of orders)
    for (const item of items) {
      if (bought.has(item)) continue;
      if (bought.size === MOST) return bought;
      bought.set(item, decay(daysAgo, halfLifeDays));
    }
  return bought;
}
