import type { Weighted } from './rows';

/** The words by which products are compared, by number, ascending. */
export interface Vocabulary {
  words: string[];
  /** Per word: 1 + ln((1 + products) ÷ (1 + products with the word)). */
  idf: Float64Array;
}

/** A word of more products tells little, and each answer would go through all of them. */
const MOST_PRODUCTS_OF_A_WORD = 2_000;

/** Of all that is said of products: without what is said of thousands. */
export function vocabularyOf(lists: readonly (readonly string[])[]): Vocabulary {
  const frequency = new Map<string, number>();
  for (const list of lists) for (const word of new Set(list)) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  const words = [...frequency.keys()].filter((word) => (frequency.get(word) ?? 0) <= MOST_PRODUCTS_OF_A_WORD).sort();
  const idf = (word: string) => 1 + Math.log((1 + lists.length) / (1 + (frequency.get(word) ?? 0)));
  return { words, idf: Float64Array.from(words, idf) };
}

/** What is said of a product as a vector of length 1: term frequency × inverse document frequency. Empty where no word is known. */
export function toVector(vocabulary: Vocabulary, list: readonly string[]): Weighted[] {
  const numberOf = numbersOf(vocabulary);
  const counts = new Map<number, number>();
  for (const word of list) {
    const number = numberOf.get(word);
    if (number !== undefined) counts.set(number, (counts.get(number) ?? 0) + 1);
  }
  const vector = [...counts].map(([item, count]): Weighted => ({ item, weight: count * (vocabulary.idf[item] ?? 0) }));
  const length = Math.sqrt(vector.reduce((sum, { weight }) => sum + weight * weight, 0)) || 1;
  return vector.map(({ item, weight }) => ({ item, weight: weight / length }));
}

const cached = new WeakMap<Vocabulary, Map<string, number>>();

function numbersOf(vocabulary: Vocabulary): Map<string, number> {
  const known = cached.get(vocabulary);
  if (known) return known;
  const numbers = new Map(vocabulary.words.map((word, number) => [word, number]));
  cached.set(vocabulary, numbers);
  return numbers;
}
