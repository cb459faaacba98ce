import { problemsOf, type RuleProblem } from '~/customers/rules/problems';
import { ruleSchema, type Rule } from '~/customers/rules/rule';
import { pathKey } from './draft';

/** What is asked for where a field is empty or cannot be read, by the field. */
const WANTED: Record<string, string> = {
  atLeast: 'Say how often: a whole number from 1 on.',
  within: 'Say when: whole numbers of days, hours or minutes, or days of the calendar.',
  minutes: 'Say how long: a whole number of days, hours or minutes.',
  key: 'Give the property’s name.',
  named: 'Give the custom event’s name.',
  id: 'Choose a segment.',
  where: 'Fill in what the events must be like, or take that line away.',
  value: 'Fill in what to compare with.',
  of: 'Choose what is meant, and give its name.',
  from: 'Give whole numbers of days, up to a year.',
  to: 'Give whole numbers of days, up to a year.',
  below: 'Give a part between 0.01 and 100 %.',
};
const PARTS = ['rules', 'rule'];

/** What is wrong with a rule as it is typed: what is not filled in, then what cannot be. By the part's path, see `pathsOf`. */
export function problemsAt(rule: Rule, segmentIds: readonly string[]): Map<string, string[]> {
  const parsed = ruleSchema.safeParse(rule);
  const found = parsed.success
    ? problemsOf(rule, { segmentIds: new Set(segmentIds) })
    : parsed.error.issues.map(({ path }) => unfilled(path));
  return byPath(found);
}

export function byPath(problems: readonly RuleProblem[]): Map<string, string[]> {
  const by = new Map<string, string[]>();
  for (const { path, message } of problems) {
    const key = pathKey(path);
    const own = by.get(key) ?? [];
    if (!own.includes(message)) by.set(key, [...own, message]);
  }
  return by;
}

function unfilled(path: readonly PropertyKey[]): RuleProblem {
  const told = path.filter((part) => typeof part !== 'symbol');
  const at = told.findIndex((part) => typeof part === 'string' && !PARTS.includes(part));
  const field = at < 0 ? '' : String(told[at]);
  return { path: at < 0 ? told : told.slice(0, at), message: WANTED[field] ?? 'Fill in all of this condition.' };
}
