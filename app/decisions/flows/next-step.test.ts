import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { requestKey } from '~/customers/rules/evaluate';
import type { Facts } from '~/customers/rules/facts';
import { anyFacts, anyFlow, flowOf } from '../../../tests/factories/flows';
import { TEST_START, after } from '../../../tests/factories/times';
import { abandonedCart } from './templates/abandoned-cart';
import { next, requiredFacts, startOf, type RunState } from './next-step';

const MINUTE = 60_000;
const keysOf = (...args: Parameters<typeof requiredFacts>) => requiredFacts(...args).map(requestKey);
const only = (facts: Facts, keys: string[]): Facts =>
  Object.fromEntries(Object.entries(facts).filter(([key]) => keys.includes(key)));

/** Any flow, any of its nodes as the place where a run stands, any facts, any time. */
const anyMoment = anyFlow.chain((flow) =>
  fc.record({
    flow: fc.constant(flow),
    state: fc.record({
      node: fc.constantFrom(...flow.nodes.map((node) => node.key)),
      arrivedAt: fc.integer({ min: 0, max: 10_000 }).map((minutes) => after(minutes * MINUTE).toISOString()),
    }),
    facts: anyFacts,
    now: fc.integer({ min: 0, max: 20_000 }).map((minutes) => after(minutes * MINUTE)),
  }),
);

describe('the facts a run asks for', () => {
  test('are those of exit rules, conditions and delays, each once', () => {
    expect(keysOf(abandonedCart, startOf(abandonedCart, TEST_START))).toEqual([
      'count:order_placed:run',
      'cart.isBought',
      'cart.itemCount',
      'consent.marketing',
      'cart.linesChangedAt',
    ]);
  });

  test('are everything its next step looks at: without all others it is the same step', () => {
    fc.assert(
      fc.property(anyMoment, ({ flow, state, facts, now }) => {
        const known = only(facts, keysOf(flow, state));
        expect(next(flow, state, known, now)).toEqual(next(flow, state, facts, now));
      }),
      { numRuns: 500 },
    );
  });
});

describe('a step', () => {
  test('is the same for the same flow, state, facts and time, and changes none of them', () => {
    fc.assert(
      fc.property(anyMoment, ({ flow, state, facts, now }) => {
        const before = structuredClone({ flow, state, facts, now });
        expect(next(flow, state, facts, now)).toEqual(next(flow, state, facts, now));
        expect({ flow, state, facts, now }).toEqual(before);
      }),
    );
  });

  test('always ends by waiting for a later time or by ending the run, once and last', () => {
    fc.assert(
      fc.property(anyMoment, ({ flow, state, facts, now }) => {
        const { intents } = next(flow, state, facts, now);
        const rests = intents.filter((intent) => intent.kind !== 'send');
        expect(rests).toEqual([intents.at(-1)]);
        const [rest] = rests;
        if (rest?.kind === 'wait') expect(rest.until.getTime()).toBeGreaterThan(now.getTime());
      }),
    );
  });

  test('taken in two goes leads where one goes: nothing is lost by looking early', () => {
    fc.assert(
      fc.property(anyMoment, fc.nat({ max: 5_000 }), ({ flow, state, facts, now }, moreMinutes) => {
        const later = after(moreMinutes * MINUTE, now);
        const early = next(flow, state, facts, now);
        if (early.intents.at(-1)?.kind === 'end') return;
        const rest = next(flow, early.state, facts, later);
        const direct = next(flow, state, facts, later);
        const sends = (step: typeof direct) => step.intents.filter((intent) => intent.kind === 'send');
        expect([...sends(early), ...rest.intents]).toEqual(direct.intents);
        expect(rest.state).toEqual(direct.state);
      }),
      { numRuns: 500 },
    );
  });

  test('whose exit rule holds ends the run there and then and sends nothing', () => {
    fc.assert(
      fc.property(anyMoment, ({ flow, state, facts, now }) => {
        const step = next(flow, state, facts, now);
        const held = step.observations.find((seen) => seen.kind === 'exit-rule' && seen.held);
        if (held?.kind !== 'exit-rule') return;
        expect(step).toMatchObject({ state, intents: [{ kind: 'end', outcome: { kind: 'exited', exit: held.key } }] });
      }),
    );
  });

  test('of a run that stands on a node its flow does not have is refused by name', () => {
    const flow = flowOf([{ kind: 'exit', key: 'done' }]);
    const lost: RunState = { node: 'gone', arrivedAt: TEST_START.toISOString() };
    expect(() => next(flow, lost, {}, TEST_START)).toThrow('flow "a-flow" has no node "gone"');
  });
});

describe('what a step saw', () => {
  test('is told in the order it was looked at, with the values that decided', () => {
    const flow = flowOf(
      [
        { kind: 'delay', key: 'wait', minutes: 30, after: 'cart.linesChangedAt', next: 'fork' },
        {
          kind: 'condition',
          key: 'fork',
          when: { kind: 'fact', fact: 'cart.itemCount', is: 'at-least', value: 2 },
          yes: 'mail',
          no: 'done',
        },
        { kind: 'send', key: 'mail', template: 'a-mail', expiresAfterMinutes: 60, next: 'done' },
        { kind: 'exit', key: 'done' },
      ],
      { exits: [{ key: 'bought', when: { kind: 'fact', fact: 'cart.isBought', is: 'is', value: true } }] },
    );
    const changedAt = after(5 * MINUTE);
    const facts = { 'cart.linesChangedAt': changedAt.toISOString(), 'cart.itemCount': 2 };
    const step = next(flow, startOf(flow, TEST_START), facts, after(60 * MINUTE));
    expect(step.observations).toEqual([
      { kind: 'exit-rule', key: 'bought', held: false },
      {
        kind: 'delay',
        node: 'wait',
        from: changedAt.toISOString(),
        until: after(35 * MINUTE).toISOString(),
        isOver: true,
      },
      { kind: 'condition', node: 'fork', held: true },
      { kind: 'send', node: 'mail' },
      { kind: 'exit', node: 'done' },
    ]);
    expect(step.intents).toEqual([
      { kind: 'send', step: 'mail', template: 'a-mail', dueAt: after(35 * MINUTE), expiresAt: after(95 * MINUTE) },
      { kind: 'end', outcome: { kind: 'finished', node: 'done' } },
    ]);
  });

  test('a condition that does not hold leads the other way', () => {
    const when = { kind: 'fact', fact: 'cart.itemCount', is: 'at-least', value: 2 } as const;
    const flow = flowOf([
      { kind: 'condition', key: 'fork', when, yes: 'big', no: 'small' },
      { kind: 'exit', key: 'big' },
      { kind: 'exit', key: 'small' },
    ]);
    const endOf = (facts: Facts) => next(flow, startOf(flow, TEST_START), facts, TEST_START).intents;
    expect(endOf({ 'cart.itemCount': 2 })).toEqual([{ kind: 'end', outcome: { kind: 'finished', node: 'big' } }]);
    expect(endOf({ 'cart.itemCount': 1 })).toEqual([{ kind: 'end', outcome: { kind: 'finished', node: 'small' } }]);
    expect(endOf({})).toEqual([{ kind: 'end', outcome: { kind: 'finished', node: 'small' } }]);
  });
});
