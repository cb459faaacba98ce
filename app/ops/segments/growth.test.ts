import { describe, expect, it } from 'vitest';
import { growthOf, TREND_DAYS } from './growth';

const shop = { now: '2026-11-29T12:00:00.000Z', timezone: 'Pacific/Auckland', locale: 'en-GB', currency: 'EUR' };
const TODAY = '2026-11-29';
const grown = (people: number, ...counts: [day: string, people: number][]) =>
  growthOf(
    people,
    counts.map(([day, then]) => ({ day, people: then })),
    TODAY,
    shop,
  );

describe('how a segment grew', () => {
  it.each([
    [412, '38 more than 30 days ago'],
    [300, '74 fewer than 30 days ago'],
    [374, 'As many as 30 days ago'],
  ])('to %i is said beside 30 days ago', (people, words) => {
    expect(grown(people, ['2026-10-30', 374], [TODAY, 400]).words).toBe(words);
  });

  it('is said since the first day that is known', () => {
    expect(grown(12, ['2026-11-20', 10], [TODAY, 12])).toMatchObject({
      ...{ words: '2 more than on 20 Nov', short: '2 more since 20 Nov' },
    });
    expect(grown(10, ['2026-11-20', 10]).short).toBe('As many since 20 Nov');
    expect(grown(12, ['2026-10-30', 10]).short).toBe('2 more');
  });

  it('ends with now, and leaves out days of which nothing is known', () => {
    expect(grown(5, ['2026-10-30', 1], ['2026-11-28', 3], [TODAY, 4]).points).toEqual([
      { day: 0, people: 1 },
      { day: 29, people: 3 },
      { day: TREND_DAYS, people: 5 },
    ]);
  });

  it('is not said before there is a day to compare with', () => {
    expect(grown(5)).toMatchObject({ words: 'Counted since today', points: [] });
    expect(grown(5, [TODAY, 3]).points).toEqual([]);
    expect(grown(5, ['2026-09-01', 3]).points).toEqual([]);
  });
});
