import { describe, expect, test } from 'vitest';
import { easternBound, easternDay, easternTime, utcTime } from './time';

describe('times as Postmark writes them', () => {
  test.each([
    ['2026-11-22T09:00:00.123Z', '2026-11-22T04:00:00.1230000-05:00', '2026-11-22'],
    ['2026-07-01T03:30:00.000Z', '2026-06-30T23:30:00.0000000-04:00', '2026-06-30'],
  ])('%s', (iso, eastern, day) => {
    expect(easternTime(new Date(iso))).toBe(eastern);
    expect(new Date(eastern).toISOString()).toBe(iso);
    expect(easternDay(new Date(iso))).toBe(day);
  });

  test('webhooks carry UTC with seven digits', () => {
    expect(utcTime(new Date('2026-11-22T09:00:00.123Z'))).toBe('2026-11-22T09:00:00.1230000Z');
  });
});

describe('bounds of a search', () => {
  const iso = (text: string, bound: 'from' | 'to') => new Date(easternBound(text, bound) ?? Number.NaN).toISOString();

  test('a day is the whole Eastern day', () => {
    expect(iso('2026-11-22', 'from')).toBe('2026-11-22T05:00:00.000Z');
    expect(iso('2026-11-22', 'to')).toBe('2026-11-23T04:59:59.999Z');
  });

  test('days of 23 and 25 hours', () => {
    expect(easternBound('2026-03-08', 'to')! - easternBound('2026-03-08', 'from')! + 1).toBe(23 * 3_600_000);
    expect(easternBound('2026-11-01', 'to')! - easternBound('2026-11-01', 'from')! + 1).toBe(25 * 3_600_000);
  });

  test('a time is itself', () => {
    expect(iso('2026-11-22T12:30:00', 'from')).toBe('2026-11-22T17:30:00.000Z');
    expect(iso('2026-11-22T12:30:00', 'to')).toBe('2026-11-22T17:30:00.000Z');
  });

  test.each(['yesterday', '2026-13-01', '2026-02-30', ''])('%j is neither', (text) => {
    expect(easternBound(text, 'from')).toBeNull();
  });
});
