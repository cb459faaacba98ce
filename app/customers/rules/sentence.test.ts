import { describe, expect, it } from 'vitest';
import { eventTypes } from '~/capture/events/event';
import { factKeys, factRegistry } from './facts';
import type { Rule } from './rule';
import { sentence } from './sentence';

const items: Extract<Rule, { kind: 'fact' }> = { kind: 'fact', fact: 'cart.itemCount', is: 'at-least', value: 1 };
const bought = (is: 'is' | 'is-not', value: boolean): Rule => ({ kind: 'fact', fact: 'cart.isBought', is, value });
const ordered = (within: { minutes: number } | 'run', atLeast = 1): Rule => ({
  kind: 'happened',
  event: 'order_placed',
  atLeast,
  within,
});

const WEEK = { minutes: 10_080 };
const day = (instant: string) =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' }).format(new Date(instant));
const PRODUCT = 'gid://shopify/Product/1';

describe('the words of each kind of condition', () => {
  const speaker = {
    money: (minor: number) => `€${minor / 100}`,
    product: () => 'Oslo Bowl',
    segment: () => 'Regulars',
    day,
  };
  it.each<[string, Rule]>([
    [
      'product viewed (product is Oslo Bowl) at least 3 times in the last 7 days',
      {
        kind: 'happened',
        event: 'product_viewed',
        atLeast: 3,
        within: WEEK,
        where: [{ field: 'product', is: 'is', value: PRODUCT }],
      },
    ],
    [
      'product viewed at least 3 times with one product in the last 7 days, without order placed of it',
      { kind: 'happened', event: 'product_viewed', atLeast: 3, within: WEEK, each: 'product', without: 'order_placed' },
    ],
    ['“Joined” ever', { kind: 'happened', event: 'custom_event', named: 'Joined', atLeast: 1, within: 'ever' }],
    [
      'the total of order placed in the last 7 days is in sum at least €50',
      {
        kind: 'measured',
        event: 'order_placed',
        of: 'total',
        measure: 'sum',
        is: 'at-least',
        value: 5_000,
        within: WEEK,
      },
    ],
    [
      'the last order was more than 60 days ago',
      { kind: 'age', of: { fact: 'orders.lastAt' }, is: 'over', minutes: 86_400 },
    ],
    [
      'the first search submitted was in the last day',
      { kind: 'age', of: { which: 'first', event: 'search_submitted' }, is: 'within', minutes: 1_440 },
    ],
    ['the birthday returns in 3 days', { kind: 'day', of: { fact: 'profile.birthday' }, yearly: true, from: 3, to: 3 }],
    [
      '“renewal” is between 1 day ago and in 2 days',
      { kind: 'day', of: { property: 'renewal' }, yearly: false, from: -1, to: 2 },
    ],
    ['is in the segment “Regulars”', { kind: 'segment', id: 'x' }],
    ['is not in the segment “Regulars”', { kind: 'not', rule: { kind: 'segment', id: 'x' } }],
    [
      'the last order was not in the last day',
      { kind: 'not', rule: { kind: 'age', of: { fact: 'orders.lastAt' }, is: 'within', minutes: 1_440 } },
    ],
    [
      'the birthday does not return today',
      { kind: 'not', rule: { kind: 'day', of: { fact: 'profile.birthday' }, yearly: true, from: 0, to: 0 } },
    ],
    ['there is 1 order', { kind: 'fact', fact: 'orders.count', is: 'is', value: 1 }],
    ['there is at most 1 order', { kind: 'fact', fact: 'orders.count', is: 'at-most', value: 1 }],
    [
      'first seen on or after 10 March',
      { kind: 'fact', fact: 'profile.firstSeenAt', is: 'at-least', value: '2026-03-10T12:00:00.000Z' },
    ],
    [
      'order placed since 1 March',
      { kind: 'happened', event: 'order_placed', atLeast: 1, within: { since: '2026-03-01T00:00:00.000Z' } },
    ],
    ['is among 10 % of everybody, by lot', { kind: 'chance', salt: 'a', from: 0, below: 1_000 }],
    ['spent in all at least €50', { kind: 'fact', fact: 'orders.netMinor', is: 'at-least', value: 5_000 }],
    ['customer tags include VIP', { kind: 'fact', fact: 'shopify.tags', is: 'is', value: 'VIP' }],
    [
      'customer tags include one of VIP or B2B',
      { kind: 'fact', fact: 'shopify.tags', is: 'one-of', value: ['VIP', 'B2B'] },
    ],
    ['city starts with “Ber”', { kind: 'fact', fact: 'profile.city', is: 'starts-with', value: 'Ber' }],
    ['city is not known', { kind: 'fact', fact: 'profile.city', is: 'known', value: false }],
    ['“size” is at least 3', { kind: 'property', key: 'size', is: 'at-least', value: 3 }],
    [
      'order placed between 60 days and 30 days ago',
      { kind: 'happened', event: 'order_placed', atLeast: 1, within: { fromMinutes: 86_400, toMinutes: 43_200 } },
    ],
  ])('%s', (words, rule) => {
    expect(sentence(rule, speaker)).toBe(words);
  });
});

describe('a rule in a merchant’s words', () => {
  it.each<[string, Rule]>([
    ['there are items in the cart', items],
    ['there are at least 3 items in the cart', { ...items, value: 3 }],
    ['there are no items in the cart', { ...items, is: 'at-most', value: 0 }],
    ['there are no items in the cart', { ...items, is: 'is', value: 0 }],
    ['there are 2 items in the cart', { ...items, is: 'is', value: 2 }],
    ['there are at most 2 items in the cart', { ...items, is: 'at-most', value: 2 }],
    ['value of the cart at least 500', { ...items, fact: 'cart.valueMinor', value: 500 }],
    [
      'consent to marketing is not granted',
      { kind: 'fact', fact: 'consent.marketing', is: 'is-not', value: 'granted' },
    ],
    ['the cart was bought', bought('is', true)],
    ['the cart was not bought', bought('is', false)],
    ['the cart was not bought', bought('is-not', true)],
    ['the cart was bought', bought('is-not', false)],
    ['order placed since it began', ordered('run')],
    ['order placed at least 2 times in the last 30 days', ordered({ minutes: 43_200 }, 2)],
    ['order placed in the last 5 hours', ordered({ minutes: 300 })],
    ['order placed in the last 90 minutes', ordered({ minutes: 90 })],
    ['always', { kind: 'all', rules: [] }],
    ['never', { kind: 'any', rules: [] }],
    ['not order placed since it began', { kind: 'not', rule: ordered('run') }],
  ])('%s', (words, rule) => {
    expect(sentence(rule)).toBe(words);
  });

  it('says "one day", not "1 days"', () => {
    expect(sentence(ordered({ minutes: 1_440 }))).toBe('order placed in the last day');
    expect(sentence(ordered({ minutes: 60 }))).toBe('order placed in the last hour');
    expect(sentence(ordered({ minutes: 1 }))).toBe('order placed in the last minute');
  });

  it('keeps together what belongs together', () => {
    const either: Rule = { kind: 'any', rules: [ordered('run'), bought('is', true)] };
    const both: Rule = { kind: 'all', rules: [items, either] };
    expect(sentence(both)).toBe('there are items in the cart and (order placed since it began or the cart was bought)');
    expect(sentence({ kind: 'not', rule: both })).toBe(`not (${sentence(both)})`);
    expect(sentence({ kind: 'all', rules: [items, bought('is', false), ordered('run')] })).toBe(
      'there are items in the cart, the cart was not bought, and order placed since it began',
    );
    expect(sentence({ kind: 'all', rules: [{ kind: 'any', rules: [items] }] })).toBe(sentence(items));
  });

  it('has words for every fact and every event, without a technical name among them', () => {
    for (const fact of factKeys) {
      const words = sentence({ kind: 'fact', fact, is: 'is', value: 'x' });
      const { type, words: named } = factRegistry[fact];
      const verb = type === 'instant' ? 'on or before' : ['list', 'ids'].includes(type) ? 'include' : 'is';
      expect(words).toBe(`${named} ${verb} x`);
      expect(words).not.toContain(fact);
    }
    for (const event of eventTypes)
      expect(sentence({ kind: 'happened', event, atLeast: 1, within: 'run' })).not.toContain('_');
  });
});
