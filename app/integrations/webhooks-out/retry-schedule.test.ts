import { expect, it } from 'vitest';
import { holdAfter, pauseAfter, TRIED_MS } from './retry-schedule';

const HOUR_MS = 3_600_000;

it('pauses grow to ten hours, and about a dozen attempts fit into three days', () => {
  const pauses = Array.from({ length: 20 }, (_, at) => pauseAfter(at + 1));
  expect(pauses.slice(0, 8)).toEqual([
    5_000,
    60_000,
    300_000,
    1_800_000,
    2 * HOUR_MS,
    5 * HOUR_MS,
    10 * HOUR_MS,
    10 * HOUR_MS,
  ]);
  let [attempts, passedMs] = [1, 0];
  while (passedMs < TRIED_MS) passedMs += pauses[attempts++ - 1] ?? 0;
  expect(attempts).toBeGreaterThan(10);
});

it('an endpoint is held from the fourth failure in a row on, a quarter of an hour at most', () => {
  expect([1, 3, 4, 7, 8, 12, 16].map(holdAfter)).toEqual([0, 0, 5_000, 5_000, 10_000, 20_000, 40_000]);
  expect(holdAfter(1_000)).toBe(900_000);
});
