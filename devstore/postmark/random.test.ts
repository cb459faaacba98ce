import { describe, expect, test } from 'vitest';
import { createIds, createRandom } from './random';

const take = <T>(count: number, make: () => T) => Array.from({ length: count }, make);

describe('random numbers', () => {
  test('are the same for the same seed and lie evenly in [0, 1)', () => {
    expect(take(5, createRandom(7))).toEqual(take(5, createRandom(7)));
    expect(take(5, createRandom(7))).not.toEqual(take(5, createRandom(8)));
    const many = take(10_000, createRandom(1));
    expect(Math.min(...many)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...many)).toBeLessThan(1);
    const tenths = Array.from(
      { length: 10 },
      (_, tenth) => many.filter((each) => Math.floor(each * 10) === tenth).length,
    );
    for (const count of tenths) expect(count, tenths.join(' ')).toBeGreaterThan(850);
  });
});

describe('ids', () => {
  const uuids = (seed: number, startedAtMs: number) => take(200, createIds({ seed, startedAtMs }).uuid);

  test('are version 4 UUIDs without repetition', () => {
    const ids = uuids(1, 0);
    expect(new Set(ids).size).toBe(200);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  test('repeat with the same seed and start, and differ after a restart', () => {
    expect(uuids(1, 5)).toEqual(uuids(1, 5));
    expect(uuids(1, 6)).not.toContain(uuids(1, 5)[0]);
    expect(uuids(2, 5)).not.toContain(uuids(1, 5)[0]);
  });

  test('of bounces need more than 32 bits', () => {
    expect(createIds({ seed: 1, startedAtMs: 1_790_000_000_000 }).large()).toBeGreaterThan(2 ** 31);
  });
});
