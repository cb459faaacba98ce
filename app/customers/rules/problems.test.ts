import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rules } from '../../../tests/models/people-and-rules';
import { problemsOf } from './problems';
import { ruleSchema, type Leaf, type Rule } from './rule';

const none = { segmentIds: new Set<string>() };
const week = { minutes: 10_080 };

describe('a rule that cannot be used', () => {
  it.each<[string, Leaf]>([
    [
      'country cannot be compared by “at least”. Use “is”, “is not”, “one of”, or “known”.',
      { kind: 'fact', fact: 'profile.country', is: 'at-least', value: 'DE' },
    ],
    ['orders: “many” is not a number. Give a number.', { kind: 'fact', fact: 'orders.count', is: 'is', value: 'many' }],
    ['city: “” is not a text. Give a text.', { kind: 'fact', fact: 'profile.city', is: 'is', value: '' }],
    [
      '“order placed” has no “query”. Choose one of total, product, collection, vendor, productType, tag.',
      {
        kind: 'happened',
        event: 'order_placed',
        atLeast: 1,
        within: week,
        where: [{ field: 'query', is: 'is', value: 'a' }],
      },
    ],
    [
      'Say which custom event is meant: give its name.',
      { kind: 'happened', event: 'custom_event', atLeast: 1, within: week },
    ],
    [
      'Whether somebody entered a segment cannot be part of one. Name the segment itself.',
      { kind: 'happened', event: 'segment_left', atLeast: 1, within: week },
    ],
    [
      'The window ends before it begins. Let it begin longer ago.',
      { kind: 'happened', event: 'order_placed', atLeast: 1, within: { fromMinutes: 5, toMinutes: 60 } },
    ],
    [
      '“search submitted” is about no product. Count it without “the same product”.',
      { kind: 'happened', event: 'search_submitted', atLeast: 1, within: week, each: 'product' },
    ],
    [
      '“order placed” has no number “query”. Choose one that it has, such as a total.',
      { kind: 'measured', event: 'order_placed', of: 'query', measure: 'sum', is: 'at-least', value: 1, within: week },
    ],
    [
      '“country” is no point in time. Choose one that is, such as the last order.',
      { kind: 'age', of: { fact: 'profile.country' }, is: 'within', minutes: 5 },
    ],
    [
      'The days end before they begin. Let them end later.',
      { kind: 'day', of: { fact: 'profile.birthday' }, yearly: true, from: 3, to: 1 },
    ],
    ['The segment it names is not there any more. Choose another.', { kind: 'segment', id: 'gone' }],
    [
      'A part by lot must begin before it ends. Give it a size of more than 0 %.',
      { kind: 'chance', salt: 'a', from: 5, below: 5 },
    ],
  ])('says: %s', (message, leaf) => {
    expect(problemsOf({ kind: 'all', rules: [{ kind: 'not', rule: leaf }] }, none)).toEqual([
      { path: ['rules', 0, 'rule'], message },
    ]);
  });

  it('says where a group is empty, and where groups lie too deep', () => {
    expect(problemsOf({ kind: 'any', rules: [] }, none)).toMatchObject([{ path: [], message: /empty/ }]);
    let deep: Rule = { kind: 'fact', fact: 'cart.isBought', is: 'is', value: true };
    for (let level = 0; level < 12; level++) deep = { kind: 'not', rule: deep };
    expect(problemsOf(deep, none)[0]?.message).toMatch(/^Groups lie 9 deep; at most 8 are possible/);
  });

  it('says when there are too many conditions', () => {
    const fact: Rule = { kind: 'fact', fact: 'cart.isBought', is: 'is', value: true };
    const group: Rule = { kind: 'any', rules: Array.from({ length: 26 }, () => fact) };
    expect(problemsOf({ kind: 'all', rules: [group, group] }, none)[0]?.message).toMatch(/^The rule has 52 conditions/);
  });

  it('is told apart from one that can, whatever the rule', () => {
    fc.assert(
      fc.property(rules, (rule) => {
        const parsed = ruleSchema.parse(JSON.parse(JSON.stringify(rule)));
        for (const { message } of problemsOf(parsed, none)) expect(message).toMatch(/[.:?] \S|\.$/);
      }),
      { numRuns: 500 },
    );
  });
});
