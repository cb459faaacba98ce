import { expect, test } from 'vitest';
import type { FlowDraft } from '~/decisions/flows/language/flow';
import { welcome } from '~/decisions/flows/templates/welcome';
import { partOf, problemsIn, problemsOfPart, unfilledIn } from './draft-problems';
import { addStep } from './graph-edits';

const CONTEXT = {
  ...{ segmentIds: new Set<string>(), templates: new Set(['welcome-first', 'welcome-second']) },
  ...{ segmentTags: [], endpoints: new Set<string>(), offers: new Set<string>() },
};
const WELCOME: FlowDraft = welcome.definition;
const after = (kind: Parameters<typeof addStep>[2]) =>
  addStep(WELCOME, { node: 'welcome', way: 'next' }, kind, { mails: [], endpoints: [] });

test('a template has none', () => expect(problemsIn(WELCOME, CONTEXT)).toEqual([]));

test.each([
  ['tag', 'Give the tag: up to 40 letters, without a comma.'],
  ['set-property', 'Give the property’s name.'],
  ['send', 'Choose a mail.'],
  ['webhook', 'Choose where to tell it; addresses are added in Settings.'],
] as const)('a new %s says at itself what is to be filled in', (kind, words) => {
  const { flow, key } = after(kind);
  expect(problemsOfPart(unfilledIn(flow), flow, { kind: 'node', key })).toEqual([words]);
});

test('what it speaks of and is not there stands at the step that speaks of it', () => {
  const problems = problemsIn(WELCOME, { ...CONTEXT, templates: new Set(['welcome-first']) });
  expect(problems.map((problem) => partOf(problem, WELCOME))).toEqual([{ kind: 'node', key: 'picked' }]);
});

test('an empty name is the flow’s, an empty event the trigger’s', () => {
  expect(unfilledIn({ ...WELCOME, name: ' ' }).map((each) => partOf(each, WELCOME))).toEqual([{ kind: 'settings' }]);
  const trigger = { ...WELCOME.trigger, events: [] } as unknown as FlowDraft['trigger'];
  expect(unfilledIn({ ...WELCOME, trigger }).map((each) => partOf(each, WELCOME))).toEqual([{ kind: 'trigger' }]);
});
