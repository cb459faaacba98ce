import {
  rowOf,
  toRows,
  toWeightedRows,
  transposeWeighted,
  type Weighted,
  type WeightedRows,
} from '~/decisions/recommendations/rows';
import type { Bridge } from '~/decisions/recommendations/strategies';
import type { Content } from '~/decisions/recommendations/strategies/content';
import type { LearnedFrom } from './learned-from';

export function fitContent({ words }: LearnedFrom, halfLifeDays: number): Content {
  const vectors = tfIdf(withoutEverydayWords(words));
  const count = vectors.items.reduce((highest, word) => Math.max(highest, word + 1), 0);
  return { words: vectors, productsOf: transposeWeighted(vectors, count), halfLifeDays };
}

/** A word of more products tells little, and each answer would go through all of them. */
const MOST_PRODUCTS_OF_A_WORD = 2_000;

function withoutEverydayWords(words: LearnedFrom['words']): LearnedFrom['words'] {
  const frequency = frequencyOf(words);
  const isTelling = (word: string) => (frequency.get(word) ?? 0) <= MOST_PRODUCTS_OF_A_WORD;
  return words.map((list) => list.filter(isTelling));
}

function frequencyOf(words: LearnedFrom['words']): Map<string, number> {
  const frequency = new Map<string, number>();
  for (const list of words) for (const word of new Set(list)) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  return frequency;
}

/** Term frequency × (1 + ln((1 + products) ÷ (1 + products with the word))), each product's vector of length 1. */
function tfIdf(words: LearnedFrom['words']): WeightedRows {
  const frequency = frequencyOf(words);
  const numberOf = new Map([...frequency.keys()].sort().map((word, number) => [word, number]));
  const idf = (word: string) => 1 + Math.log((1 + words.length) / (1 + (frequency.get(word) ?? 0)));
  return toWeightedRows(
    words.map((list) => {
      const counts = new Map<string, number>();
      for (const word of list) counts.set(word, (counts.get(word) ?? 0) + 1);
      const vector = [...counts].map(([word, count]): Weighted => ({
        item: numberOf.get(word) ?? 0,
        weight: count * idf(word),
      }));
      const length = Math.sqrt(vector.reduce((sum, { weight }) => sum + weight * weight, 0)) || 1;
      return vector.map(({ item, weight }) => ({ item, weight: weight / length }));
    }),
  );
}

/** Products described most alike that stand in for one that sells too little. */
const STAND_INS = 10;

/** Those that sell and are described most like each that is in fewer than so many orders; shared by all bridges. */
export type StandIns = Pick<Bridge, 'cold' | 'like' | 'size'>;

export function fitStandIns(content: Content, orders: Float64Array, fewest: number): StandIns {
  const isWarm = (item: number) => (orders[item] ?? 0) >= fewest;
  const cold = [...orders.keys()].filter((item) => !isWarm(item));
  const like = cold.map((item) => describedLike(content, item, isWarm));
  return { cold: Uint32Array.from(cold), like: toRows(like), size: orders.length };
}

function describedLike({ words, productsOf }: Content, item: number, isWarm: (other: number) => boolean): number[] {
  const likeness = new Map<number, number>();
  const from = words.offsets[item] ?? 0;
  for (const [place, word] of rowOf(words, item).entries()) {
    const weight = words.weights[from + place] ?? 0;
    const end = productsOf.offsets[word + 1] ?? 0;
    for (let at = productsOf.offsets[word] ?? 0; at < end; at++) {
      const other = productsOf.items[at] ?? 0;
      if (!isWarm(other)) continue;
      likeness.set(other, (likeness.get(other) ?? 0) + weight * (productsOf.weights[at] ?? 0));
    }
  }
  return [...likeness]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, STAND_INS)
    .map(([other]) => other);
}
