import { beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../seeded-random';
import { buildCalendar, type TradingCalendar } from './calendar';

const startsAt = Date.parse('2025-09-30T10:00:00Z');
const endsAt = Date.parse('2026-09-30T10:00:00Z');
const build = () => buildCalendar(startsAt, endsAt, 'Europe/Berlin', seededRandom(1, 'calendar'));

let calendar: TradingCalendar;
beforeAll(() => {
  calendar = build();
});

const draws = (count: number): number[] => {
  const random = seededRandom(2, 'draws');
  const total = calendar.positionOf(endsAt);
  return Array.from({ length: count }, () => calendar.instantAt(total * random.next(), random)).filter(
    (at) => at !== null,
  );
};

const berlinHour = (at: number) =>
  Number(new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone: 'Europe/Berlin' }).format(at));

describe('buildCalendar', () => {
  it('begins each day at midnight in Berlin, on days of 23 and 25 hours as well', () => {
    const odd = calendar.days.filter(({ lengthMs }) => lengthMs !== 24 * 3_600_000);
    expect(odd.map(({ startsAt, lengthMs }) => [new Date(startsAt).toISOString(), lengthMs / 3_600_000])).toEqual([
      ['2025-10-25T22:00:00.000Z', 25],
      ['2026-03-28T23:00:00.000Z', 23],
    ]);
    expect(calendar.days.filter(({ startsAt }) => berlinHour(startsAt) !== 0)).toEqual([]);
    expect(calendar.days).toHaveLength(366);
  });

  it('draws instants inside the window only, more of them in the evening than at night', () => {
    const hours = draws(4000).map((at) => {
      expect(at).toBeGreaterThanOrEqual(startsAt);
      expect(at).toBeLessThan(endsAt);
      return berlinHour(at);
    });
    const between = (from: number, to: number) => hours.filter((hour) => hour >= from && hour < to).length;
    expect(between(19, 22)).toBeGreaterThan(8 * between(2, 5));
  });

  it('makes the weeks before Christmas busier than August', () => {
    const monthOf = (at: number) => new Date(at).getUTCMonth() + 1;
    const months = draws(6000).map(monthOf);
    const count = (month: number) => months.filter((candidate) => candidate === month).length;
    expect(count(11)).toBeGreaterThan(1.5 * count(8));
  });

  it('counts positions in average days, rising with time', () => {
    const total = calendar.positionOf(endsAt);
    expect(total).toBeGreaterThan(330);
    expect(total).toBeLessThan(420);
    const positions = calendar.days.map(({ startsAt }) => calendar.positionOf(startsAt));
    expect(positions).toEqual([...positions].sort((a, b) => a - b));
  });

  it('finds the day of an instant, and no instant beyond the end', () => {
    const day = calendar.dayOf(Date.parse('2025-12-24T12:00:00Z'));
    expect([day.month, day.dayOfMonth]).toEqual([12, 24]);
    expect(calendar.instantAt(calendar.positionOf(endsAt) + 5, seededRandom(1, 'x'))).toBeNull();
    expect(calendar.positionOf(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
  });

  it('is the same for the same random stream', () => {
    expect(build().days).toEqual(calendar.days);
  });
});
