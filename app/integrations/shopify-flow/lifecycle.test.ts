import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { heard, usedTriggers, type Lifecycle } from './lifecycle';
import { FLOW_TRIGGERS, handleOf } from './triggers';

const told = (called: string, isUsed: boolean, minute: number) => ({
  ...{ flow_trigger_definition_id: called, has_enabled_flow: isUsed, shopify_domain: 'a.myshopify.com' },
  timestamp: new Date(Date.UTC(2026, 4, 1) + minute * 60_000).toISOString(),
});

describe('which triggers workflows begin with', () => {
  test('follows what Flow said last of each, in whatever order and however often it is heard', () => {
    const each = fc.record({
      called: fc.constantFrom(...FLOW_TRIGGERS.map(handleOf)),
      isUsed: fc.boolean(),
      minute: fc.nat({ max: 1_000 }),
    });
    const callbacks = fc.uniqueArray(each, { selector: ({ called, minute }) => `${called} ${minute}` });
    fc.assert(
      fc.property(callbacks, fc.infiniteStream(fc.nat()), (all, order) => {
        const hear = (list: typeof all): Lifecycle =>
          list.reduce<Lifecycle>((known, { called, isUsed, minute }) => heard(known, told(called, isUsed, minute)), {});
        const shuffled = [...all, ...all]
          .map((callback) => ({ callback, at: order.next().value ?? 0 }))
          .sort((a, b) => a.at - b.at)
          .map(({ callback }) => callback);
        expect(usedTriggers(hear(shuffled))).toEqual(usedTriggers(hear(all)));
        const newest = new Map([...all].sort((a, b) => a.minute - b.minute).map((each) => [each.called, each.isUsed]));
        expect(usedTriggers(hear(all))).toEqual(FLOW_TRIGGERS.filter((trigger) => newest.get(handleOf(trigger))));
      }),
    );
  });

  test('is all of them where Flow calls one in a way nobody knows', () => {
    expect(usedTriggers(heard({}, told('7003', true, 1)))).toEqual([...FLOW_TRIGGERS]);
    expect(usedTriggers(heard(heard({}, told('7003', true, 1)), told('7003', false, 2)))).toEqual([]);
    expect(usedTriggers(heard({}, told('Customer left a segment', true, 1)))).toEqual(['segment.left']);
  });
});
