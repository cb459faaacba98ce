import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextWallTime } from './local-time';

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const at = (hour: number, minute = 0) => hour * 60 + minute;
const next = (from: string, minuteOfDay: number, zone: string, weekdays = EVERY_DAY) =>
  nextWallTime(new Date(from), { minuteOfDay, weekdays }, zone).toISOString();

describe('the next time that clocks show', () => {
  test.each([
    ['later today', '2026-03-10T08:00:00Z', at(10), 'Europe/Berlin', '2026-03-10T09:00:00.000Z'],
    ['now', '2026-03-10T09:00:00Z', at(10), 'Europe/Berlin', '2026-03-10T09:00:00.000Z'],
    ['tomorrow, where it is past today', '2026-03-10T09:00:01Z', at(10), 'Europe/Berlin', '2026-03-11T09:00:00.000Z'],
    [
      'today there, though it is tomorrow here',
      '2026-03-10T23:30:00Z',
      at(20),
      'America/New_York',
      '2026-03-11T00:00:00.000Z',
    ],
    [
      'left out by daylight saving: an hour on',
      '2026-03-29T00:00:00Z',
      at(2, 30),
      'Europe/Berlin',
      '2026-03-29T01:30:00.000Z',
    ],
    ['shown twice: the first', '2026-10-25T00:00:00Z', at(2, 30), 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
    [
      'shown twice, the first past: the next day',
      '2026-10-25T00:45:00Z',
      at(2, 30),
      'Europe/Berlin',
      '2026-10-26T01:30:00.000Z',
    ],
    ['at midnight, on a leap day', '2028-02-28T22:59:00Z', at(0), 'Europe/Berlin', '2028-02-28T23:00:00.000Z'],
  ])('%s', (_what, from, minuteOfDay, zone, expected) => {
    expect(next(from, minuteOfDay, zone)).toBe(expected);
  });

  test('on a day of the week, by the calendar there', () => {
    // A Tuesday noon; in Auckland it is Wednesday already.
    expect(next('2026-03-10T12:00:00Z', at(9), 'Pacific/Auckland', [2])).toBe('2026-03-16T20:00:00.000Z');
    expect(next('2026-03-10T12:00:00Z', at(9), 'Europe/London', [2])).toBe('2026-03-17T09:00:00.000Z');
    expect(next('2026-03-10T08:00:00Z', at(9), 'Europe/London', [2])).toBe('2026-03-10T09:00:00.000Z');
  });
});

const ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'America/Sao_Paulo',
  'Asia/Kathmandu',
  'Africa/Cairo',
];
const anyInstant = fc.integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2029, 0, 1) }).map((ms) => new Date(ms));

test('is never before, never more than eight days on, and shows that time unless clocks leave it out', () => {
  fc.assert(
    fc.property(
      anyInstant,
      fc.nat({ max: 1_439 }),
      fc.subarray(EVERY_DAY, { minLength: 1 }),
      fc.constantFrom(...ZONES),
      (from, minuteOfDay, weekdays, zone) => {
        const found = nextWallTime(from, { minuteOfDay, weekdays }, zone);
        expect(found >= from).toBe(true);
        expect(found.getTime() - from.getTime()).toBeLessThanOrEqual(8 * 86_400_000 + 3_600_000);
        const shown = shownBy(found, zone);
        expect(weekdays).toContain(shown.weekday);
        // Lord Howe moves by half an hour, all others by one.
        expect([0, 30, 60]).toContain(shown.minuteOfDay - minuteOfDay);
        expect(nextWallTime(found, { minuteOfDay, weekdays }, zone)).toEqual(found);
      },
    ),
    { numRuns: 2_000 },
  );
});

/** By the formatting of dates: another way to the same answer. */
function shownBy(instant: Date, timeZone: string): { weekday: number; minuteOfDay: number } {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const told = Object.fromEntries(parts.formatToParts(instant).map(({ type, value }) => [type, value]));
  const weekday = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(told.weekday ?? '') + 1;
  return { weekday, minuteOfDay: Number(told.hour) * 60 + Number(told.minute) };
}
