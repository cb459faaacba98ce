import { describe, expect, test } from 'vitest';
import { dayAfter, dayOf, planDay, type CrowdPlan } from './plan-day';
import { ACCEPTS_TRACKING, ENDINGS, SLOT_MINUTES, TICKS_BOX } from './rates';

const plan: CrowdPlan = { perDay: 40, seed: 3, timeZone: 'Europe/Berlin' };

/** Enough days for shares to be judged. */
const manyVisits = () => {
  const visits = [];
  for (let day = '2026-01-01', left = 100; left > 0; day = dayAfter(day), left--) visits.push(...planDay(plan, day));
  return visits;
};

describe('a day’s visits', () => {
  test('are the same whenever they are asked for, and others with another seed or on another day', () => {
    const visits = planDay(plan, '2026-10-01');
    expect(planDay(plan, '2026-10-01')).toEqual(visits);
    expect(planDay({ ...plan, seed: 4 }, '2026-10-01')).not.toEqual(visits);
    expect(planDay(plan, '2026-10-02').map(({ seed }) => seed)).not.toEqual(visits.map(({ seed }) => seed));
  });

  test('are as many as asked for, in order, within the shop’s day, on the slots', () => {
    const visits = planDay(plan, '2026-10-01');
    expect(visits).toHaveLength(40);
    expect(visits.map(({ atMs }) => atMs)).toEqual(visits.map(({ atMs }) => atMs).sort((a, b) => a - b));
    for (const { atMs } of visits) {
      expect(dayOf(plan.timeZone, atMs)).toBe('2026-10-01');
      expect(atMs % (SLOT_MINUTES * 60_000)).toBe(0);
    }
  });

  test('stay within a day that loses or repeats an hour', () => {
    for (const date of ['2026-03-29', '2026-10-25'])
      for (const { atMs } of planDay(plan, date)) expect(dayOf(plan.timeZone, atMs)).toBe(date);
  });

  test('of a shop without shoppers are none', () => {
    expect(planDay({ ...plan, perDay: 0 }, '2026-10-01')).toEqual([]);
  });
});

describe('over many days', () => {
  test('visits end, allow tracking and consent in the shares that are written down', () => {
    const visits = manyVisits();
    const share = (test: (visit: (typeof visits)[number]) => boolean) => visits.filter(test).length / visits.length;
    for (const [ending, expected] of Object.entries(ENDINGS))
      expect(share((visit) => visit.ending === ending)).toBeCloseTo(expected, 1);
    expect(share(({ acceptsTracking }) => acceptsTracking)).toBeCloseTo(ACCEPTS_TRACKING, 1);
    const people = new Map(
      planDay({ ...plan, perDay: 1_000 }, '2026-10-01').map(({ person }) => [person.email, person]),
    );
    const ticking = [...people.values()].filter(({ ticksBox }) => ticksBox).length / people.size;
    expect(ticking).toBeCloseTo(TICKS_BOX, 1);
    expect(Object.values(ENDINGS).reduce((sum, each) => sum + each)).toBeCloseTo(1);
  });

  test('people come back, under the same name, address and mind', () => {
    const people = new Map(manyVisits().map(({ person }) => [person.email, person]));
    expect(people.size).toBeLessThanOrEqual(200);
    expect(people.size).toBeGreaterThan(150);
    for (const { person } of manyVisits()) expect(people.get(person.email)).toEqual(person);
  });

  test('addresses belong to nobody and are plain', () => {
    for (const { person } of manyVisits()) expect(person.email).toMatch(/^[a-z]+\.[a-z]+\.\d+@example\.com$/);
  });
});
