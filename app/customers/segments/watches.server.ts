import { fieldOf } from '../rules/event-fields';
import type { FactKey } from '../rules/facts';
import { edgesOf, type Edge } from '../rules/edges';
import { leavesOf, type EventChoice, type Leaf, type Rule } from '../rules/rule';
import { factColumns } from '../rules/sql/fact-sources.server';

/** A kind of change that may put people into a segment or out of it: an event's type, or a source of facts. */
export interface Watch {
  kind: 'event' | 'fact';
  name: string;
}

/** What triggers of the database call their changes by. */
const CALLED: Partial<Record<string, string>> = { tags: 'customer' };

/** Everything of which a change may change a rule's answer, without repeats. */
export function watchesOf(rule: Rule): Watch[] {
  // Who is nobody any more, or somebody again, is told with the profile.
  const all = [fact('p'), ...leavesOf(rule).flatMap(watchesOfLeaf)];
  return [...new Map(all.map((watch) => [`${watch.kind} ${watch.name}`, watch])).values()];
}

const fact = (name: string): Watch => ({ kind: 'fact', name });
const event = (name: string): Watch => ({ kind: 'event', name });

function watchesOfLeaf(leaf: Leaf): Watch[] {
  switch (leaf.kind) {
    case 'fact':
      return watchesOfFact(leaf.fact);
    case 'property':
      return [fact('property')];
    case 'happened':
      return leaf.without ? [event(leaf.event), event(leaf.without)] : [event(leaf.event)];
    case 'measured':
      return [event(leaf.event)];
    case 'age':
      return 'fact' in leaf.of ? watchesOfFact(leaf.of.fact) : [event(leaf.of.event)];
    case 'day':
      return 'fact' in leaf.of ? watchesOfFact(leaf.of.fact) : [fact('property')];
    case 'shopify-segment':
      return [fact('shopify-segment'), fact('customer')];
    default:
      return [];
  }
}

function watchesOfFact(key: FactKey): Watch[] {
  if (key === 'profile.lastSeenAt') return [fact('seen')];
  // Follows from the last order, and from the time there usually is between two.
  if (key === 'orders.nextExpectedOn') return [fact('numbers'), fact('traits')];
  const { source } = factColumns[key];
  return [fact(CALLED[source] ?? source)];
}

/** The causes, as dues have them, that concern a rule: its watches, and time at its edges. */
export const causesOf = (rule: Rule): Set<string> =>
  new Set([...watchesOf(rule).map(({ name }) => name), ...edgesOf(rule).map(timeAt)]);

/** What it is called that somebody's event or instant has come to an edge. */
export function timeAt(edge: Edge): string {
  if (edge.kind === 'event') return `time of ${edge.event}`;
  return edge.kind === 'fact' ? `time of ${edge.fact}` : 'time of day';
}

/** Whether a rule asks what products are. */
export const looksAtGoods = (rule: Rule): boolean =>
  leavesOf(rule).some((leaf) =>
    filtersOf(leaf).some(({ event: of, field }) => {
      const found = fieldOf(of, field);
      return found?.kind === 'products' && found.field !== 'product';
    }),
  );

function filtersOf(leaf: Leaf): { event: EventChoice['event']; field: string }[] {
  const choice = leaf.kind === 'age' ? ('event' in leaf.of ? leaf.of : null) : 'event' in leaf ? leaf : null;
  return (choice?.where ?? []).map(({ field }) => ({ event: choice?.event ?? 'custom_event', field }));
}
