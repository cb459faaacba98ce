import { describe, expect, it } from 'vitest';
import { keptSince, retentionKeys, retentionRules, usualRetention, type RetentionRule } from './retention-rules';

const NOW = new Date('2026-11-29T00:00:00.000Z');

describe('how long something is kept', () => {
  it.each(retentionKeys)('%s is usually within its own bounds', (key) => {
    const { least, usual, most }: RetentionRule = retentionRules[key];
    expect(least).toBeLessThanOrEqual(usual);
    expect(usual).toBeLessThanOrEqual(most);
  });

  it('is counted back from now, in days or in months of a year’s twelfth', () => {
    expect(keptSince(usualRetention, 'visitorDays', NOW)).toEqual(new Date('2026-08-31T00:00:00.000Z'));
    const months = { ...usualRetention, historyMonths: 12 };
    expect(keptSince(months, 'historyMonths', NOW)).toEqual(new Date('2025-11-28T18:00:00.000Z'));
  });

  it('never lets somebody who is known go before a visitor whom nobody knows', () => {
    const longest = { ...usualRetention, visitorDays: retentionRules.visitorDays.most };
    const shortest = { ...longest, peopleMonths: retentionRules.peopleMonths.least };
    expect(keptSince(shortest, 'peopleMonths', NOW).getTime()).toBeLessThan(
      keptSince(shortest, 'visitorDays', NOW).getTime(),
    );
  });
});
