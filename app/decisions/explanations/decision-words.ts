import { unreachable } from '~/platform/errors';
import { describeFact, factKeys, type FactKey, type Facts, type FactValue } from '~/customers/rules/facts';
import { sentence } from '~/customers/rules/sentence';
import type { FlowDefinition } from '../flows/language/flow';
import type { FlowNode, NodeOf } from '../flows/language/node';
import type { Observation, RunOutcome } from '../flows/engine/next-step';
import {
  amountWords,
  capitalised,
  countWords,
  instantWords,
  keyWords,
  spanWords,
  whenWords,
  type SpokenShop,
} from './spoken-shop';

/** One look of the engine at a run, as it was stored. */
export interface StoredDecision {
  facts: Facts;
  observations: Observation[];
}

export interface DecisionWords {
  /** What came of it, a sentence each, in the order it was looked at. */
  says: string[];
  /** What it knew. */
  knew: string[];
}

/** A stored decision in sentences. Renders what the engine saw and concluded; nothing is computed again. */
export function decisionWords(decision: StoredDecision, flow: FlowDefinition, shop: SpokenShop): DecisionWords {
  return {
    says: decision.observations.flatMap((observation) => observationWords(observation, flow, shop) ?? []),
    knew: Object.entries(decision.facts).flatMap(([key, value]) => factWords(key, value, shop) ?? []),
  };
}

function observationWords(observation: Observation, flow: FlowDefinition, shop: SpokenShop): string | null {
  switch (observation.kind) {
    case 'exit-rule':
      return observation.held ? `It ended, because ${exitWords(observation.key, flow)}.` : null;
    case 'condition':
      return conditionWords(observation, flow);
    case 'delay':
      return delayWords(observation, flow, shop);
    case 'split':
      return splitWords(observation, flow);
    case 'lots':
      return `By lot it went the way “${keyWords(observation.branch)}”.`;
    case 'wait-until':
      return wallWords(observation, shop);
    case 'wait-for':
      return waitForWords(observation, flow, shop);
    case 'send':
      return `The ${keyWords(observation.node)} was planned.`;
    case 'act':
      return actWords(nodeOf(flow, observation.node));
    case 'exit':
      return 'It came to its end.';
    default:
      return unreachable(observation);
  }
}

const EXIT_WORDS: Record<string, string> = {
  ordered: 'they ordered',
  'cart-emptied': 'the cart is empty',
  'consent-lost': 'they unsubscribed',
  'taken-out': 'somebody of the shop took them out',
  'taken-out-of-use': 'the flow was taken out of use',
};

/** Why a run was left early: known ways in plain words, others by their rule. */
function exitWords(key: string, flow: FlowDefinition): string {
  const rule = flow.exits.find((exit) => exit.key === key)?.when;
  return EXIT_WORDS[key] ?? (rule ? sentence(rule) : keyWords(key));
}

function conditionWords({ node, held }: Extract<Observation, { kind: 'condition' }>, flow: FlowDefinition): string {
  const found = nodeOf(flow, node);
  const rule = found?.kind === 'condition' ? sentence(found.when) : keyWords(node);
  return held ? `It is so that ${rule}.` : `It is not so that ${rule}.`;
}

function delayWords(observed: Extract<Observation, { kind: 'delay' }>, flow: FlowDefinition, shop: SpokenShop): string {
  const node = nodeOf(flow, observed.node);
  const how = node?.kind === 'delay' ? `, ${waitWords(node)} (${instantWords(observed.from, shop)})` : '';
  return observed.isOver
    ? `The wait was over ${whenWords(observed.until, shop)}${how}.`
    : `It waits until ${instantWords(observed.until, shop)}${how}.`;
}

/** `4 hours after the last change to the cart`. */
export function waitWords({ minutes, after }: NodeOf<'delay'>): string {
  return `${spanWords(minutes)} after ${after === 'arrival' ? 'the step before' : describeFact(after).words}`;
}

function splitWords({ node, branch }: Extract<Observation, { kind: 'split' }>, flow: FlowDefinition): string {
  const found = nodeOf(flow, node);
  const rule = found?.kind === 'split' ? found.branches.find(({ key }) => key === branch)?.when : undefined;
  if (branch === null) return 'None of the branches fitted, so it went the other way.';
  return `It went the way “${keyWords(branch)}”${rule ? `, because ${sentence(rule)}` : ''}.`;
}

/** Whose clock it was is said by its zone. */
function wallWords({ until, zone, isOver }: Extract<Observation, { kind: 'wait-until' }>, shop: SpokenShop): string {
  const time = `${instantWords(until, { ...shop, timezone: zone })} (${zone})`;
  return isOver ? `It was ${time}.` : `It waits until it is ${time}.`;
}

function waitForWords(
  { node, until, happenedAt, isOver }: Extract<Observation, { kind: 'wait-for' }>,
  flow: FlowDefinition,
  shop: SpokenShop,
): string {
  const found = nodeOf(flow, node);
  const what = found?.kind === 'wait-for' ? waitedForWords(found) : keyWords(node);
  if (happenedAt !== null) return `What it waited for came ${whenWords(happenedAt, shop)}: ${what}.`;
  return isOver
    ? `It waited in vain for “${what}”, until ${instantWords(until, shop)}.`
    : `It waits for “${what}”, until ${instantWords(until, shop)} at most.`;
}

/** `order placed or checkout started`. */
export const waitedForWords = ({ events }: NodeOf<'wait-for'>): string =>
  new Intl.ListFormat('en', { type: 'disjunction' }).format(
    events.map((choice) => sentence({ kind: 'happened', ...choice, atLeast: 1, within: 'ever' }).replace(/ ever$/, '')),
  );

function actWords(node: FlowNode | undefined): string {
  switch (node?.kind) {
    case 'set-property':
      return node.value === null
        ? `The person’s “${node.property}” was taken away.`
        : `The person’s “${node.property}” became “${String(node.value)}”.`;
    case 'tag':
      return `Shopify is told to ${node.change === 'add' ? 'put' : 'take away'} the tag “${node.tag}”.`;
    case 'webhook':
      return 'The merchant’s program is told.';
    default:
      return 'Something was done for the person.';
  }
}

const FACT_WORDS: Partial<Record<FactKey, (value: FactValue, shop: SpokenShop) => string>> = {
  'profile.hasAddress': (value) => (value === true ? 'an email address was known' : 'no email address was known'),
  'consent.marketing': (value) => `consent to marketing: ${typeof value === 'string' ? keyWords(value) : 'none'}`,
  'cart.itemCount': (value) => `${countWords(Number(value), 'item')} in the cart`,
  'cart.valueMinor': (value, shop) => `the cart was worth ${amountWords(Number(value), shop)}`,
  'cart.linesChangedAt': (value, shop) => `the cart last changed ${whenWords(String(value), shop)}`,
  'cart.isBought': (value) => (value === true ? 'the cart was bought' : 'the cart was not bought'),
};

const isFact = (key: string): key is FactKey => (factKeys as string[]).includes(key);

/** `country: DE`, `spent in all: €12.00`. */
function plainFactWords(key: FactKey, value: FactValue, shop: SpokenShop): string {
  const { type, words, negation, isMoney } = describeFact(key);
  if (type === 'boolean') return value === true ? words : (negation ?? `not ${words}`);
  if (type === 'instant') return `${words}: ${whenWords(String(value), shop)}`;
  if (isMoney) return `${words}: ${amountWords(Number(value), shop)}`;
  return `${words}: ${isList(value) ? value.join(', ') || 'none' : String(value)}`;
}

const isList = (value: FactValue): value is readonly string[] => Array.isArray(value);

/** One stored fact, or null where it says nothing. */
function factWords(key: string, value: FactValue, shop: SpokenShop): string | null {
  if (isFact(key)) return value === null ? null : (FACT_WORDS[key]?.(value, shop) ?? plainFactWords(key, value, shop));
  const [kind, event, window] = key.split(':');
  if (kind !== 'count' || !event || !window) return null;
  const since =
    window === 'run' ? 'since it began' : `in the last ${spanWords(Number.parseInt(window, 10)).replace(/^1 /, '')}`;
  const thing = event.replaceAll('_', ' ');
  return value ? `${thing} ${value === 1 ? 'once' : `${String(value)} times`} ${since}` : `no ${thing} ${since}`;
}

/** How a run ended, in a sentence. */
export function outcomeWords(outcome: RunOutcome | { kind: 'erased' | 'merged' }, flow: FlowDefinition): string {
  switch (outcome.kind) {
    case 'exited':
      return `Ended, because ${exitWords(outcome.exit, flow)}.`;
    case 'finished':
      return 'Went all the way to its end.';
    case 'erased':
      return 'Ended, because this person was erased.';
    case 'merged':
      return 'Ended, because this person turned out to be somebody who was in the flow already.';
    default:
      return unreachable(outcome);
  }
}

/**
 * Where a run stands and what comes then: by its node and the last stored look at it. A run that nobody has looked at yet is looked at within
 * moments.
 */
export function whereWords(node: string, last: StoredDecision | null, flow: FlowDefinition, shop: SpokenShop): string {
  const waits = last?.observations.findLast((each) => 'isOver' in each && each.node === node && !each.isOver);
  const then = nextMail(node, flow);
  const what = then ? `; then the ${keyWords(then)} is planned` : '';
  const words = waits && observationWords(waits, flow, shop);
  if (!words) return `Is looked at within moments${what}.`;
  return capitalised(`${words.slice('It '.length, -1)}${what}.`);
}

/** The mail that follows whatever happens: the next one without a fork between. */
function nextMail(from: string, flow: FlowDefinition): string | null {
  let node = nodeOf(flow, from);
  while (node && node.kind !== 'send' && 'next' in node) node = nodeOf(flow, node.next);
  return node?.kind === 'send' ? node.key : null;
}

const nodeOf = (flow: FlowDefinition, key: string): FlowNode | undefined => flow.nodes.find((node) => node.key === key);
