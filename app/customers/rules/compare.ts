import { unreachable } from '~/platform/errors';
import type { FactValue, ValueType } from './facts';

export const operators = ['is', 'is-not', 'one-of', 'contains', 'starts-with', 'at-least', 'at-most', 'known'] as const;
export type Operator = (typeof operators)[number];

/** What a rule compares with. */
export type RuleValue = string | number | boolean | string[];

export interface Comparison {
  is: Operator;
  value: RuleValue;
}

/** The comparisons that say something of a type. */
export const operatorsOf: Readonly<Record<ValueType, readonly Operator[]>> = {
  boolean: ['is', 'is-not', 'known'],
  number: ['is', 'is-not', 'at-least', 'at-most', 'known'],
  choice: ['is', 'is-not', 'one-of', 'known'],
  text: ['is', 'is-not', 'one-of', 'contains', 'starts-with', 'known'],
  list: ['is', 'is-not', 'one-of', 'contains', 'known'],
  ids: ['is', 'is-not', 'one-of', 'known'],
  instant: ['at-least', 'at-most', 'known'],
  day: ['known'],
};

/**
 * Whether a value compares so. Two-valued: with something missing, or with a value of another type, nothing holds but `known` being false. A list
 * `is` what is among it, and `is not` what is not.
 */
export function compare(type: ValueType, fact: FactValue, { is, value }: Comparison): boolean {
  if (is === 'known') return (fact !== null) === value;
  if (fact === null || !operatorsOf[type].includes(is)) return false;
  if (isList(fact) !== (type === 'list' || type === 'ids')) return false;
  const isFolded = type === 'text' || type === 'list';
  const wanted = isFolded ? folded(value) : value;
  if (isList(fact)) return compareList(isFolded ? fact.map(fold) : fact, is, wanted);
  return compareOne(isFolded && typeof fact === 'string' ? fold(fact) : fact, is, wanted);
}

const isList = (fact: FactValue): fact is readonly string[] => Array.isArray(fact);

function compareOne(fact: string | number | boolean, is: Exclude<Operator, 'known'>, value: RuleValue): boolean {
  if (Array.isArray(value)) return is === 'one-of' && typeof fact === 'string' && value.includes(fact);
  if (typeof fact !== typeof value) return false;
  switch (is) {
    case 'is':
      return fact === value;
    case 'is-not':
      return fact !== value;
    case 'at-least':
      return fact >= value;
    case 'at-most':
      return fact <= value;
    case 'contains':
      return String(fact).includes(String(value));
    case 'starts-with':
      return String(fact).startsWith(String(value));
    case 'one-of':
      return false;
    default:
      return unreachable(is);
  }
}

function compareList(list: readonly string[], is: Operator, value: RuleValue): boolean {
  if (Array.isArray(value)) return is === 'one-of' && list.some((each) => value.includes(each));
  if (typeof value !== 'string') return false;
  if (is === 'is') return list.includes(value);
  if (is === 'is-not') return !list.includes(value);
  return is === 'contains' && list.some((each) => each.includes(value));
}

const folded = (value: RuleValue): RuleValue => {
  if (Array.isArray(value)) return value.map(fold);
  return typeof value === 'string' ? fold(value) : value;
};

/**
 * A text without regard to case: each character by its own small letter, as PostgreSQL's `lower(… COLLATE "pg_c_utf8")` has it, whatever language it is
 * in. So ß is not ss, and İ is i.
 */
export function fold(text: string): string {
  if (!/[^\x20-\x40\x5b-\x7e]/.test(text)) return text;
  let small = '';
  for (const letter of text) small += letter === 'İ' ? 'i' : smallLetter(letter);
  return small;
}

/** Some letters have a small one that takes two characters: those stay. */
function smallLetter(letter: string): string {
  const small = letter.toLowerCase();
  return small.length > letter.length ? letter : small;
}
