import { expect, test } from 'vitest';
import { bootstrap, difference } from './bootstrap';

const ones = (count: number, of: number) => Float64Array.from({ length: of }, (_, at) => (at < count ? 1 : 0));

test('an interval lies around the mean, as wide as theory says, and is the same each time', () => {
  const { mean, low, high } = bootstrap(ones(400, 1_000));
  const standardError = Math.sqrt((0.4 * 0.6) / 1_000);
  expect(mean).toBeCloseTo(0.4);
  expect(low).toBeCloseTo(0.4 - 1.96 * standardError, 2);
  expect(high).toBeCloseTo(0.4 + 1.96 * standardError, 2);
  expect(bootstrap(ones(400, 1_000))).toEqual({ mean, low, high });
});

test('pairs that always differ alike have no doubt, whatever the cases themselves vary', () => {
  const [worse, better] = [ones(400, 1_000), ones(400, 1_000).map((value) => value + 0.1)];
  const { low, high } = bootstrap(difference(better, worse));
  expect([low, high].map((bound) => Math.round(bound * 1e6) / 1e6)).toEqual([0.1, 0.1]);
});

test('of nothing is nothing', () => {
  expect(bootstrap([])).toEqual({ mean: 0, low: 0, high: 0 });
});
