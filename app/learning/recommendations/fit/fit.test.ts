import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rowOf } from '~/decisions/recommendations/rows';
import { countTogether, type WeightedList } from './co-occurrence';
import { fitCoView } from './co-view';
import { vocabularyOf } from '~/decisions/recommendations/vocabulary';
import { fitContent } from './content';
import { fitItemKnn } from './item-knn';
import { nearestByCosine } from './nearest';
import { fitNewArrivals, fitPopularity } from './popularity';
import { fitSparseLinear } from './sparse-linear';
import { solveRidge } from './solve-ridge';
import { fitUserKnn } from './user-knn';

const SIZE = 7;
const item = fc.nat({ max: SIZE - 1 });
const anyLists: fc.Arbitrary<WeightedList[]> = fc.array(
  fc.record({ items: fc.uniqueArray(item, { maxLength: 5 }), weight: fc.constantFrom(0.25, 0.5, 1) }),
  { maxLength: 20 },
);
const having = (lists: readonly WeightedList[], ...wanted: number[]) =>
  lists.filter(({ items }) => wanted.every((each) => items.includes(each)));
const weightOf = (lists: readonly WeightedList[]) => lists.reduce((sum, { weight }) => sum + weight, 0);

describe('what stands together', () => {
  test('is counted for each pair as by going through all lists anew', () => {
    fc.assert(
      fc.property(anyLists, (lists) => {
        const counts = countTogether(lists, SIZE);
        for (let one = 0; one < SIZE; one++) {
          expect(counts.own[one]).toBe(weightOf(having(lists, one)));
          const others = [...Array(SIZE).keys()].filter(
            (other) => other !== one && having(lists, one, other).length > 0,
          );
          expect([...rowOf(counts, one)]).toEqual(others);
          const from = counts.offsets[one] ?? 0;
          expect(others.map((_, place) => counts.weights[from + place])).toEqual(
            others.map((other) => weightOf(having(lists, one, other))),
          );
          expect(others.map((_, place) => counts.lists[from + place])).toEqual(
            others.map((other) => having(lists, one, other).length),
          );
        }
      }),
    );
  });

  test('is near by the shrunk cosine, best first, and rests on the lists that hold both', () => {
    fc.assert(
      fc.property(anyLists, fc.constantFrom(0, 5), fc.integer({ min: 1, max: 4 }), (lists, shrinkage, most) => {
        const counts = countTogether(lists, SIZE);
        for (let one = 0; one < SIZE; one++) {
          const expected = [...rowOf(counts, one)]
            .map((other) => {
              const both = weightOf(having(lists, one, other));
              const cosine = both / Math.sqrt((counts.own[one] ?? 0) * (counts.own[other] ?? 0));
              return {
                item: other,
                weight: (cosine * both) / (both + shrinkage),
                lists: having(lists, one, other).length,
                together: both,
              };
            })
            .sort((a, b) => b.weight - a.weight || a.item - b.item);
          expect(nearestByCosine(counts, one, shrinkage, most)).toEqual(expected.slice(0, most));
        }
      }),
    );
  });

  test('bought together often stands before what was bought together once by chance', () => {
    const lists = [...Array(20).fill([0, 1]), ...Array(10).fill([0]), [0, 2]].map((items: number[]) => ({
      items,
      weight: 1,
    }));
    const part = fitItemKnn(countTogether(lists, 3), { shrinkage: 5, evidence: 'orders', steps: 1, halfLifeDays: 1 });
    expect([...rowOf(part, 0)]).toEqual([1, 2]);
    expect([...part.together.subarray(0, 2)]).toEqual([20, 1]);
  });
});

describe('regression on neighbours', () => {
  test('solves (G + λI)·x = b', () => {
    const anyMatrix = fc.array(fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 4, maxLength: 4 }), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(
        anyMatrix,
        fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 4, maxLength: 4 }),
        fc.constantFrom(0.5, 3),
        (rows, b, lambda) => {
          const gram = Float64Array.from({ length: 16 }, (_, at) =>
            rows.reduce((sum, row) => sum + (row[Math.floor(at / 4)] ?? 0) * (row[at % 4] ?? 0), 0),
          );
          const x = solveRidge(gram.slice(), Float64Array.from(b), lambda);
          for (let row = 0; row < 4; row++) {
            const sum = [0, 1, 2, 3].reduce(
              (total, column) =>
                total + ((gram[row * 4 + column] ?? 0) + (row === column ? lambda : 0)) * (x[column] ?? 0),
              0,
            );
            expect(sum).toBeCloseTo(b[row] ?? 0, 6);
          }
        },
      ),
    );
  });

  test('of two that always stand together gives each half, where a neighbourhood counts both', () => {
    const lists = [...Array(30).fill([0, 1, 2]), ...Array(30).fill([3])].map((items: number[]) => ({
      items,
      weight: 1,
    }));
    const settings = { features: 5, ridge: 1, evidence: 'orders', steps: 1, halfLifeDays: 1 } as const;
    const part = fitSparseLinear(countTogether(lists, 4), settings);
    const weight = (from: number, to: number) =>
      part.weights[(part.offsets[from] ?? 0) + [...rowOf(part, from)].indexOf(to)] ?? 0;
    expect(weight(1, 0)).toBeCloseTo(30 / 61, 5);
    expect(weight(2, 0)).toBeCloseTo(30 / 61, 5);
    expect([...rowOf(part, 3)]).toEqual([]);
  });
});

const basket = (daysAgo: number, buyer: number, ...items: number[]) => ({ daysAgo, buyer, items, isFirst: false });
const learnedFrom = (fields: object) => ({
  size: SIZE,
  baskets: [],
  sessions: [],
  words: [],
  addedDaysAgo: [],
  ...fields,
});

test('buyers’ vectors have length 1 in likeness, and votes fall with the days', () => {
  const learned = learnedFrom({ baskets: [basket(0, 1, 0, 1), basket(10, 1, 1), basket(180, 2, 2)] });
  const [part] = fitUserKnn(learned, { nearest: 5, profileHalfLifeDays: 180, voteHalfLifeDays: [10] });
  expect(part).toBeDefined();
  if (!part) return;
  expect([...part.votes]).toEqual([1, 1.5, Math.fround(2 ** -18)]);
  const [one, other, alone] = [0, 1, 2].map((product) => part.likenessOf[part.buyersOf.offsets[product] ?? 0] ?? 0);
  expect((one ?? 0) ** 2 + (other ?? 0) ** 2).toBeCloseTo(1, 5);
  expect(alone).toBe(1);
});

test('what was met after a product counts more than what came before it', () => {
  const sessions = Array.from({ length: 3 }, () => ({ daysAgo: 1, items: [0, 1, 2] }));
  const part = fitCoView(learnedFrom({ sessions }), { nearSteps: 3, before: 0.3, popularityPower: 0, steps: 1 });
  expect([...rowOf(part, 1)]).toEqual([2, 0]);
  expect([...part.together.subarray(part.offsets[1], part.offsets[2])]).toEqual([3, 3]);
});

test('what sells is ranked by orders of which old ones count less; what never sold is not there', () => {
  const lists = [basket(0, 1, 0), basket(30, 2, 1), basket(30, 3, 1), basket(90, 4, 2)];
  const part = fitPopularity(lists, SIZE, 30, { kind: 'best-seller' });
  expect([...part.items]).toEqual([0, 1, 2]);
  expect([...part.weights]).toEqual([1, 1, 0.125]);
});

test('new is what was added in the last ninety days, newest first', () => {
  const part = fitNewArrivals([100, 3.5, null, 90, 0.2]);
  expect([...part.items]).toEqual([4, 1, 3]);
  expect([...part.daysAgo]).toEqual([0, 3, 90]);
});

test('descriptions are vectors of length 1 in which a rare word weighs more', () => {
  const words = [['tea', 'green'], ['tea'], []];
  const part = fitContent(learnedFrom({ size: 3, words }), vocabularyOf(words), 180);
  const [from, end] = [part.words.offsets[0] ?? 0, part.words.offsets[1] ?? 0];
  const weights = [...part.words.weights.subarray(from, end)];
  expect(Math.hypot(...weights)).toBeCloseTo(1, 5);
  const byWord = new Map([...part.words.items.subarray(from, end)].map((word, at) => [word, weights[at] ?? 0]));
  expect(byWord.get(0) ?? 0, 'green before tea by the alphabet').toBeGreaterThan(byWord.get(1) ?? 1);
});
