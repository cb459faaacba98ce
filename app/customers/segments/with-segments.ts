import type { Rule } from '../rules/rule';

/** Segments run in a circle: to know who is in one of them, one would have to know who is in it. */
export class CircleOfSegments extends Error {
  constructor(readonly ids: readonly string[]) {
    super(`segments run in a circle: ${ids.join(' → ')}`);
    this.name = 'CircleOfSegments';
  }
}

/**
 * A rule with the rules of the segments it speaks of in their place, so that what it says is always true of this moment. A segment that is not there
 * has nobody in it.
 * @throws CircleOfSegments
 */
export function withSegments(rule: Rule, rules: ReadonlyMap<string, Rule>, path: readonly string[] = []): Rule {
  switch (rule.kind) {
    case 'all':
    case 'any':
      return { ...rule, rules: rule.rules.map((part) => withSegments(part, rules, path)) };
    case 'not':
      return { kind: 'not', rule: withSegments(rule.rule, rules, path) };
    case 'segment': {
      if (path.includes(rule.id)) throw new CircleOfSegments([...path, rule.id]);
      const own = rules.get(rule.id);
      return own ? withSegments(own, rules, [...path, rule.id]) : { kind: 'any', rules: [] };
    }
    default:
      return rule;
  }
}
