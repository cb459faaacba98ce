import KNN from 'ml-knn';
import type { Case } from '~/learning/recommendations/tasks';
import type { LearnedFrom } from '~/learning/recommendations/fit/learned-from';
import { seededRandom } from '../../devstore/store-data/seeded-random';

/** How long dense vectors take for the same questions: a k-d tree of `ml-knn`, and plain comparison with every vector. */
export interface DenseTimes {
  dimensions: number;
  mlKnnBuildSeconds: number;
  mlKnnP50Us: number;
  mlKnnP99Us: number;
  bruteForceP50Us: number;
  bruteForceP99Us: number;
}

const DIMENSIONS = 64;
const NEAREST = 20;
/** `ml-knn` takes tens of milliseconds for each. */
const MOST_QUESTIONS = 200;

export function measureDense({ baskets, sessions, size }: LearnedFrom, cases: readonly Case[]): DenseTimes {
  const vectors = projected(baskets.length > 0 ? baskets : sessions, size);
  const asked = cases
    .slice(0, MOST_QUESTIONS)
    .map(({ query }) =>
      meanOf(vectors, [...query.cart, ...query.session, ...query.orders.flatMap(({ items }) => items)]),
    );
  const before = performance.now();
  const tree = new KNN(
    vectors.map((vector) => [...vector]),
    [...vectors.keys()],
    { k: NEAREST },
  );
  const mlKnnBuildSeconds = (performance.now() - before) / 1_000;
  const [knn, brute] = [
    timesOf(asked, (vector) => tree.kdTree.nearest([...vector], NEAREST)),
    timesOf(asked, (vector) => nearest(vectors, vector)),
  ];
  return {
    dimensions: DIMENSIONS,
    mlKnnBuildSeconds,
    mlKnnP50Us: knn(0.5),
    mlKnnP99Us: knn(0.99),
    bruteForceP50Us: brute(0.5),
    bruteForceP99Us: brute(0.99),
  };
}

/** Products by the lists they stand in, each list being a random direction (Achlioptas, 2003). */
function projected(lists: readonly { items: readonly number[] }[], size: number): Float32Array[] {
  const random = seededRandom(1, 'random projection');
  const vectors = Array.from({ length: size }, () => new Float32Array(DIMENSIONS));
  for (const { items } of lists) {
    const direction = Float32Array.from({ length: DIMENSIONS }, () => (random.next() < 0.5 ? -1 : 1));
    for (const item of items)
      for (let at = 0; at < DIMENSIONS; at++) (vectors[item] ?? direction)[at]! += direction[at] ?? 0;
  }
  return vectors.map(unit);
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}

function meanOf(vectors: readonly Float32Array[], items: readonly number[]): Float32Array {
  const sum = new Float32Array(DIMENSIONS);
  for (const item of items)
    for (let at = 0; at < DIMENSIONS; at++) sum[at] = (sum[at] ?? 0) + (vectors[item]?.[at] ?? 0);
  return unit(sum);
}

function nearest(vectors: readonly Float32Array[], wanted: Float32Array): number[] {
  const likeness = vectors.map((vector, item) => {
    let dot = 0;
    for (let at = 0; at < DIMENSIONS; at++) dot += (vector[at] ?? 0) * (wanted[at] ?? 0);
    return { item, dot };
  });
  return likeness
    .sort((a, b) => b.dot - a.dot)
    .slice(0, NEAREST)
    .map(({ item }) => item);
}

function timesOf(asked: readonly Float32Array[], answer: (vector: Float32Array) => unknown): (share: number) => number {
  const took = Float64Array.from(asked, (vector) => {
    const before = performance.now();
    answer(vector);
    return (performance.now() - before) * 1_000;
  }).sort();
  return (share) => Math.round(took[Math.floor(took.length * share)] ?? 0);
}
