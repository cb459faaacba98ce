import { addMs, type Clock, type SystemClock } from '~/platform/clock/clock';

/** Both clocks of a test: they stand still until they are moved. */
export interface TestTimes {
  clock: Clock;
  systemClock: SystemClock;
  /** Moves both on. */
  advance(ms: number): void;
  advanceBusiness(ms: number): void;
  advanceSystem(ms: number): void;
}

/** An instant that tests count from: a Tuesday noon without any daylight saving change near it. */
export const TEST_START = new Date('2026-03-10T12:00:00.000Z');

export const after = (ms: number, from: Date = TEST_START): Date => addMs(from, ms);

/** @param systemAheadMs how far system time stands from business time: anything but 0 shows where the two are mixed up */
export function testTimes(systemAheadMs = 0): TestTimes {
  let business = TEST_START;
  let system = addMs(TEST_START, systemAheadMs);
  const advanceBusiness = (ms: number) => void (business = addMs(business, ms));
  const advanceSystem = (ms: number) => void (system = addMs(system, ms));
  return {
    clock: { time: 'business', now: () => business },
    systemClock: { time: 'system', now: () => system },
    advanceBusiness,
    advanceSystem,
    advance(ms) {
      advanceBusiness(ms);
      advanceSystem(ms);
    },
  };
}
