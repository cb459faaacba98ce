import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextWallTime } from '~/decisions/flows/engine/local-time';
import { endOfQuietHours } from '~/decisions/send-policy/arbiter/quiet-hours';
import { conclude, LIMIT_MS, runsOf, seed } from './plan';

const SCHEDULES = 1_000_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Each with its own ways: by one hour, by half of one, at midnight, by law at short notice, never, and south of the equator. */
const ZONES = [
  ...['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'America/Santiago', 'Asia/Beirut', 'Asia/Kathmandu'],
] as const;

const formats = new Map(
  ZONES.map((zone) => [
    zone as string,
    new Intl.DateTimeFormat('en-US', {
      ...{ timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' },
      ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
    }),
  ]),
);

/** What clocks and calendars of a zone show, as if it were UTC: by the formatting of dates, another way than the one under test. */
function shown(at: number, zone: string): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of formats.get(zone)?.formatToParts(at) ?? []) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) + (at % 1_000);
}

/** The instants at which clocks show a time, in order; none where they leave it out, two where it comes twice. */
function instantsOf(wall: number, zone: string): number[] {
  const offsets = [-DAY, 0, DAY].map((around) => shown(wall + around, zone) - (wall + around));
  const candidates = [...new Set(offsets)].map((offset) => wall - offset);
  return candidates.filter((at) => shown(at, zone) === wall).sort((a, b) => a - b);
}

/** Where clocks leave a time out: as far on as it would have been. */
const afterGap = (wall: number, zone: string): number => wall - (shown(wall - DAY, zone) - (wall - DAY));

function expectedTime(from: number, minuteOfDay: number, weekdays: readonly number[], zone: string): number {
  const today = Math.floor(shown(from, zone) / DAY) * DAY;
  for (let days = 0; days <= 7; days++) {
    const day = today + days * DAY;
    if (!weekdays.includes(new Date(day).getUTCDay() || 7)) continue;
    const wall = day + minuteOfDay * MINUTE;
    const at = instantsOf(wall, zone)[0] ?? afterGap(wall, zone);
    if (at >= from) return at;
  }
  throw new Error('no day of the week is among them');
}

/** Instants of which half lie near a change of clocks or the end of February. */
const CHANGES = ZONES.flatMap((zone) => {
  const found: number[] = [];
  for (let at = Date.UTC(2024, 0, 1); at < Date.UTC(2029, 0, 1); at += DAY)
    if (shown(at + DAY, zone) - shown(at, zone) !== DAY) found.push(at);
  return found;
});
const near = fc
  .tuple(
    fc.constantFrom(...CHANGES, Date.UTC(2024, 1, 28), Date.UTC(2028, 1, 28)),
    fc.integer({ min: -DAY, max: 2 * DAY }),
  )
  .map(([at, apart]) => at + apart);
const anyInstant = fc.oneof(near, fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2029, 0, 1) }));
const minuteOfDay = fc.oneof(fc.nat({ max: 1_439 }), fc.integer({ min: 0, max: 240 }));
const zone = fc.constantFrom(...ZONES);

describe('a time of the clock', () => {
  it('is the one that another way of reckoning finds: never early, none left out', { timeout: LIMIT_MS }, () => {
    const weekdays = fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 });
    const details = fc.check(
      fc.property(anyInstant, minuteOfDay, weekdays, zone, (from, minute, days, where) => {
        const found = nextWallTime(new Date(from), { minuteOfDay: minute, weekdays: days }, where).getTime();
        expect(found).toBe(expectedTime(from, minute, days, where));
      }),
      { numRuns: runsOf(SCHEDULES), seed },
    );
    conclude('times of the clock', details);
  });
});

describe('the end of quiet hours', () => {
  it('is never early, never more than a day on, and the quiet is over then', { timeout: LIMIT_MS }, () => {
    // With an hour or less between them, clocks that are put forward can leave all of it out: then the next quiet has begun.
    const quiet = fc.tuple(minuteOfDay, minuteOfDay).filter(([from, until]) => (from - until + 1_440) % 1_440 > 60);
    const details = fc.check(
      fc.property(anyInstant, quiet, zone, (at, [fromMinute, untilMinute], where) => {
        const hours = { fromMinute, untilMinute };
        const end = endOfQuietHours(new Date(at), hours, where);
        const minute = Math.floor((shown(at, where) % DAY) / MINUTE);
        const isQuiet =
          fromMinute < untilMinute
            ? minute >= fromMinute && minute < untilMinute
            : minute >= fromMinute || minute < untilMinute;
        expect(end !== null).toBe(isQuiet);
        if (!end) return;
        expect(end.getTime()).toBeGreaterThan(at);
        expect(end.getTime() - at).toBeLessThanOrEqual(DAY + HOUR);
        expect(endOfQuietHours(end, hours, where)).toBeNull();
      }),
      { numRuns: runsOf(SCHEDULES / 10), seed },
    );
    conclude('ends of quiet hours', details);
  });
});
