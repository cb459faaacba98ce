import type { EventType } from '~/capture/events/event';
import { unreachable } from '~/platform/errors';
import { compare } from './compare';
import { describeFact, type FactKey, type Facts, type FactValue } from './facts';
import { leavesOf, type Leaf, type Rule, type Window } from './rule';

/** Something a rule needs to know. */
export type FactRequest =
  | { kind: 'fact'; fact: FactKey }
  | { kind: 'count'; event: EventType; within: Window }
  /** What a leaf measures, whatever it compares that with: see `measure`. */
  | { kind: 'measure'; leaf: Leaf };

/** The name under which a request's answer stands among the facts. */
export function requestKey(request: FactRequest): string {
  switch (request.kind) {
    case 'fact':
      return request.fact;
    case 'count':
      return `count:${request.event}:${windowKey(request.within)}`;
    case 'measure':
      return measureKey(request.leaf);
    default:
      return unreachable(request);
  }
}

const windowKey = (within: Window): string => {
  if (typeof within === 'string') return within;
  return 'minutes' in within ? `${within.minutes}m` : JSON.stringify(within);
};

/** A leaf is asked of many people: its key is made once. */
const keys = new WeakMap<Leaf, string>();

function measureKey(leaf: Leaf): string {
  const known = keys.get(leaf);
  if (known !== undefined) return known;
  const key = makeKey(leaf);
  keys.set(leaf, key);
  return key;
}

/** Leaves that measure the same have the same key, whatever they compare it with. */
function makeKey(leaf: Leaf): string {
  switch (leaf.kind) {
    case 'happened': {
      const { event, named, where, within, each, without } = leaf;
      return JSON.stringify({ kind: 'happened', event, named, where, within, each, without });
    }
    case 'measured': {
      const { event, named, where, within, measure, of } = leaf;
      return JSON.stringify({ kind: 'measured', event, named, where, within, measure, of });
    }
    case 'age':
      return JSON.stringify({ kind: 'age', of: leaf.of });
    case 'property':
      return JSON.stringify({ kind: 'property', key: leaf.key });
    case 'chance':
      return JSON.stringify({ kind: 'chance', salt: leaf.salt });
    default:
      return JSON.stringify(leaf);
  }
}

/** What a leaf compares: the request, of which `holds` takes the answer. */
export function requestOf(leaf: Leaf): FactRequest {
  if (leaf.kind === 'fact') return { kind: 'fact', fact: leaf.fact };
  if (leaf.kind === 'happened' && isPlainCount(leaf)) return { kind: 'count', event: leaf.event, within: leaf.within };
  return { kind: 'measure', leaf };
}

const isPlainCount = ({ named, where, each }: Extract<Leaf, { kind: 'happened' }>): boolean =>
  named === undefined && !where?.length && each === undefined;

/** Everything a rule may look at, without repeats. */
export function requestsOf(rule: Rule): FactRequest[] {
  return [...new Map(leavesOf(rule).map((leaf) => [requestKey(requestOf(leaf)), requestOf(leaf)])).values()];
}

/** Whether the rule holds. Pure and two-valued: `all` of nothing is true, `any` of nothing is false, missing facts compare as false. */
export function evaluate(rule: Rule, facts: Facts): boolean {
  switch (rule.kind) {
    case 'all':
      return rule.rules.every((part) => evaluate(part, facts));
    case 'any':
      return rule.rules.some((part) => evaluate(part, facts));
    case 'not':
      return !evaluate(rule.rule, facts);
    default:
      return holds(rule, facts[requestKey(requestOf(rule))] ?? null);
  }
}

/** Whether a leaf holds of what was measured for it. */
export function holds(leaf: Leaf, answer: FactValue): boolean {
  switch (leaf.kind) {
    case 'fact':
      return compare(describeFact(leaf.fact).type, answer, leaf);
    case 'property':
      return compare(
        typeof answer === 'string' ? 'text' : typeof answer === 'boolean' ? 'boolean' : 'number',
        answer,
        leaf,
      );
    case 'happened':
      return typeof answer === 'number' && answer >= leaf.atLeast;
    case 'measured':
      return compare('number', answer, leaf);
    case 'age':
      return typeof answer === 'number' && isOfAge(leaf, answer);
    case 'day':
    case 'segment':
    case 'shopify-segment':
      return answer === true;
    case 'chance':
      return typeof answer === 'number' && answer >= leaf.from && answer < leaf.below;
    default:
      return unreachable(leaf);
  }
}

/** @param ageMs below 0: it is yet to come */
function isOfAge({ is, minutes }: Extract<Leaf, { kind: 'age' }>, ageMs: number): boolean {
  const limitMs = minutes * 60_000;
  return is === 'over' ? ageMs >= limitMs : ageMs >= 0 && ageMs < limitMs;
}
