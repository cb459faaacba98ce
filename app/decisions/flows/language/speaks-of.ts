import type { Rule } from '~/customers/rules/rule';
import { leavesOf } from '~/customers/rules/rule';
import type { FlowDefinition } from './flow';
import type { EventChoice } from '../engine/requests';

/** Every rule of a flow. */
export const rulesOf = ({ trigger, exits, nodes }: FlowDefinition): Rule[] => [
  trigger.when,
  ...exits.map(({ when }) => when),
  ...nodes.flatMap((node) => {
    if (node.kind === 'condition') return [node.when];
    return node.kind === 'split' ? node.branches.map(({ when }) => when) : [];
  }),
];

/** Ids of the segments that a flow speaks of: in its rules, and where it is begun by entering or leaving one, or waits for that. */
export function segmentsOf(flow: FlowDefinition): Set<string> {
  const inRules = rulesOf(flow)
    .flatMap(leavesOf)
    .flatMap((leaf) => (leaf.kind === 'segment' ? [leaf.id] : []));
  const awaited = flow.nodes.flatMap((node) => (node.kind === 'wait-for' ? node.events : []));
  const choices: EventChoice[] = flow.trigger.kind === 'event' ? [...flow.trigger.events, ...awaited] : awaited;
  const inEvents = choices.flatMap(({ where = [] }) =>
    where.flatMap(({ field, value }) => (field === 'segment' ? [value].flat().map(String) : [])),
  );
  return new Set([...inRules, ...inEvents]);
}
