import { toRows, toWeightedRows, transposeWeighted } from '~/decisions/recommendations/rows';
import type { Bridge } from '~/decisions/recommendations/strategies';
import { describedLike, type Content } from '~/decisions/recommendations/strategies/content';
import { toVector, type Vocabulary } from '~/decisions/recommendations/vocabulary';
import type { LearnedFrom } from './learned-from';

export function fitContent({ words }: LearnedFrom, vocabulary: Vocabulary, halfLifeDays: number): Content {
  const vectors = toWeightedRows(words.map((list) => toVector(vocabulary, list)));
  return { words: vectors, productsOf: transposeWeighted(vectors, vocabulary.words.length), halfLifeDays };
}

/** Those that sell and are described most like each that is in fewer than so many orders; shared by all bridges. */
export type StandIns = Pick<Bridge, 'cold' | 'like' | 'size'>;

export function fitStandIns(content: Content, orders: Float64Array, fewest: number): StandIns {
  const isWarm = (item: number) => (orders[item] ?? 0) >= fewest;
  const cold = [...orders.keys()].filter((item) => !isWarm(item));
  const like = cold.map((item) => describedLike(content, item, isWarm));
  return { cold: Uint32Array.from(cold), like: toRows(like), size: orders.length };
}
