import { z } from 'zod';
import { eventType } from '~/capture/events/event';
import { ruleSchema } from '~/customers/rules/rule';

const key = z.string().regex(/^[a-z0-9-]{1,60}$/, 'small letters, digits and dashes');

/** What a delay counts from: when the run came to it, or when the cart's contents last changed. */
const anchor = z.enum(['arrival', 'cart.linesChangedAt']);

const delay = z.object({
  kind: z.literal('delay'),
  key,
  minutes: z.number().int().min(1).max(129_600),
  after: anchor,
  next: key,
});
const condition = z.object({ kind: z.literal('condition'), key, when: ruleSchema, yes: key, no: key });
const send = z.object({
  kind: z.literal('send'),
  key,
  template: key,
  /** Minutes after its time at which the mail is no longer worth sending. */
  expiresAfterMinutes: z.number().int().min(5).max(10_080),
  next: key,
});
const exit = z.object({ kind: z.literal('exit'), key });

export const nodeSchema = z.discriminatedUnion('kind', [delay, condition, send, exit]);
export type FlowNode = z.infer<typeof nodeSchema>;

/** A flow as data: what starts it, what ends it early, and the graph between. */
export const flowSchema = z
  .object({
    key,
    name: z.string().min(1).max(120),
    trigger: z.object({
      kind: z.literal('trigger'),
      events: z.array(eventType).min(1),
      when: ruleSchema,
      /** Minutes after a run's end before the same person may start another. */
      againAfterMinutes: z.number().int().min(0),
    }),
    exits: z.array(z.object({ key, when: ruleSchema })),
    start: key,
    nodes: z.array(nodeSchema).min(1).max(100),
  })
  .superRefine((flow, context) => {
    for (const problem of graphProblems(flow)) context.addIssue({ code: 'custom', ...problem });
  });

export type FlowDefinition = z.infer<typeof flowSchema>;

interface Graph {
  start: string;
  nodes: FlowNode[];
}

interface GraphProblem {
  path: (string | number)[];
  message: string;
}

/** What is wrong with the graph, each with its node and the remedy: every way must lead to an exit, and no way may run in a circle. */
function graphProblems(graph: Graph): GraphProblem[] {
  const byKey = new Map(graph.nodes.map((node) => [node.key, node]));
  const problems: GraphProblem[] = [];
  for (const [index, { key: own }] of graph.nodes.entries())
    if (graph.nodes.findIndex((node) => node.key === own) < index)
      problems.push({ path: ['nodes', index], message: `two nodes have the key "${own}"; give each its own` });
  if (!byKey.has(graph.start))
    problems.push({ path: ['start'], message: `there is no node "${graph.start}" to start with` });
  for (const [index, node] of graph.nodes.entries())
    for (const target of targetsOf(node))
      if (!byKey.has(target))
        problems.push({
          path: ['nodes', index],
          message: `"${node.key}" leads to "${target}", which is no node; choose one that is`,
        });
  if (!problems.length) problems.push(...circles(graph.start, byKey));
  return problems;
}

export function targetsOf(node: FlowNode): string[] {
  if (node.kind === 'exit') return [];
  return node.kind === 'condition' ? [node.yes, node.no] : [node.next];
}

function circles(start: string, byKey: Map<string, FlowNode>): GraphProblem[] {
  const finished = new Set<string>();
  const visit = (nodeKey: string, path: string[]): GraphProblem[] => {
    if (path.includes(nodeKey))
      return [
        {
          path: ['nodes'],
          message: `"${[...path, nodeKey].join('" → "')}" runs in a circle; lead one of them to an exit`,
        },
      ];
    const node = byKey.get(nodeKey);
    if (!node || finished.has(nodeKey)) return [];
    const found = targetsOf(node).flatMap((target) => visit(target, [...path, nodeKey]));
    finished.add(nodeKey);
    return found;
  };
  return visit(start, []);
}
