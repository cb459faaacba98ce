import { addMs, minutes } from '~/platform/clock/clock';
import { unreachable } from '~/platform/errors';
import { evaluate, requestKey, requestsOf, type FactRequest } from '~/customers/rules/evaluate';
import type { Facts } from '~/customers/rules/facts';
import type { FlowDefinition, FlowNode } from './flow';

/** Where a run stands. Instants are ISO 8601, so that it is the same as JSON. */
export interface RunState {
  node: string;
  /**
   * When the run came to this node by the flow's own reckoning: a delay that was over at noon leads on at noon, even if no worker was there
   * to see it before the evening. A mail can therefore be too late, and is then not sent.
   */
  arrivedAt: string;
}

export type Intent =
  | { kind: 'send'; step: string; template: string; dueAt: Date; expiresAt: Date }
  | { kind: 'wait'; until: Date }
  | { kind: 'end'; outcome: RunOutcome };

export type RunOutcome = { kind: 'exited'; exit: string } | { kind: 'finished'; node: string };

/** One thing the engine looked at and what came of it: stored, and rendered by explanations without computing anything again. */
export type Observation =
  | { kind: 'exit-rule'; key: string; held: boolean }
  | { kind: 'condition'; node: string; held: boolean }
  | { kind: 'delay'; node: string; from: string; until: string; isOver: boolean }
  | { kind: 'send'; node: string }
  | { kind: 'exit'; node: string };

export interface Step {
  state: RunState;
  intents: Intent[];
  observations: Observation[];
}

export const startOf = (definition: FlowDefinition, at: Date): RunState => ({
  node: definition.start,
  arrivedAt: at.toISOString(),
});

/** Everything `next` may look at from this state on, without repeats. */
export function requiredFacts(definition: FlowDefinition, state: RunState): FactRequest[] {
  const fromRules = [
    ...definition.exits.flatMap((exit) => requestsOf(exit.when)),
    ...definition.nodes.flatMap((node) => (node.kind === 'condition' ? requestsOf(node.when) : [])),
  ];
  const anchors = definition.nodes.flatMap((node): FactRequest[] =>
    node.kind === 'delay' && node.after !== 'arrival' ? [{ kind: 'fact', fact: node.after }] : [],
  );
  const all = nodeOf(definition, state.node) ? [...fromRules, ...anchors] : [];
  return [...new Map(all.map((request) => [requestKey(request), request])).values()];
}

/**
 * Moves a run as far as it can go now. Pure: the same definition, state, facts and time always give the same step, so that replay, preview
 * and explanation are this function too. Exit rules are looked at first; then nodes are passed until one waits or ends the run. A graph
 * without circles (see `flowSchema`) ends in at most as many passes as it has nodes.
 */
export function next(definition: FlowDefinition, state: RunState, facts: Facts, now: Date): Step {
  const observations: Observation[] = [];
  for (const exit of definition.exits) {
    const held = evaluate(exit.when, facts);
    observations.push({ kind: 'exit-rule', key: exit.key, held });
    if (held) return { state, intents: [{ kind: 'end', outcome: { kind: 'exited', exit: exit.key } }], observations };
  }

  const intents: Intent[] = [];
  let current = state;
  for (;;) {
    const passed = passNode(requireNode(definition, current.node), current, facts, now);
    observations.push(passed.observation);
    if (passed.intent) intents.push(passed.intent);
    if (!passed.next) return { state: current, intents, observations };
    current = { node: passed.next, arrivedAt: (passed.at ?? new Date(current.arrivedAt)).toISOString() };
  }
}

interface Passing {
  observation: Observation;
  intent?: Intent;
  /** Absent: the run stays or ends here. */
  next?: string;
  /** When it goes on; absent: at once. */
  at?: Date;
}

function passNode(node: FlowNode, state: RunState, facts: Facts, now: Date): Passing {
  switch (node.kind) {
    case 'delay':
      return passDelay(node, state, facts, now);
    case 'condition': {
      const held = evaluate(node.when, facts);
      return { observation: { kind: 'condition', node: node.key, held }, next: held ? node.yes : node.no };
    }
    case 'send': {
      const dueAt = new Date(state.arrivedAt);
      const expiresAt = addMs(dueAt, minutes(node.expiresAfterMinutes));
      const intent: Intent = { kind: 'send', step: node.key, template: node.template, dueAt, expiresAt };
      return { observation: { kind: 'send', node: node.key }, intent, next: node.next };
    }
    case 'exit':
      return {
        observation: { kind: 'exit', node: node.key },
        intent: { kind: 'end', outcome: { kind: 'finished', node: node.key } },
      };
    default:
      return unreachable(node);
  }
}

function passDelay(node: Extract<FlowNode, { kind: 'delay' }>, state: RunState, facts: Facts, now: Date): Passing {
  const from = anchorOf(node, state, facts);
  const until = addMs(from, minutes(node.minutes));
  const isOver = now >= until;
  const observation: Observation = {
    kind: 'delay',
    node: node.key,
    from: from.toISOString(),
    until: until.toISOString(),
    isOver,
  };
  if (!isOver) return { observation, intent: { kind: 'wait', until } };
  const arrivedAt = new Date(state.arrivedAt);
  return { observation, next: node.next, at: until > arrivedAt ? until : arrivedAt };
}

function anchorOf(node: Extract<FlowNode, { kind: 'delay' }>, state: RunState, facts: Facts): Date {
  const fact = node.after === 'arrival' ? null : facts[node.after];
  return new Date(typeof fact === 'string' ? fact : state.arrivedAt);
}

const nodeOf = (definition: FlowDefinition, key: string): FlowNode | undefined =>
  definition.nodes.find((node) => node.key === key);

function requireNode(definition: FlowDefinition, key: string): FlowNode {
  const node = nodeOf(definition, key);
  if (!node) throw new Error(`flow "${definition.key}" has no node "${key}"`);
  return node;
}
