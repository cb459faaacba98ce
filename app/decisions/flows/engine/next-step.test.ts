import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Facts } from '~/customers/rules/facts';
import { anyFlow, anyHappenings, flowOf, knownAt, type Happenings } from '../../../../tests/factories/flows';
import { TEST_START, after } from '../../../../tests/factories/times';
import { abandonedCart } from '../templates/abandoned-cart';
import type { FlowDefinition } from '../language/flow';
import { next, startOf, type Step } from './next-step';
import { flowRequestKey, requiredFacts } from './requests';
import type { RunState } from './run-state';

const MINUTE = 60_000;
const keysOf = (...args: Parameters<typeof requiredFacts>) => requiredFacts(...args).map(flowRequestKey);

/** Any flow, any of its nodes as the place where a run stands, anything that may have happened, any time. */
const anyMoment = anyFlow.chain((flow) =>
  fc.record({
    flow: fc.constant(flow),
    state: fc.record({
      node: fc.constantFrom(...flow.nodes.map((node) => node.key)),
      arrivedAt: fc.integer({ min: 0, max: 10_000 }).map((minutes) => after(minutes * MINUTE).toISOString()),
    }),
    happened: anyHappenings,
    now: fc.integer({ min: 0, max: 20_000 }).map((minutes) => after(minutes * MINUTE)),
  }),
);

/** One look at it. */
const look = (flow: FlowDefinition, state: RunState, happened: Happenings, now: Date): Step =>
  next(flow, state, knownAt(happened, requiredFacts(flow, state), now), now);

/** As often as it is looked at again, at one moment. */
function settle(flow: FlowDefinition, state: RunState, happened: Happenings, now: Date): Step {
  const step = look(flow, state, happened, now);
  if (step.intents.at(-1)?.kind !== 'look-again') return step;
  const rest = settle(flow, step.state, happened, now);
  return { ...rest, intents: [...step.intents.slice(0, -1), ...rest.intents] };
}

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

  test('are everything its next step looks at: with more it is the same step', () => {
    fc.assert(
      fc.property(anyMoment, ({ flow, state, happened, now }) => {
        const asked = knownAt(happened, requiredFacts(flow, state), now);
        const more = { ...happened.facts, 'zone:else': 'UTC', ...asked };
        expect(next(flow, state, more, now)).toEqual(next(flow, state, asked, now));
      }),
      { numRuns: 500 },
    );
  });
});

describe('a step', () => {
  test('is the same for the same flow, state, facts and time, and changes none of them', () => {
    fc.assert(
      fc.property(anyMoment, ({ flow, state, happened, now }) => {
        const facts = knownAt(happened, requiredFacts(flow, state), now);
        const before = structuredClone({ flow, state, facts, now });
        expect(next(flow, state, facts, now)).toEqual(next(flow, state, facts, now));
        expect({ flow, state, facts, now }).toEqual(before);
      }),
    );
  });

  test('always ends by waiting for a later time, by asking for more or by ending the run, once and last', () => {
    fc.assert(
      fc.property(anyMoment, ({ flow, state, happened, now }) => {
        const { intents } = look(flow, state, happened, now);
        const rests = intents.filter(({ kind }) => kind !== 'send' && kind !== 'act');
        expect(rests).toEqual([intents.at(-1)]);
        const [rest] = rests;
        if (rest?.kind === 'wait') expect(rest.until.getTime()).toBeGreaterThan(now.getTime());
      }),
    );
  });

  test('asks for more only where it has come to somewhere else: a run never stands still', () => {
    fc.assert(
      fc.property(anyMoment, ({ flow, state, happened, now }) => {
        const step = look(flow, state, happened, now);
        if (step.intents.at(-1)?.kind === 'look-again') expect(step.state.node).not.toBe(state.node);
      }),
    );
  });

  test('taken in two goes leads where one goes: nothing is lost by looking early', () => {
    fc.assert(
      fc.property(anyMoment, fc.nat({ max: 5_000 }), ({ flow, state, happened, now }, moreMinutes) => {
        const later = after(moreMinutes * MINUTE, now);
        const early = settle(flow, state, happened, now);
        if (early.intents.at(-1)?.kind === 'end') return;
        const rest = settle(flow, early.state, happened, later);
        const direct = settle(flow, state, happened, later);
        const doings = (step: typeof direct) => step.intents.filter(({ kind }) => kind === 'send' || kind === 'act');
        expect([...doings(early), ...rest.intents]).toEqual(direct.intents);
        expect(rest.state).toEqual(direct.state);
      }),
      { numRuns: 1_000 },
    );
  });

  test('whose exit rule holds ends the run there and then and sends nothing', () => {
    fc.assert(
      fc.property(anyMoment, ({ flow, state, happened, now }) => {
        const step = look(flow, state, happened, now);
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

describe('waiting for something to happen', () => {
  const flow = flowOf([
    {
      kind: 'wait-for',
      key: 'watch',
      events: [{ event: 'order_placed' }],
      minutes: 60,
      happened: 'yes',
      timedOut: 'no',
    },
    { kind: 'exit', key: 'yes' },
    { kind: 'exit', key: 'no' },
  ]);
  const begun = startOf(flow, TEST_START);
  const endAt = (minute: number, events: Happenings['events']) =>
    settle(flow, begun, { facts: {}, events }, after(minute * MINUTE));
  const ordered = (minute: number) => [{ minute, event: 'order_placed' }];

  test.each([
    ['lasts as long as it may', 59, [], { kind: 'wait', until: after(60 * MINUTE) }],
    ['ends in vain to the minute', 60, [], { kind: 'end', outcome: { kind: 'finished', node: 'no' } }],
    ['ends when it happens', 30, ordered(30), { kind: 'end', outcome: { kind: 'finished', node: 'yes' } }],
    [
      'takes what happened in its last minute',
      90,
      ordered(60),
      { kind: 'end', outcome: { kind: 'finished', node: 'yes' } },
    ],
    ['is over for what happened after it', 90, ordered(61), { kind: 'end', outcome: { kind: 'finished', node: 'no' } }],
    ['does not take what began it', 30, ordered(0), { kind: 'wait', until: after(60 * MINUTE) }],
  ])('%s', (_what, minute, events, last) => {
    expect(endAt(minute, events).intents).toEqual([last]);
  });

  test('counts from when a run came there, so that it is looked at once more', () => {
    const later = flowOf([
      { kind: 'delay', key: 'first', minutes: 10, after: 'arrival', next: 'watch' },
      ...flow.nodes,
    ]);
    const step = look(later, startOf(later, TEST_START), { facts: {}, events: ordered(5) }, after(15 * MINUTE));
    expect(step.intents).toEqual([{ kind: 'look-again' }]);
    expect(step.state).toEqual({ node: 'watch', arrivedAt: after(10 * MINUTE).toISOString() });
  });
});

describe('lots', () => {
  const flow = flowOf([
    {
      kind: 'lots',
      key: 'draw',
      branches: [
        { key: 'a', share: 2_500, next: 'left' },
        { key: 'b', share: 7_500, next: 'right' },
      ],
    },
    { kind: 'exit', key: 'left' },
    { kind: 'exit', key: 'right' },
  ]);
  const [request] = requiredFacts(flow, startOf(flow, TEST_START));
  const wayOf = (lot: number) =>
    next(flow, startOf(flow, TEST_START), { [request ? flowRequestKey(request) : '']: lot }, TEST_START)
      .observations[0];

  test.each([
    [0, 'a'],
    [2_499, 'a'],
    [2_500, 'b'],
    [9_999, 'b'],
  ])('%i of 10,000 goes the way %s', (lot, branch) => {
    expect(wayOf(lot)).toEqual({ kind: 'lots', node: 'draw', branch, lot });
  });
});

test('other doings are told with their step, and the run goes on at once', () => {
  const flow = flowOf([
    { kind: 'set-property', key: 'mark', property: 'tier', value: 'gold', next: 'label' },
    { kind: 'tag', key: 'label', change: 'add', tag: 'vip', next: 'done' },
    { kind: 'exit', key: 'done' },
  ]);
  expect(next(flow, startOf(flow, TEST_START), {}, TEST_START).intents).toEqual([
    { kind: 'act', step: 'mark', action: { kind: 'set-property', property: 'tier', value: 'gold' }, at: TEST_START },
    { kind: 'act', step: 'label', action: { kind: 'tag', change: 'add', tag: 'vip' }, at: TEST_START },
    { kind: 'end', outcome: { kind: 'finished', node: 'done' } },
  ]);
});

test('the first branch that fits is taken, and the other way where none does', () => {
  const items = (value: number) => ({ kind: 'fact', fact: 'cart.itemCount', is: 'at-least', value }) as const;
  const branches = [
    { key: 'many', when: items(3), next: 'big' },
    { key: 'some', when: items(1), next: 'small' },
  ];
  const ends = ['big', 'small', 'none'].map((key) => ({ kind: 'exit', key }) as const);
  const flow = flowOf([{ kind: 'split', key: 'fork', branches, otherwise: 'none' }, ...ends]);
  const way = (count: number) =>
    next(flow, startOf(flow, TEST_START), { 'cart.itemCount': count }, TEST_START).observations;
  expect([way(3)[0], way(1)[0], way(0)[0]]).toEqual([
    { kind: 'split', node: 'fork', branch: 'many' },
    { kind: 'split', node: 'fork', branch: 'some' },
    { kind: 'split', node: 'fork', branch: null },
  ]);
});
