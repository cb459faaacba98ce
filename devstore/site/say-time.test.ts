import { describe, expect, test } from 'vitest';
import { sayDuration, sayInstant, sayMoment, sayNear, sayTime } from './say-time';

const zone = 'Europe/Berlin';
const now = new Date('2026-03-10T12:00:00Z');

describe('instants in words', () => {
  test('are said in the shop’s zone, in summer and in winter', () => {
    expect(sayInstant(now, zone)).toBe('Tue 10 Mar 2026, 13:00');
    expect(sayInstant(new Date('2026-07-10T22:30:00Z'), zone)).toBe('Sat 11 Jul 2026, 00:30');
    expect(sayMoment(now, zone)).toBe('Tue 10 Mar, 13:00');
    expect(sayTime(new Date('2026-03-10T23:00:00Z'), zone)).toBe('00:00');
  });

  test.each([
    ['2026-03-10T22:59:00Z', '23:59'],
    ['2026-03-10T23:00:00Z', 'tomorrow 00:00'],
    ['2026-03-09T22:59:00Z', 'yesterday 23:59'],
    ['2026-01-02T08:00:00Z', '2 Jan 09:00'],
    ['2025-12-24T17:00:00Z', '24 Dec 2025 18:00'],
  ])('%s is %s', (at, words) => {
    expect(sayNear(new Date(at), now, zone)).toBe(words);
  });

  test.each([
    [0, 'less than a minute'],
    [29_999, 'less than a minute'],
    [59_999, '1 min'],
    [90_000, '2 min'],
    [3_600_000, '1 h'],
    [14_280_000, '3 h 58 min'],
    [86_400_000, '24 h'],
    [187_200_000, '2 days 4 h'],
    [172_800_000, '2 days'],
  ])('%i ms are %s', (ms, words) => {
    expect(sayDuration(ms)).toBe(words);
  });
});
