import type { EventType } from '~/capture/events/event';
import { leavesOf, type Leaf } from '~/customers/rules/rule';
import type { FlowDefinition } from './language/flow';

/** Facts may have changed for runs under way: they are looked at again at once, not only when their wait is over. */
const ALWAYS: readonly EventType[] = ['cart_updated', 'checkout_updated', 'order_placed', 'consent_changed'];

/** Types of events after which runs of a flow are looked at again: those that exits look at, and those that are waited for. */
export function stirredBy({ exits, nodes }: FlowDefinition): EventType[] {
  const ofExits = exits.flatMap(({ when }) => leavesOf(when).flatMap(eventsOf));
  const waitedFor = nodes.flatMap((node) => (node.kind === 'wait-for' ? node.events.map(({ event }) => event) : []));
  return [...new Set([...ALWAYS, ...ofExits, ...waitedFor])].sort();
}

function eventsOf(leaf: Leaf): EventType[] {
  switch (leaf.kind) {
    case 'happened':
      return leaf.without ? [leaf.event, leaf.without] : [leaf.event];
    case 'measured':
      return [leaf.event];
    case 'age':
      return 'event' in leaf.of ? [leaf.of.event] : [];
    case 'segment':
      return ['segment_entered', 'segment_left'];
    default:
      return [];
  }
}
