import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseCount } from './choose-count';
import { kneeOf } from './density';
import { matchClusters } from './match-clusters';
import { randIndex } from './rand-index';
import { silhouette } from './silhouette';

const people = (count: number) => Array.from({ length: count }, (_, at) => `p${at}`);

describe('clusters of two runs', () => {
  it('are the same where more than half of all their people are in both, whatever number they have now', () => {
    const ids = people(10);
    const before = new Map(ids.map((id, at) => [id, at < 5 ? 'a' : 'b']));
    expect(matchClusters(ids, Int32Array.of(1, 1, 1, 1, 0, 0, 0, 0, 0, 0), 2, before)).toEqual(['b', 'a']);
  });

  it('are others where a cluster fell into halves, or two became one', () => {
    const ids = people(8);
    const one = new Map(ids.map((id) => [id, 'a']));
    expect(matchClusters(ids, Int32Array.of(0, 0, 0, 0, 1, 1, 1, 1), 2, one)).toEqual([null, null]);
    const two = new Map(ids.map((id, at) => [id, at < 4 ? 'a' : 'b']));
    expect(matchClusters(ids, new Int32Array(8), 1, two)).toEqual([null]);
  });

  it('never have two that were the same one', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -1, max: 3 }), fc.constantFrom('a', 'b', 'c', null)), { minLength: 1 }),
        (rows) => {
          const ids = people(rows.length);
          const before = new Map(
            rows.flatMap(([, was], at): [string, string][] => (was ? [[ids[at] ?? '', was]] : [])),
          );
          const kept = matchClusters(
            ids,
            Int32Array.from(rows, ([label]) => label),
            4,
            before,
          ).filter((id) => id !== null);
          expect(new Set(kept).size).toBe(kept.length);
        },
      ),
    );
  });
});

describe('the adjusted Rand index', () => {
  it('is 1 of the same parts by other names', () => {
    expect(randIndex(['x', 'x', 'y', 'z'], [2, 2, 0, 1] as never)).toBe(1);
  });

  it('is what counting pairs one by one comes to', () => {
    const one = [1, 1, 1, 2, 2, 2, 3, 3, 3, 3];
    const other = [1, 1, 2, 1, 2, 2, 3, 3, 3, 2];
    const both = pairs(one.map((label, at) => label * 10 + (other[at] ?? 0)));
    const byChance = (pairs(one) * pairs(other)) / 45;
    const expected = (both - byChance) / ((pairs(one) + pairs(other)) / 2 - byChance);
    expect(expected).toBeGreaterThan(0.1);
    expect(randIndex(one, other)).toBeCloseTo(expected, 12);
  });

  it('is about 0 of what has nothing to do with each other', () => {
    const one = Array.from({ length: 4_000 }, (_, at) => at % 2);
    const other = Array.from({ length: 4_000 }, (_, at) => (at >> 1) % 2);
    expect(Math.abs(randIndex(one, other))).toBeLessThan(0.01);
  });
});

/** How many pairs are alike. */
function pairs(labels: number[]): number {
  let alike = 0;
  for (let a = 0; a < labels.length; a++) for (let b = 0; b < a; b++) if (labels[a] === labels[b]) alike += 1;
  return alike;
}

describe('the number of clusters', () => {
  const attempts = (...silhouettes: number[]) => silhouettes.map((silhouette, at) => ({ count: at + 2, silhouette }));
  it('is that with the highest silhouette, also where it was another', () => {
    expect(chooseCount(attempts(0.4, 0.6, 0.5), null).count).toBe(3);
    expect(chooseCount(attempts(0.4, 0.6, 0.5), 4).count).toBe(3);
  });
  it('is the largest of those that are hardly worse, as it says more', () => {
    expect(chooseCount(attempts(0.25, 0.2, 0.24, 0.1), null).count).toBe(4);
  });
  it('stays what it was where another is hardly better', () => {
    expect(chooseCount(attempts(0.25, 0.2, 0.24, 0.1), 2).count).toBe(2);
  });
});

it('the silhouette is what its definition says of four people on a line', () => {
  const at = [0, 1, 10, 12];
  const distances = at.map((one) => Float64Array.from(at, (other) => Math.abs(one - other)));
  const expected = [(11 - 1) / 11, (10 - 1) / 10, (9.5 - 2) / 9.5, (11.5 - 2) / 11.5].reduce((a, b) => a + b) / 4;
  expect(silhouette(distances, Int32Array.of(0, 0, 1, 1))).toBeCloseTo(expected, 12);
  expect(silhouette(distances, Int32Array.of(0, 0, 1, -1))).toBeLessThan(expected);
});

it('a curve’s knee is where it turns up', () => {
  expect(kneeOf([1, 1.1, 1.2, 1.3, 1.4, 5, 9])).toBe(1.4);
});
