import { evaluate } from '~/customers/rules/evaluate';
import { addMs, minutes } from '~/platform/clock/clock';
import { unreachable } from '~/platform/errors';
import type { FlowDefinition } from '../language/flow';
import type { FlowNode, NodeOf } from '../language/node';
import { nextWallTime } from './local-time';
import { deadlineOf, firstOf, flowRequestKey, lotOf, type FlowFacts } from './requests';
import type { RunState } from './run-state';

export type Intent =
  | { kind: 'send'; step: string; template: string; offer?: string; dueAt: Date; expiresAt: Date }
  | { kind: 'act'; step: string; action: FlowAction; at: Date }
  | Rest;

/** How a step ends. */
export type Rest =
  | { kind: 'wait'; until: Date }
  /** What counts from its coming to a node is not among the facts: it is looked at once more, at once. */
  | { kind: 'look-again' }
  | { kind: 'end'; outcome: RunOutcome };

/** Something other than a mail that a flow does for somebody. */
export type FlowAction =
  | { kind: 'set-property'; property: string; value: string | number | boolean | null }
  | { kind: 'tag'; change: 'add' | 'remove'; tag: string }
  | { kind: 'webhook'; endpoint: string };

export type RunOutcome = { kind: 'exited'; exit: string } | { kind: 'finished'; node: string };

/** One thing the engine looked at and what came of it: stored, and rendered by explanations without computing anything again. */
export type Observation =
  | { kind: 'exit-rule'; key: string; held: boolean }
  | { kind: 'condition'; node: string; held: boolean }
  /** `branch` is null where none held. */
  | { kind: 'split'; node: string; branch: string | null }
  | { kind: 'lots'; node: string; branch: string; lot: number }
  | { kind: 'delay'; node: string; from: string; until: string; isOver: boolean }
  | { kind: 'wait-until'; node: string; zone: string; until: string; isOver: boolean }
  | { kind: 'wait-for'; node: string; until: string; happenedAt: string | null; isOver: boolean }
  | { kind: 'send'; node: string }
  | { kind: 'act'; node: string }
  | { kind: 'exit'; node: string };

export interface Step {
  state: RunState;
  /** The last one is how it ends. */
  intents: Intent[];
  observations: Observation[];
}

export const startOf = (definition: Pick<FlowDefinition, 'start'>, at: Date): RunState => ({
  node: definition.start,
  arrivedAt: at.toISOString(),
});

/**
 * Moves a run as far as it can go now. Pure: the same definition, state, facts and time always give the same step, so that replay, preview
 * and explanation are this function too. Exit rules are looked at first; then nodes are passed until one waits or ends the run. A graph
 * without circles (see `flowSchema`) ends in at most as many passes as it has nodes.
 */
export function next(definition: FlowDefinition, state: RunState, facts: FlowFacts, now: Date): Step {
  const observations: Observation[] = [];
  for (const exit of definition.exits) {
    const held = evaluate(exit.when, facts);
    observations.push({ kind: 'exit-rule', key: exit.key, held });
    if (held) return { state, intents: [{ kind: 'end', outcome: { kind: 'exited', exit: exit.key } }], observations };
  }

  const intents: Intent[] = [];
  let current = state;
  for (;;) {
    const passed = passNode(requireNode(definition, current.node), { definition, state: current, facts, now });
    if (passed.observation) observations.push(passed.observation);
    if (passed.intent) intents.push(passed.intent);
    if (passed.next === undefined) return { state: current, intents, observations };
    current = { node: passed.next, arrivedAt: (passed.at ?? new Date(current.arrivedAt)).toISOString() };
  }
}

interface Passing {
  /** Absent: nothing was looked at yet. */
  observation?: Observation;
  intent?: Intent;
  /** Absent: the run stays or ends here. */
  next?: string;
  /** When it goes on; absent: at once. */
  at?: Date;
}

interface Situation {
  definition: FlowDefinition;
  state: RunState;
  facts: FlowFacts;
  now: Date;
}

function passNode(node: FlowNode, situation: Situation): Passing {
  switch (node.kind) {
    case 'delay':
      return passDelay(node, situation);
    case 'wait-until':
      return passWaitUntil(node, situation);
    case 'wait-for':
      return passWaitFor(node, situation);
    case 'condition': {
      const held = evaluate(node.when, situation.facts);
      return { observation: { kind: 'condition', node: node.key, held }, next: held ? node.yes : node.no };
    }
    case 'split': {
      const branch = node.branches.find(({ when }) => evaluate(when, situation.facts));
      const observation: Observation = { kind: 'split', node: node.key, branch: branch?.key ?? null };
      return { observation, next: branch?.next ?? node.otherwise };
    }
    case 'lots':
      return passLots(node, situation);
    case 'send':
      return passSend(node, situation);
    case 'set-property':
      return act(node, situation, { kind: 'set-property', property: node.property, value: node.value });
    case 'tag':
      return act(node, situation, { kind: 'tag', change: node.change, tag: node.tag });
    case 'webhook':
      return act(node, situation, { kind: 'webhook', endpoint: node.endpoint });
    case 'exit':
      return {
        observation: { kind: 'exit', node: node.key },
        intent: { kind: 'end', outcome: { kind: 'finished', node: node.key } },
      };
    default:
      return unreachable(node);
  }
}

/** Goes on at `until`, or when it came here where that is later; before that it waits. */
function waitTo(until: Date, then: string, observation: Observation, { state, now }: Situation): Passing {
  if (now < until) return { observation, intent: { kind: 'wait', until } };
  const arrivedAt = new Date(state.arrivedAt);
  return { observation, next: then, at: until > arrivedAt ? until : arrivedAt };
}

function passDelay(node: NodeOf<'delay'>, situation: Situation): Passing {
  const { state, facts, now } = situation;
  const fact = node.after === 'arrival' ? null : facts[node.after];
  const from = new Date(typeof fact === 'string' ? fact : state.arrivedAt);
  const until = addMs(from, minutes(node.minutes));
  const times = { from: from.toISOString(), until: until.toISOString() };
  return waitTo(until, node.next, { kind: 'delay', node: node.key, ...times, isOver: now >= until }, situation);
}

function passWaitUntil(node: NodeOf<'wait-until'>, situation: Situation): Passing {
  const zone = situation.facts[flowRequestKey({ kind: 'zone', of: node.zone })];
  const named = typeof zone === 'string' ? zone : 'UTC';
  const until = nextWallTime(new Date(situation.state.arrivedAt), node, named);
  const seen = { zone: named, until: until.toISOString(), isOver: situation.now >= until };
  return waitTo(until, node.next, { kind: 'wait-until', node: node.key, ...seen }, situation);
}

/** What happened within the time counts, however late it was told: until somebody looked after the time was over. */
function passWaitFor(node: NodeOf<'wait-for'>, situation: Situation): Passing {
  const { state, facts, now } = situation;
  const first = facts[flowRequestKey(firstOf(node, state))];
  if (first === undefined) return { intent: { kind: 'look-again' } };
  const until = deadlineOf(node, state);
  const happenedAt = typeof first === 'string' ? first : null;
  const isOver = happenedAt !== null || now >= until;
  const observation: Observation = {
    ...{ kind: 'wait-for', node: node.key, until: until.toISOString() },
    ...{ happenedAt, isOver },
  };
  if (happenedAt !== null) return { observation, next: node.happened, at: new Date(happenedAt) };
  return waitTo(until, node.timedOut, observation, situation);
}

function passLots(node: NodeOf<'lots'>, { definition, facts }: Situation): Passing {
  const drawn = facts[flowRequestKey(lotOf(definition.key, node.key))];
  const lot = typeof drawn === 'number' ? drawn : 0;
  let below = 0;
  const branch = node.branches.find(({ share }) => lot < (below += share)) ?? node.branches.at(-1);
  if (!branch) throw new Error(`"${node.key}" has no branches`);
  return { observation: { kind: 'lots', node: node.key, branch: branch.key, lot }, next: branch.next };
}

function passSend(node: NodeOf<'send'>, { state }: Situation): Passing {
  const dueAt = new Date(state.arrivedAt);
  const expiresAt = addMs(dueAt, minutes(node.expiresAfterMinutes));
  const offer = node.offer ? { offer: node.offer } : {};
  const intent: Intent = { kind: 'send', step: node.key, template: node.template, ...offer, dueAt, expiresAt };
  return { observation: { kind: 'send', node: node.key }, intent, next: node.next };
}

function act({ key, next: then }: { key: string; next: string }, { state }: Situation, action: FlowAction): Passing {
  const intent: Intent = { kind: 'act', step: key, action, at: new Date(state.arrivedAt) };
  return { observation: { kind: 'act', node: key }, intent, next: then };
}

function requireNode(definition: FlowDefinition, key: string): FlowNode {
  const node = definition.nodes.find((each) => each.key === key);
  if (!node) throw new Error(`flow "${definition.key}" has no node "${key}"`);
  return node;
}
