import { describe, expect, it } from 'vitest';
import { TEST_START, testTimes } from '../../tests/factories/times';
import { createIds } from './ids.server';

describe('ids', () => {
  it('are in the order of their making, also within one millisecond', () => {
    const times = testTimes();
    const ids = createIds(times.systemClock);
    const made = Array.from({ length: 3_000 }, (_, index) => {
      if (index % 1_000 === 999) times.advanceSystem(1);
      return ids.next();
    });
    expect(made).toEqual([...made].sort());
    expect(new Set(made).size).toBe(3_000);
  });

  it('stay in order when the machine’s clock is set back', () => {
    const times = testTimes();
    const ids = createIds(times.systemClock);
    const before = ids.next();
    times.advanceSystem(-60_000);
    expect(ids.next() > before).toBe(true);
  });

  it('do not meet those of other processes that count in the same millisecond', () => {
    const { systemClock } = testTimes();
    const made = Array.from({ length: 2_000 }, () => createIds(systemClock).next());
    expect(new Set(made).size).toBe(2_000);
  });

  it('are UUIDs of version 7 that tell their millisecond', () => {
    const id = createIds(testTimes().systemClock).next();
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(TEST_START.getTime());
  });
});
