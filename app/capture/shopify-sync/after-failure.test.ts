import { describe, expect, it } from 'vitest';
import { lookAgainAfter, waitAfter } from './after-failure';

describe('an operation that came to nothing is begun anew', () => {
  it.each(['failed', 'canceled'] as const)('%s: after a minute, then two, four, and never more than an hour', (why) => {
    expect([0, 1, 2, 3, 20].map((attempts) => waitAfter(why, attempts) / 60_000)).toEqual([1, 2, 4, 8, 60]);
  });

  it('at once where its answer was only gone, but not over and over', () => {
    expect([0, 1, 2].map((attempts) => waitAfter('gone', attempts) / 60_000)).toEqual([0, 2, 4]);
  });
});

describe('an operation under way is looked at', () => {
  it('each second at first, less often as it takes longer, and twice a minute at the least', () => {
    expect([0, 20_000, 60_000, 600_000, 86_400_000].map(lookAgainAfter)).toEqual([1_000, 1_000, 3_000, 30_000, 30_000]);
  });
});
