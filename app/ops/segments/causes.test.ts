import { describe, expect, it } from 'vitest';
import { factKeys } from '~/customers/rules/facts';
import type { Rule } from '~/customers/rules/rule';
import { watchesOf } from '~/customers/segments/watches.server';
import { causeWords } from './causes';

describe('why somebody entered or left', () => {
  it.each([
    ['order_placed', 'order placed'],
    ['time of product_viewed', 'time passed since: product viewed'],
    ['time of orders.lastAt', 'time passed since: last order'],
    ['time of day', 'a day began'],
    ['numbers', 'their orders changed'],
    ['check', 'found when everybody was looked through'],
  ])('%s is said as %s', (cause, words) => {
    expect(causeWords(cause)).toBe(words);
  });

  it('is said of every source of facts that rules look at', () => {
    const rules = factKeys.map((fact): Rule => ({ kind: 'fact', fact, is: 'is', value: 'x' }));
    const sources = rules.flatMap(watchesOf).map(({ name }) => name);
    expect(sources.filter((source) => causeWords(source) === source)).toEqual([]);
  });
});
