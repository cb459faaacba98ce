import { eventTypes, type EventType } from '~/capture/events/event';
import { operatorsOf, type Operator, type RuleValue } from './compare';
import { fieldNamesOf, fieldOf, productsToldBy } from './event-fields';
import { describeFact, type ValueType } from './facts';
import { leavesOf, MOST_PARTS, type DayRule, type EventChoice, type Leaf, type Rule, type Window } from './rule';

/** What is wrong with a part of a rule: where it stands, what it is, and what to do. */
export interface RuleProblem {
  /** From the root: `rules`, 2, `rule`, … */
  path: (string | number)[];
  message: string;
}

/** What a rule may speak of in a shop. */
export interface RuleContext {
  /** Segments that may be named. */
  segmentIds: ReadonlySet<string>;
}

const DEEPEST = 8;

/**
 * Why a rule that the schema takes says nothing, or nothing that can be kept true. None: it may be used. Each names the part and the remedy.
 */
export function problemsOf(rule: Rule, context: RuleContext): RuleProblem[] {
  const parts = leavesOf(rule).length;
  const all = walk(rule, [], 1, context);
  if (parts > MOST_PARTS)
    all.unshift({
      path: [],
      message: `The rule has ${parts} conditions; at most ${MOST_PARTS} are kept true. Make a segment of some of them and name it here.`,
    });
  return all;
}

function walk(rule: Rule, path: RuleProblem['path'], depth: number, context: RuleContext): RuleProblem[] {
  if (depth > DEEPEST)
    return [{ path, message: `Groups lie ${depth} deep; at most ${DEEPEST} are possible. Take some groups apart.` }];
  if (rule.kind === 'not') return walk(rule.rule, [...path, 'rule'], depth + 1, context);
  if (rule.kind !== 'all' && rule.kind !== 'any') return wrongIn(rule, context).map((message) => ({ path, message }));
  if (rule.rules.length === 0)
    return [{ path, message: 'This group is empty. Add a condition to it, or take it away.' }];
  return rule.rules.flatMap((part, index) => walk(part, [...path, 'rules', index], depth + 1, context));
}

function wrongIn(leaf: Leaf, { segmentIds }: RuleContext): string[] {
  switch (leaf.kind) {
    case 'fact':
      return wrongComparison(describeFact(leaf.fact).words, describeFact(leaf.fact).type, leaf.is, leaf.value);
    case 'property':
      return wrongComparison(`“${leaf.key}”`, typeByValue(leaf.value), leaf.is, leaf.value);
    case 'happened':
      return [...wrongChoice(leaf), ...wrongWindow(leaf.within), ...wrongProducts(leaf)];
    case 'measured':
      return [...wrongChoice(leaf), ...wrongWindow(leaf.within), ...wrongNumber(leaf.event, leaf.of)];
    case 'age':
      if ('event' in leaf.of) return wrongChoice(leaf.of);
      return describeFact(leaf.of.fact).type === 'instant'
        ? []
        : [`“${describeFact(leaf.of.fact).words}” is no point in time. Choose one that is, such as the last order.`];
    case 'day':
      return wrongDay(leaf);
    case 'segment':
      return segmentIds.has(leaf.id) ? [] : ['The segment it names is not there any more. Choose another.'];
    case 'chance':
      return leaf.from < leaf.below
        ? []
        : ['A part by lot must begin before it ends. Give it a size of more than 0 %.'];
    default:
      return [];
  }
}

const typeByValue = (value: RuleValue): ValueType =>
  typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'boolean' : 'text';

function wrongComparison(words: string, type: ValueType, is: Operator, value: RuleValue): string[] {
  if (is === 'known') return typeof value === 'boolean' ? [] : [`${words}: say whether it is known or not.`];
  if (!operatorsOf[type].includes(is))
    return [`${words} cannot be compared by “${is.replace('-', ' ')}”. Use ${oneOf(operatorsOf[type])}.`];
  const wanted = kindOfValue(type, is);
  return fits(wanted, value) ? [] : [`${words}: “${String(value)}” is not ${wanted}. Give ${wanted}.`];
}

const oneOf = (operators: readonly Operator[]): string =>
  new Intl.ListFormat('en', { type: 'disjunction' }).format(operators.map((each) => `“${each.replace('-', ' ')}”`));

type Kind = 'a number' | 'yes or no' | 'a text' | 'a list of texts' | 'a point in time';

function kindOfValue(type: ValueType, is: Operator): Kind {
  if (is === 'one-of') return 'a list of texts';
  if (type === 'number') return 'a number';
  if (type === 'boolean') return 'yes or no';
  return type === 'instant' ? 'a point in time' : 'a text';
}

function fits(kind: Kind, value: RuleValue): boolean {
  switch (kind) {
    case 'a number':
      return typeof value === 'number' && Number.isFinite(value);
    case 'yes or no':
      return typeof value === 'boolean';
    case 'a list of texts':
      return Array.isArray(value);
    case 'a point in time':
      return typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value);
    default:
      return typeof value === 'string' && value !== '';
  }
}

/** What the app itself notes of segments moves no segment: two of them would push each other for ever. */
const OWN: readonly EventType[] = ['segment_entered', 'segment_left'];
export const ruleEvents: readonly EventType[] = eventTypes.filter((event) => !OWN.includes(event));

function wrongChoice(choice: EventChoice): string[] {
  return OWN.includes(choice.event)
    ? ['Whether somebody entered a segment cannot be part of one. Name the segment itself.']
    : choiceProblems(choice);
}

/** Why a choice of events means nothing. None: it may be used wherever such events are. */
export function choiceProblems({ event, named, where = [] }: EventChoice): string[] {
  if (event === 'custom_event' && named === undefined) return ['Say which custom event is meant: give its name.'];
  return where.flatMap(({ field, is, value }) => {
    const found = fieldOf(event, field);
    if (!found)
      return [
        `“${event.replaceAll('_', ' ')}” has no “${field}”. Choose one of ${fieldNamesOf(event).join(', ') || 'its own properties'}.`,
      ];
    return wrongComparison(found.words, found.type ?? typeByValue(value), is, value);
  });
}

function wrongWindow(window: Window): string[] {
  if (typeof window === 'string' || 'minutes' in window) return [];
  if ('fromMinutes' in window)
    return window.fromMinutes > window.toMinutes ? [] : ['The window ends before it begins. Let it begin longer ago.'];
  return window.until === undefined || window.since < window.until
    ? []
    : ['The window ends before it begins. Choose a later end.'];
}

function wrongProducts({ event, each, without }: Extract<Leaf, { kind: 'happened' }>): string[] {
  if (each && productsToldBy(event) === 'none')
    return [`“${event.replaceAll('_', ' ')}” is about no product. Count it without “the same product”.`];
  if (!without) return [];
  if (!each) return ['“Without” speaks of a product. Count with the same product, or add a condition of its own.'];
  return productsToldBy(without) === 'none'
    ? [`“${without.replaceAll('_', ' ')}” is about no product. Choose an order, for instance.`]
    : [];
}

const wrongNumber = (event: EventType, of: string): string[] => {
  const field = fieldOf(event, of);
  if (field && (field.type === 'number' || field.type === null)) return [];
  return [`“${event.replaceAll('_', ' ')}” has no number “${of}”. Choose one that it has, such as a total.`];
};

function wrongDay({ of, yearly, from, to }: DayRule): string[] {
  if ('fact' in of && describeFact(of.fact).type !== 'day')
    return [`“${describeFact(of.fact).words}” is no day. Choose a birthday or a property with days.`];
  if (from > to) return ['The days end before they begin. Let them end later.'];
  return yearly && to - from > 364 ? ['That is every day of the year. Choose fewer days.'] : [];
}
