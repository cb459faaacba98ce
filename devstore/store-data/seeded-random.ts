/** Random choices that repeat: the same seed and stream name give the same sequence, on every machine. */
export interface SeededRandom {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform integer in [min, max], both included. */
  int(min: number, max: number): number;
  /** True with the given probability (0 to 1). */
  chance(probability: number): boolean;
  /** One item, all equally likely. */
  pick<T>(items: readonly T[]): T;
  /** An index, with probability in proportion to its weight. Throws if no weight is above 0. */
  weightedIndex(weights: ArrayLike<number>): number;
  /** One item, with probability in proportion to `weightOf(item)`. */
  weightedPick<T>(items: readonly T[], weightOf: (item: T) => number): T;
  /** Normally distributed with mean 0 and standard deviation 1. */
  normal(): number;
  /** Exponentially distributed with mean 1. */
  exponential(): number;
  /** A copy in random order. */
  shuffle<T>(items: readonly T[]): T[];
  /** Lower-case hexadecimal digits. */
  hex(length: number): string;
}

/**
 * A generator for one stream of choices. Streams of the same seed are independent, so that one more draw among the customers
 * leaves the catalogue as it was.
 */
export function seededRandom(seed: number, stream: string): SeededRandom {
  const next = uniformSource(hashText(`${seed}/${stream}`));
  const int = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
  const weightedIndex = (weights: ArrayLike<number>): number => drawIndex(weights, next());
  return {
    next,
    int,
    weightedIndex,
    chance: (probability) => next() < probability,
    pick: (items) => itemAt(items, Math.floor(next() * items.length)),
    weightedPick: (items, weightOf) => itemAt(items, weightedIndex(items.map(weightOf))),
    // Box and Muller 1958; 1 - u keeps the logarithm finite.
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    exponential: () => -Math.log(1 - next()),
    shuffle: (items) => shuffled(items, int),
    hex: (length) => Array.from({ length }, () => int(0, 15).toString(16)).join(''),
  };
}

/** A 32-bit hash of a text (FNV-1a); equal texts hash equal on every machine. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** Mulberry32: a counter through a mixing function; 2^32 values before it repeats, plenty for one stream. */
function uniformSource(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function drawIndex(weights: ArrayLike<number>, uniform: number): number {
  let total = 0;
  for (let i = 0; i < weights.length; i++) total += weights[i] ?? 0;
  if (!(total > 0)) throw new Error('weightedIndex: no weight is above 0; give at least one choice a positive weight');
  let rest = uniform * total;
  let last = 0;
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i] ?? 0;
    if (weight <= 0) continue;
    last = i;
    rest -= weight;
    if (rest < 0) return i;
  }
  return last;
}

function shuffled<T>(items: readonly T[], int: (min: number, max: number) => number): T[] {
  const result = [...items];
  for (let i = result.length - 1; i > 0; i--) {
    const j = int(0, i);
    [result[i], result[j]] = [itemAt(result, j), itemAt(result, i)];
  }
  return result;
}

function itemAt<T>(items: readonly T[], index: number): T {
  if (index < 0 || index >= items.length) throw new Error('pick: the list is empty; give at least one item');
  return items[index] as T;
}
