import type { RuleProblem } from '~/customers/rules/problems';
import type { Rule } from '~/customers/rules/rule';

/** A condition as it stands in the editor: a leaf, or one that is turned round. */
export interface Condition {
  /** Of the leaf, from the root. */
  path: RuleProblem['path'];
  rule: Rule;
}

/** All conditions of a rule, from left to right. */
export function conditionsOf(rule: Rule, path: Condition['path'] = []): Condition[] {
  if (rule.kind === 'all' || rule.kind === 'any')
    return rule.rules.flatMap((part, index) => conditionsOf(part, [...path, 'rules', index]));
  if (rule.kind !== 'not') return [{ path, rule }];
  const inner = conditionsOf(rule.rule, [...path, 'rule']);
  const isLeaf = !['all', 'any', 'not'].includes(rule.rule.kind);
  return isLeaf ? inner.map((condition) => ({ ...condition, rule })) : inner;
}
