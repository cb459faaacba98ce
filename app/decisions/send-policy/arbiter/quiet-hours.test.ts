import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { endOfQuietHours } from './quiet-hours';

const MINUTE = 60_000;
const NIGHT = { fromMinute: 21 * 60, untilMinute: 8 * 60 };
/** Half and three-quarter hours, no change at all, both hemispheres, and a change of only half an hour. */
const ZONES = [
  'America/New_York',
  'Europe/Berlin',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'America/St_Johns',
];

const zoned = (at: number, zone: string) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
const instant = (local: string, zone: string) =>
  new Date(Temporal.ZonedDateTime.from(`${local}[${zone}]`).epochMilliseconds);
const endIn = (zone: string, at: Date, quiet = NIGHT) => {
  const end = endOfQuietHours(at, quiet, zone);
  return end && zoned(end.getTime(), zone).toString({ timeZoneName: 'never' });
};

describe('quiet hours from nine to eight', () => {
  const berlin = (local: string) => endIn('Europe/Berlin', instant(local, 'Europe/Berlin'));

  test('end the next morning for who is in them in the evening, and the same morning after midnight', () => {
    expect(berlin('2026-03-10T21:00')).toBe('2026-03-11T08:00:00+01:00');
    expect(berlin('2026-03-10T23:59')).toBe('2026-03-11T08:00:00+01:00');
    expect(berlin('2026-03-11T00:00')).toBe('2026-03-11T08:00:00+01:00');
    expect(berlin('2026-03-11T07:59:59')).toBe('2026-03-11T08:00:00+01:00');
  });

  test('are not on between eight and nine', () => {
    expect(berlin('2026-03-11T08:00')).toBeNull();
    expect(berlin('2026-03-10T20:59:59')).toBeNull();
  });

  test('end at eight by the clock on the wall when it changes during the night', () => {
    expect(berlin('2026-03-28T22:00')).toBe('2026-03-29T08:00:00+02:00');
    expect(berlin('2026-10-24T22:00')).toBe('2026-10-25T08:00:00+01:00');
  });

  test('cross the end of a year', () => {
    expect(berlin('2026-12-31T23:00')).toBe('2027-01-01T08:00:00+01:00');
  });

  test('are those of the shop’s own zone', () => {
    const evening = new Date('2026-03-10T20:30:00Z');
    expect(ZONES.filter((zone) => endOfQuietHours(evening, NIGHT, zone))).toEqual([
      'Europe/Berlin',
      'Asia/Kathmandu',
      'Australia/Lord_Howe',
    ]);
  });
});

describe('quiet hours that end in a time the clock shows twice or never', () => {
  const newYork = (at: string, untilMinute: number) =>
    endIn('America/New_York', new Date(at), { fromMinute: 22 * 60, untilMinute });

  test('twice: they end at the first of the two for who waits since the evening', () => {
    expect(newYork('2026-11-01T04:00:00Z', 90)).toBe('2026-11-01T01:30:00-04:00');
  });

  test('twice: who comes to them again in the repeated hour waits for the second', () => {
    expect(newYork('2026-11-01T06:15:00Z', 90)).toBe('2026-11-01T01:30:00-05:00');
  });

  test('never: they end when the clock has jumped over it', () => {
    expect(newYork('2026-03-08T05:00:00Z', 150)).toBe('2026-03-08T03:30:00-04:00');
  });
});

describe('quiet hours within a day', () => {
  const noon = { fromMinute: 12 * 60, untilMinute: 13 * 60 + 30 };

  test('last from their first minute up to their last', () => {
    const berlin = (local: string) => endIn('Europe/Berlin', instant(local, 'Europe/Berlin'), noon);
    expect([berlin('2026-03-10T11:59'), berlin('2026-03-10T13:30')]).toEqual([null, null]);
    expect(berlin('2026-03-10T12:00')).toBe('2026-03-10T13:30:00+01:00');
  });

  test('that begin when they end are none', () => {
    expect(endOfQuietHours(new Date('2026-03-10T12:00Z'), { fromMinute: 600, untilMinute: 600 }, 'UTC')).toBeNull();
  });
});

/** Days on which clocks change somewhere, and others; hours of any length, over midnight or not. */
const anyMoment = fc.record({
  zone: fc.constantFrom(...ZONES),
  at: fc
    .tuple(
      fc.constantFrom('2026-03-08', '2026-03-29', '2026-04-05', '2026-09-27', '2026-10-04', '2026-10-25', '2026-11-01'),
      fc.integer({ min: -24 * 60, max: 24 * 60 }),
    )
    .map(([day, minutes]) => Date.parse(`${day}T12:00:00Z`) + minutes * MINUTE),
  quiet: fc
    .tuple(
      fc.nat({ max: 1_439 }),
      // Mostly in the small hours, in which clocks are changed.
      fc.oneof(
        { weight: 2, arbitrary: fc.integer({ min: 60, max: 240 }) },
        { weight: 1, arbitrary: fc.nat({ max: 1_439 }) },
      ),
    )
    .map(([fromMinute, untilMinute]) => ({ fromMinute, untilMinute })),
});

const minuteOfDay = (at: number, zone: string): number => {
  const local = zoned(at, zone);
  return local.hour * 60 + local.minute;
};
const isQuiet = (at: number, zone: string, { fromMinute, untilMinute }: typeof NIGHT): boolean => {
  const minute = minuteOfDay(at, zone);
  if (fromMinute <= untilMinute) return minute >= fromMinute && minute < untilMinute;
  return minute >= fromMinute || minute < untilMinute;
};
const isEndSkipped = (end: Date, zone: string, { untilMinute }: typeof NIGHT): boolean =>
  minuteOfDay(end.getTime(), zone) !== untilMinute;

describe('in six zones, around every change of their clocks,', () => {
  test('it is quiet exactly while the wall clock says so, and the end lies ahead, outside the quiet', () => {
    fc.assert(
      fc.property(anyMoment, ({ zone, at, quiet }) => {
        const end = endOfQuietHours(new Date(at), quiet, zone);
        expect(end !== null).toBe(isQuiet(at, zone, quiet));
        if (!end) return;
        expect(end.getTime()).toBeGreaterThan(at);
        // Where the clock jumps over the end it may have jumped over all that is not quiet, too.
        if (!isEndSkipped(end, zone, quiet)) expect(isQuiet(end.getTime(), zone, quiet)).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  test('nobody waits longer than until the clock first leaves the quiet, but where it jumps over the very end', () => {
    fc.assert(
      fc.property(anyMoment, ({ zone, at, quiet }) => {
        const end = endOfQuietHours(new Date(at), quiet, zone);
        if (!end) return;
        let first = at;
        while (isQuiet(first, zone, quiet)) first += MINUTE;
        expect((end.getTime() - first) / MINUTE).toBeLessThanOrEqual(isEndSkipped(end, zone, quiet) ? 60 : 0);
      }),
      { numRuns: 300 },
    );
  });
});
