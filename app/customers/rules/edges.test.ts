import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crowds, rules } from '../../../tests/models/people-and-rules';
import { edgesOf, nextChange } from './edges';
import { evaluate } from './evaluate';
import type { KnownPerson, Moment } from './known-person';
import { factsFor } from './measure';
import type { Rule } from './rule';

const holds = (rule: Rule, person: KnownPerson, moment: Moment) => evaluate(rule, factsFor(rule, person, moment));
const later = (moment: Moment, at: number): Moment => ({ ...moment, at: new Date(at) });
const DAY_MS = 86_400_000;

describe('time alone', () => {
  it('changes nothing before the moment that is told', () => {
    let changes = 0;
    fc.assert(
      fc.property(crowds(5), rules, fc.double({ min: 0, max: 1, noNaN: true }), ({ moment, people }, rule, share) => {
        for (const { person } of people) {
          const now = holds(rule, person, moment);
          const start = moment.at.getTime();
          const next = nextChange(rule, person, moment);
          const end = next ? next.getTime() - 1 : start + 400 * DAY_MS;
          for (const at of [end, Math.round(start + share * (end - start))])
            expect({ at: new Date(at), holds: holds(rule, person, later(moment, at)) }).toEqual({
              at: new Date(at),
              holds: now,
            });
          if (next && holds(rule, person, later(moment, next.getTime())) !== now) changes += 1;
        }
      }),
      { numRuns: 1_000, seed: 5 },
    );
    expect(changes).toBeGreaterThan(100);
  });

  it('changes nothing at all where a rule has no edges and nothing is yet to come', () => {
    const rule: Rule = { kind: 'fact', fact: 'profile.country', is: 'is', value: 'DE' };
    expect(edgesOf(rule)).toEqual([]);
  });

  it('has an edge for each length that a rule speaks of, once', () => {
    const views = (minutes: number): Rule => ({
      ...{ kind: 'happened', event: 'product_viewed', atLeast: 3, within: { minutes } },
    });
    const spared: Rule = { ...views(60), each: 'product', without: 'order_placed' } as Rule;
    expect(
      edgesOf({ kind: 'all', rules: [views(60), { kind: 'not', rule: views(60) }, views(1_440), spared] }),
    ).toEqual([
      { kind: 'event', event: 'product_viewed', afterMinutes: 60 },
      { kind: 'event', event: 'product_viewed', afterMinutes: 1_440 },
      { kind: 'event', event: 'order_placed', afterMinutes: 60 },
    ]);
  });
});
