import { unreachable } from '~/platform/errors';
import { factRegistry } from './facts';
import type { Rule, Window } from './rule';

/** The rule in a merchant's words: "there are items in the cart and not (order placed since it began)". */
export function sentence(rule: Rule): string {
  switch (rule.kind) {
    case 'all':
      return rule.rules.length ? allOf.format(rule.rules.map(nested)) : 'always';
    case 'any':
      return rule.rules.length ? anyOf.format(rule.rules.map(nested)) : 'never';
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

const allOf = new Intl.ListFormat('en', { type: 'conjunction' });
const anyOf = new Intl.ListFormat('en', { type: 'disjunction' });

function nested(rule: Rule): string {
  const isCompound = (rule.kind === 'all' || rule.kind === 'any') && rule.rules.length > 1;
  return isCompound ? `(${sentence(rule)})` : sentence(rule);
}

function factSentence(rule: Extract<Rule, { kind: 'fact' }>): string {
  const fact = factRegistry[rule.fact];
  const is = rule.is.replace('-', ' ');
  if ('negation' in fact && typeof rule.value === 'boolean')
    return (rule.is === 'is') === rule.value ? fact.words : fact.negation;
  if ('isCount' in fact && typeof rule.value === 'number') return countSentence(fact.words, rule.is, rule.value);
  return `${fact.words} ${is} ${rule.value}`;
}

function countSentence(words: string, is: Extract<Rule, { kind: 'fact' }>['is'], count: number): string {
  const isNone = count === 0 && (is === 'is' || is === 'at-most');
  if (isNone) return `there are no ${words}`;
  if (is === 'at-least' && count === 1) return `there are ${words}`;
  return `there are ${is === 'is' ? '' : `${is.replace('-', ' ')} `}${count} ${words}`;
}

function windowWords(window: Window): string {
  if (window === 'run') return 'since it began';
  const { minutes } = window;
  if (minutes % 1_440 === 0) return `in the last ${amount(minutes / 1_440, 'day')}`;
  return `in the last ${minutes % 60 === 0 ? amount(minutes / 60, 'hour') : amount(minutes, 'minute')}`;
}

const amount = (count: number, unit: string): string => (count === 1 ? unit : `${count} ${unit}s`);
