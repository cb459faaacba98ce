import { expect, test } from 'vitest';
import type { Rule } from '~/customers/rules/rule';
import { flowOf } from '../../../../tests/factories/flows';
import { segmentsOf } from './speaks-of';

const inSegment = (id: string): Rule => ({ kind: 'segment', id });
const entering = (id: string) => ({
  event: 'segment_entered' as const,
  where: [{ field: 'segment', is: 'is' as const, value: id }],
});

test('a flow speaks of the segments in its rules, wherever they stand, and of those it is begun by or waits for', () => {
  const flow = flowOf(
    [
      { kind: 'condition', key: 'fork', when: { kind: 'not', rule: inSegment('b') }, yes: 'ways', no: 'watch' },
      { kind: 'split', key: 'ways', branches: [{ key: 'one', when: inSegment('c'), next: 'done' }], otherwise: 'done' },
      { kind: 'wait-for', key: 'watch', events: [entering('d')], minutes: 60, happened: 'done', timedOut: 'done' },
      { kind: 'exit', key: 'done' },
    ],
    {
      trigger: { kind: 'event', events: [entering('e')], when: inSegment('a') },
      exits: [{ key: 'out', when: inSegment('f') }],
    },
  );
  expect([...segmentsOf(flow)].sort()).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  expect([...segmentsOf(flowOf([{ kind: 'exit', key: 'done' }]))]).toEqual([]);
});
