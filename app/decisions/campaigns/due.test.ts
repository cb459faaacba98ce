import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import type { Schedule } from './campaign';
import { dueAfterPause, dueAt, startOf, type Course } from './due';

const HOUR = 3_600_000;
const ZONES = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'Pacific/Kiritimati', 'UTC'];
const local = (day: string, minuteOfDay: number, missed: 'next-day' | 'at-once' = 'next-day') =>
  ({ kind: 'local', day, minuteOfDay, missed }) as const;
const course = (schedule: Schedule, startedAt: string, changes: Partial<Course> = {}): Course => ({
  ...{ campaign: { schedule, ramp: { kind: 'all' } }, key: 'spring', startedAt: new Date(startedAt), count: 100 },
  ...changes,
});
const clockOf = (at: Date, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);

describe('a campaign by the clock where each person lives', () => {
  it('begins when it is that time somewhere, or at once where it is that time already', () => {
    const schedule = local('2026-06-10', 9 * 60);
    expect(startOf(schedule, new Date('2026-06-01T00:00:00Z'))).toEqual(new Date('2026-06-09T19:00:00Z'));
    expect(startOf(schedule, new Date('2026-06-10T12:00:00Z'))).toEqual(new Date('2026-06-10T12:00:00Z'));
  });

  it('shows everybody the time that was said, on that day', () => {
    const all = course(local('2026-06-10', 9 * 60 + 30), '2026-06-09T19:30:00Z');
    for (const zone of ZONES) {
      const at = clockOf(dueAt(all, { nth: 0, zone }), zone);
      expect([zone, at.toPlainDate().toString(), at.hour, at.minute]).toEqual([zone, '2026-06-10', 9, 30]);
    }
  });

  it.each([
    ['left out in spring: the moment after the gap', '2026-03-29', 150, '2026-03-29T01:30:00Z'],
    ['twice in autumn: the first', '2026-10-25', 150, '2026-10-25T00:30:00Z'],
  ])('at half past two in Berlin, which is %s', (_, day, minuteOfDay, expected) => {
    const at = dueAt(course(local(day, minuteOfDay), `${day}T00:00:00Z`), { nth: 0, zone: 'Europe/Berlin' });
    expect(at).toEqual(new Date(expected));
  });

  it('waits for the next day where the time had passed, or does not', () => {
    const startedAt = '2026-03-28T12:00:00Z';
    const turn = { nth: 0, zone: 'Europe/Berlin' };
    // The clocks go forward in the night: the next nine o'clock comes an hour sooner.
    expect(dueAt(course(local('2026-03-28', 540), startedAt), turn)).toEqual(new Date('2026-03-29T07:00:00Z'));
    expect(dueAt(course(local('2026-03-28', 540, 'at-once'), startedAt), turn)).toEqual(new Date(startedAt));
  });

  it('is never due before it began, nor more than the rest of the day and one day after', () => {
    const start = Date.UTC(2026, 0, 1);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 364 }),
        fc.integer({ min: 0, max: 1_439 }),
        fc.integer({ min: 0, max: 26 * HOUR }),
        fc.constantFrom(...ZONES),
        (days, minuteOfDay, lateMs, zone) => {
          const day = Temporal.PlainDate.from('2026-01-01').add({ days }).toString();
          const schedule = local(day, minuteOfDay);
          const startedAt = new Date(startOf(schedule, new Date(start - 48 * HOUR)).getTime() + lateMs);
          const at = dueAt({ ...course(schedule, startedAt.toISOString()) }, { nth: 0, zone });
          expect(at.getTime()).toBeGreaterThanOrEqual(startedAt.getTime());
          expect(at.getTime() - startedAt.getTime()).toBeLessThanOrEqual(50 * HOUR);
        },
      ),
    );
  });
});

describe('a campaign with a ramp', () => {
  it('gives everybody a turn of their own, by lot and not by who comes first', () => {
    const ramp = { kind: 'hourly', perHour: 60, growthPercent: 0 } as const;
    const all = course({ kind: 'now' }, '2026-06-10T08:00:00Z', {
      campaign: { schedule: { kind: 'now' }, ramp },
      count: 300,
    });
    const dues = Array.from({ length: 300 }, (_, nth) => dueAt(all, { nth, zone: 'UTC' }).getTime());
    const minutes = dues.map((ms) => (ms - all.startedAt.getTime()) / 60_000);
    expect([...minutes].sort((a, b) => a - b)).toEqual([...Array(300).keys()]);
    expect(minutes).not.toEqual([...Array(300).keys()]);
  });
});

describe('after a pause', () => {
  const pause = { pausedAt: new Date('2026-06-10T10:00:00Z'), resumedAt: new Date('2026-06-10T13:30:00Z') };

  it('turns are as much later as the pause was long, so that what it held does not come at once', () => {
    const due = new Date('2026-06-10T10:05:00Z');
    expect(dueAfterPause({ kind: 'now' }, due, pause, 'UTC')).toEqual(new Date('2026-06-10T13:35:00Z'));
  });

  it('a time of the clock that has not come yet stays, and one that passed is missed', () => {
    const schedule = local('2026-06-10', 12 * 60);
    const [inLondon, inNewYork] = [new Date('2026-06-10T11:00:00Z'), new Date('2026-06-10T16:00:00Z')];
    expect(dueAfterPause(schedule, inNewYork, pause, 'America/New_York')).toEqual(inNewYork);
    expect(dueAfterPause(schedule, inLondon, pause, 'Europe/London')).toEqual(new Date('2026-06-11T11:00:00Z'));
    const atOnce = { ...schedule, missed: 'at-once' } as const;
    expect(dueAfterPause(atOnce, inLondon, pause, 'Europe/London')).toEqual(pause.resumedAt);
  });
});
