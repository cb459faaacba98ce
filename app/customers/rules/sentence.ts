import { unreachable } from '~/platform/errors';
import { factRegistry } from './facts';
import type { Rule, Window } from './rule';

/** The rule in a merchant's words: "items in the cart at least 1 and not (order placed since it began)". */
export function sentence(rule: Rule): string {
  switch (rule.kind) {
    case 'all':
      return rule.rules.length ? rule.rules.map(nested).join(' and ') : 'always';
    case 'any':
      return rule.rules.length ? rule.rules.map(nested).join(' or ') : 'never';
    case 'not':
      return `not ${nested(rule.rule)}`;
    case 'fact':
      return factSentence(rule);
    case 'happened':
      return `${rule.event.replaceAll('_', ' ')}${rule.atLeast > 1 ? ` at least ${rule.atLeast} times` : ''} ${windowWords(rule.within)}`;
    default:
      return unreachable(rule);
  }
}

function nested(rule: Rule): string {
  const isCompound = (rule.kind === 'all' || rule.kind === 'any') && rule.rules.length > 1;
  return isCompound ? `(${sentence(rule)})` : sentence(rule);
}

function factSentence(rule: Extract<Rule, { kind: 'fact' }>): string {
  const { words } = factRegistry[rule.fact];
  if (typeof rule.value === 'boolean') return (rule.is === 'is') === rule.value ? words : `not: ${words}`;
  return `${words} ${rule.is.replace('-', ' ')} ${rule.value}`;
}

function windowWords(window: Window): string {
  if (window === 'run') return 'since it began';
  const { minutes } = window;
  if (minutes % 1_440 === 0) return `in the last ${amount(minutes / 1_440, 'day')}`;
  return `in the last ${minutes % 60 === 0 ? amount(minutes / 60, 'hour') : amount(minutes, 'minute')}`;
}

const amount = (count: number, unit: string): string => (count === 1 ? unit : `${count} ${unit}s`);
