import type { EventType } from '~/capture/events/event';
import { unreachable } from '~/platform/errors';
import type { FactKey, Facts, FactValue } from './facts';
import type { Rule, Window } from './rule';

/** Something a rule needs to know. */
export type FactRequest = { kind: 'fact'; fact: FactKey } | { kind: 'count'; event: EventType; within: Window };

/** The name under which a request's answer stands among the facts. */
export function requestKey(request: FactRequest): string {
  if (request.kind === 'fact') return request.fact;
  const window = request.within === 'run' ? 'run' : `${request.within.minutes}m`;
  return `count:${request.event}:${window}`;
}

/** Everything a rule may look at, without repeats. */
export function requestsOf(rule: Rule): FactRequest[] {
  const all = collect(rule);
  return [...new Map(all.map((request) => [requestKey(request), request])).values()];
}

function collect(rule: Rule): FactRequest[] {
  switch (rule.kind) {
    case 'all':
    case 'any':
      return rule.rules.flatMap(collect);
    case 'not':
      return collect(rule.rule);
    case 'fact':
      return [{ kind: 'fact', fact: rule.fact }];
    case 'happened':
      return [{ kind: 'count', event: rule.event, within: rule.within }];
    default:
      return unreachable(rule);
  }
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
    case 'fact':
      return compare(facts[rule.fact] ?? null, rule.is, rule.value);
    case 'happened':
      return compare(
        facts[requestKey({ kind: 'count', event: rule.event, within: rule.within })] ?? 0,
        'at-least',
        rule.atLeast,
      );
    default:
      return unreachable(rule);
  }
}

function compare(
  fact: FactValue,
  is: 'is' | 'is-not' | 'at-least' | 'at-most',
  value: string | number | boolean,
): boolean {
  if (fact === null || typeof fact !== typeof value) return false;
  switch (is) {
    case 'is':
      return fact === value;
    case 'is-not':
      return fact !== value;
    case 'at-least':
      return fact >= value;
    case 'at-most':
      return fact <= value;
    default:
      return unreachable(is);
  }
}
