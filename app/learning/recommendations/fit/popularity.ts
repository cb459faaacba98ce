import { decay } from '~/decisions/recommendations/query';
import type { Popularity } from '~/decisions/recommendations/strategies/popularity';

/** Products beyond are nobody's first choice, and cost each answer. */
const MOST = 500;

interface DatedList {
  daysAgo: number;
  items: readonly number[];
}

/** Products by the orders, or visits, that hold them; one so many days old counts half. */
export function fitPopularity(
  lists: readonly DatedList[],
  size: number,
  halfLifeDays: number,
  measure: Popularity['measure'],
): Popularity {
  const weights = new Float64Array(size);
  for (const { daysAgo, items } of lists) {
    const weight = decay(daysAgo, halfLifeDays);
    for (const item of new Set(items)) weights[item] = (weights[item] ?? 0) + weight;
  }
  const ranked = Uint32Array.from(weights.keys())
    .filter((item) => (weights[item] ?? 0) > 0)
    .sort((a, b) => (weights[b] ?? 0) - (weights[a] ?? 0) || a - b)
    .slice(0, MOST);
  return {
    measure,
    items: ranked,
    weights: Float32Array.from(ranked, (item) => weights[item] ?? 0),
    daysAgo: new Uint16Array(),
  };
}

const NEW_FOR_DAYS = 90;
const NEW_HALF_LIFE_DAYS = 14;

/** What was added to the shop last, newest first. */
export function fitNewArrivals(addedDaysAgo: readonly (number | null)[]): Popularity {
  const news = addedDaysAgo.flatMap((daysAgo, item) =>
    daysAgo !== null && daysAgo <= NEW_FOR_DAYS ? [{ item, daysAgo: Math.max(0, daysAgo) }] : [],
  );
  const newest = news.sort((a, b) => a.daysAgo - b.daysAgo || a.item - b.item).slice(0, MOST);
  return {
    measure: { kind: 'new-arrival' },
    items: Uint32Array.from(newest, ({ item }) => item),
    weights: Float32Array.from(newest, ({ daysAgo }) => decay(daysAgo, NEW_HALF_LIFE_DAYS)),
    daysAgo: Uint16Array.from(newest, ({ daysAgo }) => daysAgo),
  };
}
