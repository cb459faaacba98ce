import type { LearnedFrom } from './learned-from';

/** All that each buyer ever bought, each product once. */
export function boughtByBuyer({ baskets }: LearnedFrom): number[][] {
  const bought = new Map<number, Set<number>>();
  for (const { buyer, items } of baskets) {
    const all = bought.get(buyer) ?? new Set();
    bought.set(buyer, all);
    for (const item of items) all.add(item);
  }
  return [...bought.values()].map((items) => [...items]);
}
