import fc from 'fast-check';
import type { FlowDefinition } from '~/decisions/flows/language/flow';
import { flowRequestKey, type FlowFacts, type FlowRequest } from '~/decisions/flows/engine/requests';
import { targetsOf, type FlowNode } from '~/decisions/flows/language/node';
import { lotOf } from '~/customers/rules/measure';
import { after } from './times';
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
    trigger: { kind: 'event', events: [{ event: 'cart_updated' }], when: always },
    ...{ again: { afterMinutes: 0 }, meanwhile: 'follow', priority: 50 },
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

/** A graph in which every node leads only onwards, and something leads to each: the last is an exit. */
const graph: fc.Arbitrary<FlowNode[]> = fc
  .integer({ min: 1, max: 9 })
  .chain((size) => fc.tuple(...Array.from({ length: size }, (_, at) => nodeAt(at, size))))
  .map(reachable);

function reachable(nodes: FlowNode[]): FlowNode[] {
  const reached = new Set([nodes[0]?.key]);
  for (const node of nodes) if (reached.has(node.key)) for (const target of targetsOf(node)) reached.add(target);
  return nodes.filter(({ key }) => reached.has(key));
}

const only = <const T>(value: T): fc.Arbitrary<T> => fc.constant(value);

function nodeAt(at: number, size: number): fc.Arbitrary<FlowNode> {
  const key = only(`n${at}`);
  if (at === size - 1) return fc.record({ kind: only('exit'), key });
  const next = fc.integer({ min: at + 1, max: size - 1 }).map((target) => `n${target}`);
  const minutes = fc.integer({ min: 1, max: 3_000 });
  return fc.oneof(
    fc.record({ kind: only('delay'), key, minutes, after: fc.constantFrom('arrival', 'cart.linesChangedAt'), next }),
    fc.record({ kind: only('wait-until'), key, minuteOfDay: fc.nat({ max: 1_439 }), weekdays, zone, next }),
    fc.record({ kind: only('wait-for'), key, events: waitedFor, minutes, happened: next, timedOut: next }),
    fc.record({ kind: only('condition'), key, when: anyRule, yes: next, no: next }),
    fc.record({ kind: only('split'), key, branches: branches(next, { when: anyRule }), otherwise: next }),
    fc.record({ kind: only('lots'), key, branches: branches(next, { share: only(5_000) }) }),
    fc.record({
      kind: only('send'),
      key,
      template: only('some-mail'),
      expiresAfterMinutes: fc.integer({ min: 5, max: 999 }),
      next,
    }),
    fc.record({
      kind: only('set-property'),
      key,
      property: only('tier'),
      value: fc.constantFrom('gold', 3, true, null),
      next,
    }),
    fc.record({ kind: only('tag'), key, change: fc.constantFrom('add', 'remove'), tag: only('vip'), next }),
  );
}

const weekdays = fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 });
const zone = fc.constantFrom('person', 'shop');
const waitedFor = fc
  .subarray(['order_placed', 'email_clicked', 'page_viewed'] as const, { minLength: 1 })
  .map((events) => events.map((event) => ({ event })));

/** Two branches of the same kind. */
const branches = <T>(next: fc.Arbitrary<string>, more: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.tuple(
    fc.record({ key: only('one'), next, ...more }),
    fc.record({ key: only('other'), next, ...more }),
  ) as unknown as fc.Arbitrary<({ key: string; next: string } & T)[]>;

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

/** What happens to somebody besides, in minutes from the start of tests; `facts` hold all the time. */
export interface Happenings {
  facts: Facts;
  events: { minute: number; event: string }[];
}

export const anyHappenings: fc.Arbitrary<Happenings> = fc.record({
  facts: anyFacts,
  events: fc.array(
    fc.record({
      minute: fc.integer({ min: 0, max: 20_000 }),
      event: fc.constantFrom('order_placed', 'email_clicked', 'page_viewed'),
    }),
    { maxLength: 12 },
  ),
});

/** What is known of it at a moment, as far as it is asked. */
export function knownAt({ facts, events }: Happenings, requests: readonly FlowRequest[], now: Date): FlowFacts {
  const answer = (request: FlowRequest) => {
    if (request.kind === 'zone') return request.of === 'shop' ? 'Europe/Berlin' : 'America/New_York';
    if (request.kind === 'measure' && request.leaf.kind === 'chance') return lotOf(request.leaf.salt, 'somebody');
    if (request.kind !== 'first') return facts[flowRequestKey(request)] ?? null;
    const times = events
      .filter(({ event }) => request.events.some((choice) => choice.event === event))
      .map(({ minute }) => after(minute * 60_000))
      .filter((at) => at > new Date(request.since) && at <= new Date(request.until) && at <= now);
    return times.length ? new Date(Math.min(...times.map(Number))).toISOString() : null;
  };
  return Object.fromEntries(requests.map((request) => [flowRequestKey(request), answer(request)]));
}
