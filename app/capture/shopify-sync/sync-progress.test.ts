import { describe, expect, it } from 'vitest';
import { after, TEST_START } from '../../../tests/factories/times';
import { remainingMs, shareOf, type RunProgress } from './sync-progress';

const run = (changes: Partial<RunProgress> = {}): RunProgress => ({
  ...{ state: 'loading', startedAt: TEST_START, bytesLoaded: 250, bytesTotal: 1_000 },
  ...changes,
});

describe('how far a sync is', () => {
  it('is told by the bytes that are stored', () => {
    expect(shareOf(run())).toBe(0.25);
    expect(shareOf(run({ bytesTotal: null }))).toBeNull();
  });
});

describe('how much longer it takes', () => {
  it('is reckoned from the rate so far', () => {
    expect(remainingMs(run(), after(20_000))).toBe(60_000);
  });

  it.each([
    ['at its very beginning', run(), after(4_000)],
    ['before much is stored', run({ bytesLoaded: 10 }), after(60_000)],
    ['while Shopify prepares its answer', run({ state: 'running' }), after(60_000)],
    ['of an answer whose length is not known', run({ bytesTotal: null }), after(60_000)],
  ])('is not said %s', (_when, progress, now) => {
    expect(remainingMs(progress, now)).toBeNull();
  });
});
