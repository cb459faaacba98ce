import { operatorsOf, type Operator } from '~/customers/rules/compare';
import type { ValueType } from '~/customers/rules/facts';

/** A comparison as it is chosen: `known` says which way. */
export type ChosenOperator = Exclude<Operator, 'known'> | 'known' | 'unknown';

const OF_ONE: Record<ChosenOperator, string> = {
  is: 'is',
  'is-not': 'is not',
  'one-of': 'is one of',
  contains: 'contains',
  'starts-with': 'starts with',
  'at-least': 'is at least',
  'at-most': 'is at most',
  known: 'is known',
  unknown: 'is not known',
};
const OF_MANY: Partial<Record<ChosenOperator, string>> = {
  is: 'include',
  'is-not': 'do not include',
  'one-of': 'include one of',
  contains: 'include something with',
  known: 'are known',
  unknown: 'are not known',
};

/** The comparisons of a type, in words. */
export function operatorOptions(type: ValueType): { value: ChosenOperator; label: string }[] {
  const chosen = operatorsOf[type].flatMap((is): ChosenOperator[] => (is === 'known' ? ['known', 'unknown'] : [is]));
  const words = type === 'list' || type === 'ids' ? { ...OF_ONE, ...OF_MANY } : OF_ONE;
  return chosen.map((value) => ({ value, label: words[value] }));
}
