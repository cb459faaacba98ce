import { describe, expect, it } from 'vitest';
import { freshnessWords, type Freshness } from './freshness';

const SHOP = { now: '2026-11-29T15:00:00.000Z', timezone: 'Europe/Berlin', locale: 'en-GB', currency: 'EUR' };
const TRUE: Freshness = { isBuilt: true, isStale: false, lastChangeAt: null, waiting: 0, lateMinutes: 0 };
const words = (changes: Partial<Freshness>) => freshnessWords({ ...TRUE, ...changes }, SHOP);

describe('how fresh a segment is', () => {
  it('is said in the shop’s time', () => {
    expect(words({ lastChangeAt: '2026-11-29T13:02:00.000Z' })).toBe('True to the minute; last change 14:02');
    expect(words({})).toBe('True to the minute; no change in the last 7 days');
  });

  it('does not promise what is not so', () => {
    expect(words({ isBuilt: false, waiting: 3 })).toBe('Looking for its members');
    expect(words({ waiting: 1 })).toBe('Being brought up to date: one person is still to be looked at');
    expect(words({ lateMinutes: 120 })).toBe('Behind by 2 hours');
    expect(words({ lateMinutes: 5, waiting: 20_000 })).toBe(
      'Behind by 5 minutes: more than 10,000 people are still to be looked at',
    );
    expect(words({ isStale: true })).toMatch(/^Products changed/);
  });
});
