import type { Repeats } from '~/decisions/recommendations/repeats';
import type { LearnedFrom } from './learned-from';

/** Fewer buyers who came back say nothing of a product. */
const FEWEST_BUYERS = 5;

/** Per product, how many of its buyers bought it again in a later order, and after how long. */
export function fitRepeats({ baskets, size }: LearnedFrom): Repeats {
  const boughtAt = new Map<number, Map<number, number[]>>();
  for (const { buyer, daysAgo, items } of baskets) {
    const own = boughtAt.get(buyer) ?? new Map<number, number[]>();
    boughtAt.set(buyer, own);
    for (const item of items) own.set(item, [...(own.get(item) ?? []), daysAgo]);
  }
  const buyers = new Uint32Array(size);
  const intervals: number[][] = Array.from({ length: size }, () => []);
  for (const own of boughtAt.values())
    for (const [item, days] of own) {
      buyers[item] = (buyers[item] ?? 0) + 1;
      const interval = medianInterval(days);
      if (interval !== null) intervals[item]?.push(interval);
    }
  const isKnown = (item: number) => (intervals[item]?.length ?? 0) >= FEWEST_BUYERS;
  return {
    shares: Float32Array.from(buyers, (all, item) => (isKnown(item) ? (intervals[item]?.length ?? 0) / all : 0)),
    medianDays: Float32Array.from(intervals, (days, item) => (isKnown(item) ? median(days) : 0)),
  };
}

/** Of the days between one buyer's purchases of one product; null where there was one. */
function medianInterval(daysAgo: readonly number[]): number | null {
  const ascending = daysAgo.toSorted((a, b) => a - b);
  const between = ascending
    .slice(1)
    .map((days, at) => days - (ascending[at] ?? 0))
    .filter((days) => days > 0);
  return between.length > 0 ? median(between) : null;
}

function median(values: readonly number[]): number {
  const ascending = values.toSorted((a, b) => a - b);
  const middle = Math.floor((ascending.length - 1) / 2);
  return ((ascending[middle] ?? 0) + (ascending[ascending.length - 1 - middle] ?? 0)) / 2;
}
