import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { flowSchema, type FlowDraft } from '~/decisions/flows/language/flow';
import { graphProblems } from '~/decisions/flows/language/graph';
import { nodeSchema, type FlowNode } from '~/decisions/flows/language/node';
import { waysOf } from '~/decisions/flows/language/ways';
import { flowTemplates } from '~/decisions/flows/templates';
import { welcome } from '~/decisions/flows/templates/welcome';
import {
  addStep,
  BEGINNING,
  goesWith,
  leadTo,
  mayLeadTo,
  nodeOf,
  removeStep,
  renameStep,
  targetOf,
  type Place,
} from './graph-edits';
import { listOrder } from './list-order';

const OFFERED = { mails: [{ key: 'welcome-first' }], endpoints: [{ id: '01890000-0000-7000-8000-000000000000' }] };
const KINDS: FlowNode['kind'][] = [
  ...(['delay', 'wait-until', 'wait-for', 'condition', 'split', 'lots', 'send', 'set-property'] as const),
  ...(['tag', 'webhook'] as const),
];
const WELCOME: FlowDraft = welcome.definition;
const keysOf = (flow: FlowDraft): string[] => flow.nodes.map(({ key }) => key).sort();
const placesOf = (flow: FlowDraft): Place[] => [
  BEGINNING,
  ...flow.nodes.flatMap((node) => waysOf(node).map(({ way }) => ({ node: node.key, way }))),
];
const pick = <T>(from: readonly T[], nth: number): T => from[nth % from.length] as T;

type Edit = [what: 'add' | 'remove' | 'lead', where: number, which: number];
const edits: fc.Arbitrary<Edit[]> = fc.array(
  fc.tuple(fc.constantFrom('add', 'add', 'remove', 'lead'), fc.nat(1_000), fc.nat(1_000)),
  { maxLength: 25 },
);

function edited(flow: FlowDraft, [what, where, which]: Edit): FlowDraft {
  const place = pick(placesOf(flow), where);
  if (what === 'add') return flow.nodes.length < 60 ? addStep(flow, place, pick(KINDS, which), OFFERED).flow : flow;
  if (what === 'lead') return leadTo(flow, place, pick(mayLeadTo(flow, place), which).key);
  const { key } = pick(flow.nodes, where);
  const ways = waysOf(nodeOf(flow, key) as FlowNode);
  return removeStep(flow, key, ways.length ? pick(ways, which).way : undefined);
}

describe('changing a flow step by step', () => {
  test('leaves a graph without circles and without ways to nowhere, whatever is done; only loose steps can be left', () => {
    const flows = fc.constantFrom(...flowTemplates.map(({ definition }) => definition));
    fc.assert(
      fc.property(flows, edits, (flow, all) => {
        const end = all.reduce<FlowDraft>(edited, flow);
        expect(graphProblems(end).filter(({ message }) => !message.startsWith('nothing leads to'))).toEqual([]);
        expect(new Set(keysOf(end)).size).toBe(end.nodes.length);
        expect(
          listOrder(end)
            .map(({ node }) => node.key)
            .sort(),
        ).toEqual(keysOf(end));
      }),
      { numRuns: 300 },
    );
  });

  test.each(KINDS)('takes a new step of the kind %s into a way, and out again as if it had never been', (kind) => {
    const place = { node: 'welcome', way: 'next' };
    const { flow, key } = addStep(WELCOME, place, kind, OFFERED);
    expect(targetOf(flow, place)).toBe(key);
    expect(graphProblems(flow)).toEqual([]);
    const node = nodeOf(flow, key) as FlowNode;
    const onward = waysOf(node).find(({ to }) => to === 'some-days');
    expect(onward).toBeDefined();
    if (!['set-property', 'tag'].includes(kind)) expect(nodeSchema.safeParse(node).success).toBe(true);
    expect(removeStep(flow, key, onward?.way)).toEqual(WELCOME);
  });

  test('is a flow that can be published, from a template', () => {
    const { flow } = addStep(WELCOME, BEGINNING, 'condition', OFFERED);
    expect(flowSchema.safeParse(flow).success).toBe(true);
  });

  test('takes away with a fork what only its other way led to, and says so before', () => {
    expect(goesWith(WELCOME, 'has-ordered', 'yes')).toEqual(['picked']);
    expect(goesWith(WELCOME, 'has-ordered', 'no')).toEqual([]);
    expect(keysOf(removeStep(WELCOME, 'has-ordered', 'yes'))).toEqual(['done', 'some-days', 'welcome']);
  });

  test('never takes the last end away', () => {
    expect(removeStep(WELCOME, 'done')).toBe(WELCOME);
  });

  test('never offers to lead a way round in a circle', () => {
    const may = mayLeadTo(WELCOME, { node: 'has-ordered', way: 'yes' }).map(({ key }) => key);
    expect(may.sort()).toEqual(['done', 'picked']);
  });

  test('keeps every way to a step whose name is changed', () => {
    const { flow, key } = renameStep(WELCOME, 'done', 'The very end');
    expect(key).toBe('the-very-end');
    expect(graphProblems(flow)).toEqual([]);
    expect(renameStep(WELCOME, 'done', 'Welcome').key).toBe('welcome-2');
    expect(renameStep(WELCOME, 'done', '…')).toEqual({ flow: WELCOME, key: 'done' });
  });
});
