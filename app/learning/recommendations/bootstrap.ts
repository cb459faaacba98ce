export interface Interval {
  mean: number;
  /** Bounds of 95 %. */
  low: number;
  high: number;
}

const RESAMPLES = 1_000;

/**
 * Percentile bootstrap over cases (Efron, 1979): of the values themselves, or of paired differences where those are given (Sakai, SIGIR 2006). The
 * same values give the same interval.
 */
export function bootstrap(values: Float64Array | readonly number[], seed = 1): Interval {
  const all = Float64Array.from(values);
  const random = mulberry(seed);
  const means = new Float64Array(RESAMPLES);
  for (let round = 0; round < RESAMPLES; round++) {
    let sum = 0;
    for (let draw = 0; draw < all.length; draw++) sum += all[Math.floor(random() * all.length)] ?? 0;
    means[round] = sum / (all.length || 1);
  }
  means.sort();
  const mean = all.reduce((sum, value) => sum + value, 0) / (all.length || 1);
  return { mean, low: means[Math.floor(RESAMPLES * 0.025)] ?? 0, high: means[Math.floor(RESAMPLES * 0.975)] ?? 0 };
}

export const difference = (a: Float64Array, b: Float64Array): Float64Array =>
  a.map((value, at) => value - (b[at] ?? 0));

/** Numbers in [0, 1) that look random and are the same each time (Mulberry32). */
function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
