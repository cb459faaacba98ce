import { describe, expect, test } from 'vitest';
import type { FlowNode } from '../flows/language/node';
import { flowTemplates } from '../flows/templates';
import { againWords, nodeWords, triggerWords, wayWords } from './flow-words';

const always = { kind: 'all' as const, rules: [] };
const ordered = { kind: 'fact' as const, fact: 'orders.count' as const, is: 'at-least' as const, value: 1 };

describe('a flow in words', () => {
  test('says how it begins, whatever sets it off', () => {
    const when = always;
    expect(triggerWords({ kind: 'event', events: [{ event: 'order_placed' }, { event: 'cart_updated' }], when })).toBe(
      'Order placed or cart updated',
    );
    const day = { kind: 'day', of: { property: 'wedding' }, yearly: true, daysBefore: 3, minuteOfDay: 545 } as const;
    expect(triggerWords({ ...day, when })).toBe('3 days before “wedding” each year, at 09:05');
    const fewer = { kind: 'catalogue', change: 'low-stock', whom: 'in-cart', withinDays: 7, atMostUnits: 1 } as const;
    expect(triggerWords({ ...fewer, when })).toBe(
      'A product in their cart in the last 7 days runs low: 1 piece or fewer',
    );
  });

  test('names a segment that sets it off', () => {
    const where = [{ field: 'segment', is: 'is' as const, value: 'some-id' }];
    const events = [{ event: 'segment_entered' as const, where }];
    expect(triggerWords({ kind: 'event', events, when: always }, { segment: () => 'VIPs' })).toContain('VIPs');
  });

  test.each<[FlowNode, string]>([
    [{ kind: 'delay', key: 'a', minutes: 240, after: 'arrival', next: 'b' }, 'Waits 4 hours'],
    [
      { kind: 'wait-until', key: 'a', minuteOfDay: 600, weekdays: [1, 2, 3, 4, 5], zone: 'shop', next: 'b' },
      'Waits until it is 10:00 on a weekday, by the shop’s clock',
    ],
    [
      { kind: 'wait-for', key: 'a', events: [{ event: 'order_placed' }], minutes: 1_440, happened: 'b', timedOut: 'b' },
      'Waits for “order placed”, 1 day at most',
    ],
    [
      { kind: 'send', key: 'a', template: 'welcome-first', expiresAfterMinutes: 60, next: 'b' },
      'Sends “welcome first”',
    ],
    [{ kind: 'tag', key: 'a', change: 'remove', tag: 'vip', next: 'b' }, 'Takes away the tag “vip” at Shopify'],
    [{ kind: 'set-property', key: 'a', property: 'plan', value: null, next: 'b' }, 'Takes away “plan”'],
    [{ kind: 'exit', key: 'a' }, 'The flow ends here'],
  ])('says what a step does: %j', (node, words) => expect(nodeWords(node)).toBe(words));

  test('has words for every step and way of every template', () => {
    for (const { definition } of flowTemplates)
      for (const node of definition.nodes) expect(nodeWords(node).length).toBeGreaterThan(5);
  });

  test('tells the ways of a fork apart', () => {
    const split: FlowNode = {
      kind: 'split',
      key: 'a',
      branches: [{ key: 'big-spender', when: ordered, next: 'b' }],
      otherwise: 'b',
    };
    expect(['branch:big-spender', 'otherwise'].map((way) => wayWords(split, way))).toEqual([
      'Big spender',
      'None of them',
    ]);
    const lots: FlowNode = { kind: 'lots', key: 'a', branches: [{ key: 'a', share: 2_500, next: 'b' }] };
    expect(wayWords(lots, 'branch:a')).toBe('A, 25 %');
  });

  test('says who may come again', () => {
    expect(againWords({ again: 'never', meanwhile: 'nothing' })).toContain('once');
    expect(againWords({ again: { afterMinutes: 1_440 }, meanwhile: 'restart' })).toContain('1 day after they left');
  });
});
