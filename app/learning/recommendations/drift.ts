import type { PastPurchase } from './history';

/** Parts of the catalogue with about the same share of sales each; what was never sold before is one more. */
const PARTS = 10;
/** Of fewer sales on either side, a shift may be chance. */
const FEWEST_SALES = 200;
const LOOKED_BACK_MS = 90 * 86_400_000;

/** From here on a population is said to have shifted (Siddiqi, Credit Risk Scorecards, 2006). */
export const SHIFTED = 0.25;

/**
 * How far what sells has moved since an instant: the population stability index, Σ (now − then) · ln(now ÷ then), over products in the order of what
 * they sold in the ninety days before it. 0: not at all. Null where too little was sold on one side.
 */
export function driftSince(orders: readonly PastPurchase[], since: number): number | null {
  const before = salesOf(orders, ({ at }) => at > since - LOOKED_BACK_MS && at <= since);
  const after = salesOf(orders, ({ at }) => at > since);
  const [total, later] = [sum(before), sum(after)];
  if (total < FEWEST_SALES || later < FEWEST_SALES) return null;
  const partOf = parts(before, total);
  const shares = (sales: ReadonlyMap<string, number>, of: number): number[] => {
    const counts = Array.from({ length: PARTS + 1 }, () => 0);
    for (const [id, sold] of sales) counts[partOf.get(id) ?? PARTS] = (counts[partOf.get(id) ?? PARTS] ?? 0) + sold;
    return counts.map((count) => (count + 0.5) / (of + 0.5 * (PARTS + 1))); // no part is empty: its logarithm has no end
  };
  const then = shares(before, total);
  return shares(after, later).reduce((index, now, part) => {
    const was = then[part] ?? now;
    return index + (now - was) * Math.log(now / was);
  }, 0);
}

function salesOf(orders: readonly PastPurchase[], isAsked: (order: PastPurchase) => boolean): Map<string, number> {
  const sales = new Map<string, number>();
  for (const order of orders) if (isAsked(order)) for (const id of order.items) sales.set(id, (sales.get(id) ?? 0) + 1);
  return sales;
}

const sum = (sales: ReadonlyMap<string, number>): number => [...sales.values()].reduce((all, each) => all + each, 0);

/** Which part of the catalogue a product is in, best-sellers in the first. */
function parts(sales: ReadonlyMap<string, number>, total: number): Map<string, number> {
  const best = [...sales].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const partOf = new Map<string, number>();
  let sold = 0;
  for (const [id, count] of best) {
    partOf.set(id, Math.min(PARTS - 1, Math.floor((sold / total) * PARTS)));
    sold += count;
  }
  return partOf;
}
