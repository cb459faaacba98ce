/** What a ranked list was worth against what was wanted; each 0…1. */
export interface Ranked {
  hr10: number;
  hr20: number;
  mrr20: number;
  ndcg10: number;
  p10: number;
  r10: number;
}

/** 1/log₂(rank + 1), ranks from 1. */
const gain = (place: number): number => 1 / Math.log2(place + 2);

const IDEAL = Array.from({ length: 11 }, (_, ones) =>
  Array.from({ length: ones }, (__, place) => gain(place)).reduce((a, b) => a + b, 0),
);

/**
 * Binary relevance (Järvelin, Kekäläinen, 2002). `wantedCount` may be more than `wanted` holds: products that nobody could have known still were
 * wanted, for recall and for the ideal.
 */
export function rankedWorth(list: readonly number[], wanted: ReadonlySet<number>, wantedCount: number): Ranked {
  const worth: Ranked = { hr10: 0, hr20: 0, mrr20: 0, ndcg10: 0, p10: 0, r10: 0 };
  let hits = 0;
  for (let place = 0; place < Math.min(20, list.length); place++) {
    if (!wanted.has(list[place] ?? -1)) continue;
    worth.hr20 = 1;
    if (worth.mrr20 === 0) worth.mrr20 = 1 / (place + 1);
    if (place >= 10) continue;
    hits += 1;
    worth.ndcg10 += gain(place);
  }
  worth.hr10 = hits > 0 ? 1 : 0;
  worth.p10 = hits / 10;
  worth.r10 = hits / wantedCount;
  worth.ndcg10 /= IDEAL[Math.min(10, wantedCount)] ?? 1;
  return worth;
}
