import fc from 'fast-check';
import type { FlowDefinition, FlowNode } from '~/decisions/flows/flow';
import { publishFlow, switchFlow } from '~/decisions/flows/flows.server';
import { abandonedCart } from '~/decisions/flows/templates/abandoned-cart';
import type { Facts } from '~/customers/rules/facts';
import type { Rule } from '~/customers/rules/rule';
import type { TestApp } from './test-app';

/** Publishes a flow and turns it on. Returns its version. */
export async function turnOn(app: TestApp, shopId: string, flow: FlowDefinition = abandonedCart): Promise<number> {
  return app.db.transaction(async (tx) => {
    const version = await publishFlow(tx, app.clock, shopId, flow);
    await switchFlow(tx, app.clock, shopId, flow.key, true);
    return version;
  });
}

const always: Rule = { kind: 'all', rules: [] };

/** A flow around the given nodes, the first of them being its start. */
export function flowOf(nodes: FlowNode[], changes: Partial<FlowDefinition> = {}): FlowDefinition {
  return {
    key: 'a-flow',
    name: 'A flow',
    trigger: { kind: 'trigger', events: ['cart_updated'], when: always, againAfterMinutes: 0 },
    exits: [],
    start: nodes[0]?.key ?? 'nowhere',
    nodes,
    ...changes,
  };
}

const fact = fc.constantFrom('profile.hasAddress', 'cart.itemCount', 'cart.isBought', 'consent.marketing' as const);
const leaf: fc.Arbitrary<Rule> = fc.oneof(
  fc.record({
    kind: fc.constant('fact' as const),
    fact,
    is: fc.constantFrom('is', 'is-not', 'at-least', 'at-most'),
    value: fc.constantFrom(true, false, 0, 1, 2, 'granted', 'withdrawn'),
  }),
  fc.record({
    kind: fc.constant('happened' as const),
    event: fc.constantFrom('order_placed', 'email_clicked', 'page_viewed'),
    atLeast: fc.integer({ min: 1, max: 3 }),
    within: fc.constantFrom('run' as const, { minutes: 60 }),
  }),
);

export const anyRule: fc.Arbitrary<Rule> = fc.letrec<{ rule: Rule }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    fc.record({ kind: fc.constantFrom('all', 'any'), rules: fc.array(tie('rule'), { maxLength: 3 }) }),
    fc.record({ kind: fc.constant('not' as const), rule: tie('rule') }),
  ),
})).rule;

/** A graph in which every node leads only onwards: the last is an exit. */
const graph: fc.Arbitrary<FlowNode[]> = fc
  .integer({ min: 1, max: 8 })
  .chain((size) => fc.tuple(...Array.from({ length: size }, (_, at) => nodeAt(at, size))));

function nodeAt(at: number, size: number): fc.Arbitrary<FlowNode> {
  const key = `n${at}`;
  if (at === size - 1) return fc.constant({ kind: 'exit', key });
  const onward = fc.integer({ min: at + 1, max: size - 1 }).map((target) => `n${target}`);
  return fc.oneof(
    fc.record({
      kind: fc.constant('delay' as const),
      key: fc.constant(key),
      minutes: fc.integer({ min: 1, max: 3_000 }),
      after: fc.constantFrom('arrival', 'cart.linesChangedAt'),
      next: onward,
    }),
    fc.record({
      kind: fc.constant('condition' as const),
      key: fc.constant(key),
      when: anyRule,
      yes: onward,
      no: onward,
    }),
    fc.record({
      kind: fc.constant('send' as const),
      key: fc.constant(key),
      template: fc.constant('some-mail'),
      expiresAfterMinutes: fc.integer({ min: 5, max: 1_000 }),
      next: onward,
    }),
  );
}

const exits = fc
  .array(anyRule, { maxLength: 2 })
  .map((rules) => rules.map((when, at) => ({ key: `exit-${at}`, when })));

/** Any flow that the schema takes. */
export const anyFlow: fc.Arbitrary<FlowDefinition> = fc
  .tuple(graph, exits)
  .map(([nodes, ways]) => flowOf(nodes, { exits: ways }));

/** Facts of the right types, some of them missing. */
export const anyFacts: fc.Arbitrary<Facts> = fc.record(
  {
    'profile.hasAddress': fc.boolean(),
    'consent.marketing': fc.constantFrom('granted', 'pending', 'withdrawn', 'never-given'),
    'cart.itemCount': fc.integer({ min: 0, max: 3 }),
    'cart.valueMinor': fc.integer({ min: 0, max: 9_999 }),
    'cart.linesChangedAt': fc
      .integer({ min: 0, max: 10_000 })
      .map((minutes) => new Date(Date.UTC(2026, 2, 10) + minutes * 60_000).toISOString()),
    'cart.isBought': fc.boolean(),
    'count:order_placed:run': fc.integer({ min: 0, max: 3 }),
    'count:order_placed:60m': fc.integer({ min: 0, max: 3 }),
    'count:email_clicked:run': fc.integer({ min: 0, max: 3 }),
    'count:email_clicked:60m': fc.integer({ min: 0, max: 3 }),
    'count:page_viewed:run': fc.integer({ min: 0, max: 3 }),
    'count:page_viewed:60m': fc.integer({ min: 0, max: 3 }),
  },
  { requiredKeys: [] },
);
