import { decay } from '../query';
import type { Strategy } from './strategy';

/** "Buy again": what somebody bought before, the more often and the more lately the more. */
export interface OwnPurchases {
  halfLifeDays: number;
}

export const ownPurchases: Strategy<OwnPurchases> = {
  score({ halfLifeDays }, { orders }, board) {
    for (const { daysAgo, items } of orders) {
      const weight = decay(daysAgo, halfLifeDays);
      for (const item of items) board.add(item, weight);
    }
  },
  explain(_part, { orders }, item) {
    const having = orders.filter(({ items }) => items.includes(item));
    const daysAgo = Math.floor(Math.min(...having.map((order) => order.daysAgo)));
    return { kind: 'bought-before', orders: having.length, daysAgo };
  },
};
