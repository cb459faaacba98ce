import type { EventType } from '~/capture/events/event';
import { fieldNamesOf, fieldOf } from '~/customers/rules/event-fields';
import { describeFact, factKeys, type FactKey, type ValueType } from '~/customers/rules/facts';
import { ruleEvents } from '~/customers/rules/problems';
import type { HappenedRule, Leaf, Window } from '~/customers/rules/rule';
import { operatorsOf, type Operator, type RuleValue } from '~/customers/rules/compare';
import { capitalised } from '~/decisions/explanations/spoken-shop';

/** What a condition may be about, as the choices of a select: `event:order_placed`, `fact:orders.count`, `property`, … */
export type Subject = string;

interface SubjectGroup {
  title: string;
  options: { value: Subject; label: string }[];
}

export const eventLabel = (event: EventType): string => capitalised(event.replaceAll('_', ' '));

const EVENT_GROUPS: [title: string, test: RegExp][] = [
  ['What they looked at', /^(page|product|collection|search|time)_(viewed|submitted|on)/],
  ['Cart and checkout', /cart|checkout|payment|alert/],
  ['Orders they placed', /^order_/],
  ['What they did with mail', /^(email|consent)_/],
  ['Told by your programs', /^custom_/],
];

const FACT_GROUPS: [title: string, prefixes: string[]][] = [
  ['Who they are', ['profile', 'consent']],
  ['What their orders come to', ['orders']],
  ['What they are like', ['rfm', 'traits']],
  ['What Shopify says', ['shopify']],
  ['What is in the cart', ['cart']],
];

/** Everything a condition can be about, in groups that a merchant looks for. */
export const subjectGroups: SubjectGroup[] = [
  ...EVENT_GROUPS.map(([title], group) => ({
    title,
    options: ruleEvents
      .filter((event) => EVENT_GROUPS.findIndex(([, test]) => test.test(event)) === group)
      .map((event) => ({ value: `event:${event}`, label: eventLabel(event) })),
  })),
  ...FACT_GROUPS.map(([title, prefixes]) => ({
    title,
    options: factKeys
      .filter((fact) => prefixes.includes(fact.split('.')[0] ?? ''))
      .map((fact) => ({ value: `fact:${fact}`, label: capitalised(describeFact(fact).words) })),
  })),
  {
    title: 'More',
    options: [
      { value: 'property', label: 'Custom property or metafield' },
      { value: 'segment', label: 'Another segment' },
      { value: 'shopify-segment', label: 'One of Shopify’s segments' },
      { value: 'chance', label: 'A part of everybody, by lot' },
    ],
  },
];

/** What a condition is about. */
export function subjectOf(leaf: Leaf): Subject {
  switch (leaf.kind) {
    case 'happened':
    case 'measured':
      return `event:${leaf.event}`;
    case 'age':
      return 'event' in leaf.of ? `event:${leaf.of.event}` : `fact:${leaf.of.fact}`;
    case 'fact':
      return `fact:${leaf.fact}`;
    case 'day':
      return 'fact' in leaf.of ? `fact:${leaf.of.fact}` : 'property';
    default:
      return leaf.kind;
  }
}

const DAY = 1_440;
export const A_MONTH: Window = { minutes: 30 * DAY };

/** A condition about something as it begins: with what is asked most often. */
export function leafAbout(subject: Subject): Leaf {
  const [kind = '', name = ''] = subject.split(':');
  if (kind === 'event') return happenedLeaf(name as EventType);
  if (kind === 'fact') return factLeaf(name as FactKey);
  if (kind === 'property') return { kind: 'property', key: '', is: 'is', value: '' };
  if (kind === 'segment' || kind === 'shopify-segment') return { kind, id: '' };
  return { kind: 'chance', salt: 'half', from: 0, below: 5_000 };
}

export const happenedLeaf = (event: EventType): HappenedRule => ({
  ...{ kind: 'happened', event, atLeast: 1, within: A_MONTH },
  ...(event === 'custom_event' ? { named: '' } : {}),
});

function factLeaf(fact: FactKey): Leaf {
  const { type, choices } = describeFact(fact);
  if (type === 'instant') return { kind: 'age', of: { fact }, is: 'within', minutes: 30 * DAY };
  if (type === 'day') return { kind: 'day', of: { fact }, yearly: true, from: 0, to: 6 };
  return { kind: 'fact', fact, ...firstComparison(type, choices) };
}

/** What a comparison with a type begins as. */
export function firstComparison(type: ValueType, choices: readonly string[] = []): { is: Operator; value: RuleValue } {
  if (type === 'number') return { is: 'at-least', value: 1 };
  const [is = 'is'] = operatorsOf[type];
  return { is, value: valueFor(type, is, undefined, choices) };
}

/** A value that a comparison can have, as near as can be to the one it had. */
export function valueFor(
  type: ValueType,
  is: Operator,
  before: RuleValue | undefined,
  choices: readonly string[] = [],
): RuleValue {
  if (is === 'known') return typeof before === 'boolean' ? before : true;
  if (type === 'boolean') return typeof before === 'boolean' ? before : true;
  if (type === 'number') return typeof before === 'number' ? before : '';
  const texts = [before ?? []].flat().filter((each) => typeof each === 'string' && each !== '') as string[];
  if (is === 'one-of') return texts;
  return texts[0] ?? choices[0] ?? '';
}

/** The fields of an event that filters may look at. */
export const filterFields = (event: EventType): { value: string; label: string }[] =>
  fieldNamesOf(event).map((name) => ({ value: name, label: capitalised(fieldOf(event, name)?.words ?? name) }));

export const numberFields = (event: EventType): { value: string; label: string }[] =>
  filterFields(event).filter(({ value }) => fieldOf(event, value)?.type === 'number');
