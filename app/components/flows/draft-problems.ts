import { flowDraftSchema, flowSchema, type FlowDraft } from '~/decisions/flows/language/flow';
import { flowProblems, type FlowContext } from '~/decisions/flows/language/flow-problems';
import { graphProblems, type FlowProblem } from '~/decisions/flows/language/graph';

/** What is asked for where a field is empty or cannot be read, by the field. */
const WANTED: Record<string, string> = {
  name: 'Give the flow a name.',
  minutes: 'Say how long: whole minutes, ninety days at most.',
  expiresAfterMinutes: 'Say for how long it is worth sending: from 5 minutes to 7 days.',
  minuteOfDay: 'Say at what time of day.',
  weekdays: 'Choose at least one day of the week.',
  events: 'Fill in all of what is meant to happen.',
  when: 'Fill in all of the conditions.',
  share: 'Give each way a share of more than 0 %.',
  template: 'Choose a mail.',
  property: 'Give the property’s name.',
  value: 'Give the value.',
  tag: 'Give the tag: up to 40 letters, without a comma.',
  endpoint: 'Choose where to tell it; addresses are added in Settings.',
  again: 'Say after how long they may come again.',
  priority: 'Give a whole number from 0 to 100.',
  of: 'Choose what day is meant, and give its name.',
  daysBefore: 'Give a whole number of days, a year at most.',
  line: 'Give a share between 0 and 100 %.',
  withinDays: 'Give a whole number of days, a year at most.',
  atLeastPercent: 'Give a whole number from 1 to 99.',
  atMostUnits: 'Give a whole number of pieces.',
};
const OF_FLOW = ['trigger', 'nodes', 'exits', 'branches'];

/** What is not filled in: as long as there is something, a draft cannot be kept. */
export function unfilledIn(draft: FlowDraft): FlowProblem[] {
  const parsed = flowDraftSchema.safeParse(draft);
  if (parsed.success) return [];
  return parsed.error.issues.map(({ path: told }) => {
    const path = told.filter((part) => typeof part !== 'symbol');
    const field = path.find((part) => typeof part === 'string' && !OF_FLOW.includes(part));
    return { path, message: WANTED[String(field)] ?? 'Fill in all of this.' };
  });
}

/** Why a draft cannot be published: what is not filled in, then what is wrong with its ways, then what it speaks of. */
export function problemsIn(draft: FlowDraft, context: FlowContext): FlowProblem[] {
  const unfilled = unfilledIn(draft);
  if (unfilled.length > 0) return unfilled;
  const ofGraph = graphProblems(draft);
  return ofGraph.length > 0 ? ofGraph : flowProblems(flowSchema.parse(draft), context);
}

/** What of a flow is looked at and changed: how it begins, its ways out, its other rules, or a step. */
export type Part = { kind: 'trigger' | 'exits' | 'settings' } | { kind: 'node'; key: string };

/** Where a problem is mended. */
export function partOf({ path: [first, index] }: FlowProblem, draft: FlowDraft): Part {
  if (first === 'trigger' || first === 'exits') return { kind: first };
  const node = first === 'nodes' && typeof index === 'number' ? draft.nodes[index] : undefined;
  return node ? { kind: 'node', key: node.key } : { kind: 'settings' };
}

export const isSamePart = (one: Part | null, other: Part | null): boolean =>
  one?.kind === other?.kind && (one?.kind !== 'node' || other?.kind !== 'node' || one.key === other.key);

/** The problems of a part, each message once. */
export const problemsOfPart = (problems: readonly FlowProblem[], draft: FlowDraft, part: Part): string[] => [
  ...new Set(problems.filter((each) => isSamePart(partOf(each, draft), part)).map(({ message }) => message)),
];
