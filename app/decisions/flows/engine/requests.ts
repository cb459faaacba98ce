import type { z } from 'zod';
import { requestKey, requestsOf, type FactRequest } from '~/customers/rules/evaluate';
import type { FactValue } from '~/customers/rules/facts';
import type { FlowDefinition } from '../language/flow';
import type { FlowNode, NodeOf } from '../language/node';
import type { eventChoiceSchema } from '../language/trigger';
import type { RunState } from './run-state';

export type EventChoice = z.infer<typeof eventChoiceSchema>;

/** Something a flow needs to know: what rules ask, whose clock counts, and when something first happened since a run came to where it is. */
export type FlowRequest =
  | FactRequest
  /** IANA name of the zone a person lives in; the shop's, where that is not known. */
  | { kind: 'zone'; of: 'person' | 'shop' }
  /** The instant (ISO 8601) of the first event of some, after `since` up to and with `until`; null: none. */
  | { kind: 'first'; events: readonly EventChoice[]; since: string; until: string };

/** What a run's facts are, by the key of what was asked. */
export type FlowFacts = Readonly<Record<string, FactValue>>;

/** The name under which an answer stands among the facts. */
export function flowRequestKey(request: FlowRequest): string {
  if (request.kind === 'zone') return `zone:${request.of}`;
  if (request.kind === 'first')
    return JSON.stringify({ first: request.events, since: request.since, until: request.until });
  return requestKey(request);
}

/** When a run that came to such a node waits no longer. */
export const deadlineOf = ({ minutes }: NodeOf<'wait-for'>, { arrivedAt }: RunState): Date =>
  new Date(Date.parse(arrivedAt) + minutes * 60_000);

/** What a run that waits there asks. */
export const firstOf = (node: NodeOf<'wait-for'>, state: RunState): FlowRequest => ({
  kind: 'first',
  events: node.events,
  since: state.arrivedAt,
  until: deadlineOf(node, state).toISOString(),
});

/** Draws lots for a node: the same for a person whenever they come to it, and independent of every other node. */
export const lotOf = (flowKey: string, nodeKey: string): FactRequest => ({
  kind: 'measure',
  leaf: { kind: 'chance', salt: `${flowKey}/${nodeKey}`, from: 0, below: 10_000 },
});

/** Everything `next` may look at from a state on, without repeats. */
export function requiredFacts(definition: FlowDefinition, state: RunState): FlowRequest[] {
  if (!definition.nodes.some(({ key }) => key === state.node)) return [];
  const ofExits = definition.exits.flatMap((exit) => requestsOf(exit.when));
  const ofNodes = definition.nodes.flatMap((node) => askedBy(node, definition, state));
  return [...new Map([...ofExits, ...ofNodes].map((request) => [flowRequestKey(request), request])).values()];
}

function askedBy(node: FlowNode, { key }: FlowDefinition, state: RunState): FlowRequest[] {
  switch (node.kind) {
    case 'delay':
      return node.after === 'arrival' ? [] : [{ kind: 'fact', fact: node.after }];
    case 'wait-until':
      return [{ kind: 'zone', of: node.zone }];
    case 'wait-for':
      return node.key === state.node ? [firstOf(node, state)] : [];
    case 'condition':
      return requestsOf(node.when);
    case 'split':
      return node.branches.flatMap((branch) => requestsOf(branch.when));
    case 'lots':
      return [lotOf(key, node.key)];
    default:
      return [];
  }
}
