import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { dayOf, isMeantDay, meantReturns, startOfDay } from './days';
import type { DayRule } from './rule';

const rule = (from: number, to: number, yearly = true): DayRule => ({
  ...{ kind: 'day', of: { fact: 'profile.birthday' }, yearly, from, to },
});
const day = (text: string) => Temporal.PlainDate.from(text);

describe('the day somewhere', () => {
  it.each([
    ['2026-03-29T00:59:59.999Z', 'Europe/Berlin', '2026-03-29'],
    ['2026-03-28T22:59:59.999Z', 'Europe/Berlin', '2026-03-28'],
    ['2026-03-28T23:00:00.000Z', 'Europe/Berlin', '2026-03-29'],
    ['2026-10-25T21:59:59.999Z', 'Europe/Berlin', '2026-10-25'],
    ['2026-10-25T22:59:59.999Z', 'Europe/Berlin', '2026-10-25'],
    ['2026-01-01T04:59:59.999Z', 'America/New_York', '2025-12-31'],
    ['2026-03-10T11:00:00.000Z', 'Pacific/Auckland', '2026-03-11'],
  ])('%s in %s is %s', (at, zone, expected) => {
    expect(dayOf(new Date(at), zone).toString()).toBe(expected);
  });

  it('begins at the first moment there is, where midnight is left out', () => {
    expect(startOfDay(day('2026-04-24'), 'Africa/Cairo').toISOString()).toBe('2026-04-23T22:00:00.000Z');
    expect(startOfDay(day('2026-03-29'), 'Europe/Berlin').toISOString()).toBe('2026-03-28T23:00:00.000Z');
  });
});

describe('days that return each year', () => {
  it('are few, across the end of a year', () => {
    expect(meantReturns(rule(-1, 1), day('2026-01-01'))).toEqual(['01-01', '01-02', '12-31']);
  });

  it('have 29 February with the 28th where a year has no 29th, and by itself where it has one', () => {
    expect(meantReturns(rule(0, 0), day('2026-02-28'))).toEqual(['02-28', '02-29']);
    expect(meantReturns(rule(0, 0), day('2028-02-28'))).toEqual(['02-28']);
    expect(meantReturns(rule(0, 0), day('2028-02-29'))).toEqual(['02-29']);
  });

  it('are met by birthdays with and without a year, and by nothing else', () => {
    const today = day('2026-03-10');
    expect(isMeantDay(rule(3, 3), '1990-03-13', today)).toBe(true);
    expect(isMeantDay(rule(3, 3), '03-13', today)).toBe(true);
    expect(isMeantDay(rule(3, 3), '03-14', today)).toBe(false);
    expect(isMeantDay(rule(3, 3), '13 March', today)).toBe(false);
  });
});

it('a day of one year is met once', () => {
  const today = day('2026-03-10');
  expect(isMeantDay(rule(0, 7, false), '2026-03-17', today)).toBe(true);
  expect(isMeantDay(rule(0, 7, false), '2026-03-18', today)).toBe(false);
  expect(isMeantDay(rule(0, 7, false), '2025-03-12', today)).toBe(false);
  expect(isMeantDay(rule(0, 7, false), '03-12', today)).toBe(false);
});
