import type { EventType } from '~/capture/events/event';
import type { FactRequest } from '~/customers/rules/evaluate';
import type { FactKey } from '~/customers/rules/facts';
import { isOfGoods } from '~/customers/rules/event-fields';
import { leavesOf, type Leaf, type Rule } from '~/customers/rules/rule';
import type { FlowDefinition } from '../language/flow';
import { rulesOf } from '../language/speaks-of';
import { beginningEvents } from '../language/trigger';
import { stirredBy } from '../stirred-by';

/** What has to be known of people's past, so that some definitions can be replayed. */
export interface Wanted {
  events: EventType[];
  /** Events before this are not looked at; in ms since 1970. */
  since: number;
  /** Answered as they are now, wherever no event tells more. */
  now: FactRequest[];
  properties: string[];
  /** Who asked to be told when something is back. */
  requests: boolean;
  /** What the catalogue says of products, and what they cost. */
  goods: boolean;
  prices: boolean;
}

/** Carts, orders and memberships are told by these. */
const ALWAYS: readonly EventType[] = [
  ...(['cart_updated', 'checkout_updated', 'order_placed'] as const),
  ...(['order_edited', 'order_fulfilled', 'order_refunded', 'order_cancelled'] as const),
  ...(['segment_entered', 'segment_left'] as const),
];
const AT_LEAST_DAYS = 90;
const MINUTE_MS = 60_000;

/** Facts by which a flow reckons, besides its rules. */
const delayedBy = ({ nodes }: FlowDefinition): FactKey[] =>
  nodes.flatMap((node) => (node.kind === 'delay' && node.after !== 'arrival' ? [node.after] : []));

/** `rules`: those by which flows are entered otherwise than by events, with what segments are. */
export function wantedOf(definitions: readonly FlowDefinition[], rules: readonly Rule[], from: number): Wanted {
  const leaves = [...definitions.flatMap(rulesOf), ...rules].flatMap(leavesOf);
  const facts = [...leaves.flatMap(factsOf), ...definitions.flatMap(delayedBy)];
  const choices = definitions.flatMap(choicesOf);
  const ofNews = definitions.flatMap(({ trigger }) => (trigger.kind === 'catalogue' ? [trigger] : []));
  const events = [
    ...leaves.flatMap(eventsOf),
    ...choices.map(({ event }) => event),
    ...definitions.flatMap(stirredBy),
    ...(ofNews.some(({ whom }) => whom === 'viewed') ? ['product_viewed' as const] : []),
  ];
  const ofGoods = [...leaves, ...choices].some(looksAtGoods);
  return {
    events: [...new Set([...ALWAYS, ...events])],
    since: Math.min(
      from - AT_LEAST_DAYS * 1_440 * MINUTE_MS,
      ...leaves.map((leaf) => sinceOf(leaf, from)),
      ...ofNews.map(({ withinDays }) => from - withinDays * 1_440 * MINUTE_MS),
    ),
    now: [
      ...[...new Set(facts)].map((fact): FactRequest => ({ kind: 'fact', fact })),
      ...leaves.flatMap((leaf): FactRequest[] => (leaf.kind === 'shopify-segment' ? [{ kind: 'measure', leaf }] : [])),
    ],
    properties: [...new Set(leaves.flatMap(propertiesOf))],
    requests: ofNews.some(({ whom }) => whom === 'asked'),
    goods: ofGoods,
    prices: facts.includes('cart.valueMinor'),
  };
}

/** Events that a flow begins by or waits for. */
const choicesOf = (flow: FlowDefinition) => [
  ...beginningEvents(flow),
  ...flow.nodes.flatMap((node) => (node.kind === 'wait-for' ? node.events : [])),
];

function eventsOf(leaf: Leaf): EventType[] {
  if (leaf.kind === 'happened') return leaf.without ? [leaf.event, leaf.without] : [leaf.event];
  if (leaf.kind === 'measured') return [leaf.event];
  return leaf.kind === 'age' && 'event' in leaf.of ? [leaf.of.event] : [];
}

function factsOf(leaf: Leaf): FactKey[] {
  if (leaf.kind === 'fact') return [leaf.fact];
  return (leaf.kind === 'age' || leaf.kind === 'day') && 'fact' in leaf.of ? [leaf.of.fact] : [];
}

function propertiesOf(leaf: Leaf): string[] {
  if (leaf.kind === 'property') return [leaf.key];
  return leaf.kind === 'day' && 'property' in leaf.of ? [leaf.of.property] : [];
}

/** How far back a part of a rule looks, from the first moment of the window. */
function sinceOf(leaf: Leaf, from: number): number {
  if (leaf.kind === 'age') return 'event' in leaf.of ? 0 : Infinity;
  if (leaf.kind !== 'happened' && leaf.kind !== 'measured') return Infinity;
  const { within } = leaf;
  if (within === 'run') return Infinity;
  if (within === 'ever' || 'since' in within) return 0;
  return from - ('minutes' in within ? within.minutes : within.fromMinutes) * MINUTE_MS;
}

function looksAtGoods(part: Leaf | { event: EventType; where?: { field: string }[] | undefined }): boolean {
  if ('kind' in part && part.kind === 'age') return 'event' in part.of && looksAtGoods({ ...part.of });
  if (!('event' in part)) return false;
  const { event, where = [] } = part;
  return where.some(({ field }) => isOfGoods({ event, field }));
}
