import type { Query } from './query';

/** Which products are bought again and again, and how often. */
export interface Repeats {
  /** Per product, the share of its buyers who bought it again; 0 where too few did to say. */
  shares: Float32Array;
  /** Per product, the median of days between two purchases of one buyer; 0 where not known. */
  medianDays: Float32Array;
}

/** Of its buyers so many come back for a product that runs out. */
const RUNS_OUT = 0.25;
/** It is thought of again when so much of its usual time is over. */
const NEARLY_OVER = 0.7;

/** What somebody bought that is bought again, and whose own time has nearly come. */
export function dueAgain({ shares, medianDays }: Repeats, orders: Query['orders']): Set<number> {
  const last = new Map<number, number>();
  for (const { daysAgo, items } of orders)
    for (const item of items) last.set(item, Math.min(last.get(item) ?? Infinity, daysAgo));
  const isDue = ([item, daysAgo]: [number, number]) =>
    (shares[item] ?? 0) >= RUNS_OUT && daysAgo >= NEARLY_OVER * (medianDays[item] ?? Infinity);
  return new Set([...last].filter(isDue).map(([item]) => item));
}
