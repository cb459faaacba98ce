import { describe, expect, it } from 'vitest';
import { freshnessWords, type Freshness } from './freshness';
import { hintsOf, type HintedSegment } from './hints';

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

const segment = (id: string, changes: Partial<HintedSegment> = {}): HintedSegment => ({
  ...{ id, name: id.toUpperCase(), isBuilt: true, people: 1_000, mailable: 800, drifted: 0 },
  ...changes,
});
const hints = (segments: HintedSegment[], people = 0) => hintsOf(segments, [{ a: 'a', b: 'b', people }], 'en');

describe('a hint', () => {
  it('is not given where all is well', () => {
    expect(hints([segment('a'), segment('b')], 899)).toEqual([]);
  });

  it('names segments that are nearly the same people', () => {
    expect(hints([segment('a'), segment('b')], 900)).toEqual([expect.stringContaining('“A” and “B” are nearly')]);
    expect(hints([segment('a'), segment('b', { people: 9_000 })], 1_000)).toEqual([]);
  });

  it('names those that are too small, unless they are still being looked for', () => {
    expect(hints([segment('a', { mailable: 49 }), segment('b', { mailable: 50 })])).toEqual([
      expect.stringContaining('“A” has fewer than 50'),
    ]);
    expect(hints([segment('a', { mailable: 0, isBuilt: false })])).toEqual([]);
  });

  it('says when there are more than a handful, and when somebody stood wrong', () => {
    expect(hints('cdefghijk'.split('').map((id) => segment(id)))).toEqual([expect.stringContaining('9 segments')]);
    expect(hints([segment('c', { drifted: 2 })])).toEqual([expect.stringContaining('2 people stood wrong in “C”')]);
  });
});
