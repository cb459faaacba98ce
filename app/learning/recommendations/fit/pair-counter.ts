/** What stands beside one product, summed product by product: emptied after each, so that its memory serves for all. */
export interface PairCounter {
  add(other: number, weight: number): void;
  /** Tells each product that stood beside it, the sum of the weights and how often, in no order; then nothing is left. */
  drain(tell: (other: number, weight: number, times: number) => void): void;
}

export function createPairCounter(size: number): PairCounter {
  const sums = new Float64Array(size);
  const times = new Uint32Array(size);
  const touched = new Uint32Array(size);
  let count = 0;
  return {
    add(other, weight) {
      if (times[other] === 0) touched[count++] = other;
      times[other] = (times[other] ?? 0) + 1;
      sums[other] = (sums[other] ?? 0) + weight;
    },
    drain(tell) {
      for (let at = 0; at < count; at++) {
        const other = touched[at] ?? 0;
        tell(other, sums[other] ?? 0, times[other] ?? 0);
        sums[other] = times[other] = 0;
      }
      count = 0;
    },
  };
}
