import type { FlowDraft } from '~/decisions/flows/language/flow';
import type { FlowNode } from '~/decisions/flows/language/node';
import { waysOf } from '~/decisions/flows/language/ways';
import { BEGINNING, nodeOf, type Place } from './graph-edits';

/** A step as it stands in the list. */
export interface ListedStep {
  node: FlowNode;
  /** The way by which it is come to in the list; null: nothing leads to it. */
  by: Place | null;
  /** How many forks lie before it. */
  depth: number;
}

/** Every step once, each behind what leads to it: along the first way to its end, then along the others. Steps that nothing leads to come last. */
export function listOrder(flow: FlowDraft): ListedStep[] {
  const listed = new Map<string, ListedStep>();
  const visit = (key: string, by: Place | null, depth: number): void => {
    const node = nodeOf(flow, key);
    if (!node || listed.has(key)) return;
    listed.set(key, { node, by, depth });
    const ways = waysOf(node);
    for (const { way, to } of ways) visit(to, { node: key, way }, ways.length > 1 ? depth + 1 : depth);
  };
  visit(flow.start, BEGINNING, 0);
  for (const { key } of flow.nodes) visit(key, null, 0);
  return exitsLast([...listed.values()]);
}

/** An end that several ways come to stands behind them all. */
function exitsLast(steps: ListedStep[]): ListedStep[] {
  const isShared = ({ node }: ListedStep) => node.kind === 'exit';
  return [...steps.filter((step) => !isShared(step)), ...steps.filter(isShared).map((step) => ({ ...step, depth: 0 }))];
}
