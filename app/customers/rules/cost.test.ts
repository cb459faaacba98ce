import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rules } from '../../../tests/models/people-and-rules';
import { costOf, type ShopVolume } from './cost';
import type { HappenedRule, Rule } from './rule';

const volume: ShopVolume = {
  people: 100_000,
  eventsPerDay: new Map([
    ['product_viewed', 50_000],
    ['order_placed', 500],
  ]),
  days: 365,
};
const viewed = (days: number): HappenedRule => ({
  ...{ kind: 'happened', event: 'product_viewed', atLeast: 3, within: { minutes: days * 1_440 } },
});

describe('what a rule costs', () => {
  it('is what happened in its windows, beside a row a person', () => {
    expect(costOf(viewed(7), volume)).toEqual({ rows: 450_000, level: 'light', dearest: viewed(7) });
    expect(costOf({ ...viewed(7), within: 'ever' }, volume)).toMatchObject({ rows: 18_350_000, level: 'heavy' });
    expect(costOf({ ...viewed(7), within: { fromMinutes: 14_400, toMinutes: 1_440 } }, volume).rows).toBe(550_000);
  });

  it('counts the same condition once, and names the dearest', () => {
    const bought: Rule = { kind: 'happened', event: 'order_placed', atLeast: 1, within: 'ever' };
    const cost = costOf({ kind: 'any', rules: [viewed(30), bought, { kind: 'not', rule: viewed(30) }] }, volume);
    expect(cost).toEqual({ rows: 100_000 + 1_500_000 + 182_500, level: 'moderate', dearest: viewed(30) });
  });

  it('is finite and never less than the people, whatever the rule', () => {
    fc.assert(
      fc.property(rules, (rule) => {
        const { rows } = costOf(rule, volume);
        expect(rows).toBeGreaterThanOrEqual(volume.people);
        expect(Number.isFinite(rows)).toBe(true);
      }),
    );
  });
});
