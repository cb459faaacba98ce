import type { z } from 'zod';
import { targetsOf, type FlowNode } from './node';

export interface Graph {
  start: string;
  nodes: readonly FlowNode[];
}

/** What is wrong with a flow: where, and what to do about it. */
export interface FlowProblem {
  path: (string | number)[];
  message: string;
}

/** What a schema refused. */
export const schemaProblems = (error: z.ZodError): FlowProblem[] =>
  error.issues.map(({ path, message }) => ({
    path: path.map((part) => (typeof part === 'number' ? part : String(part))),
    message,
  }));

/** What is wrong with the graph: every way must lead to an exit, none may run in a circle, and none may be without a way to it. */
export function graphProblems(graph: Graph): FlowProblem[] {
  const byKey = new Map(graph.nodes.map((node) => [node.key, node]));
  const found = [...doubles(graph), ...missing(graph, byKey), ...shares(graph)];
  if (found.length > 0) return found;
  const round = circles(graph.start, byKey);
  return round.length > 0 ? round : unreached(graph, byKey);
}

function doubles({ nodes }: Graph): FlowProblem[] {
  return nodes.flatMap(({ key }, index) =>
    nodes.findIndex((node) => node.key === key) < index
      ? [{ path: ['nodes', index], message: `two nodes have the key "${key}"; give each its own` }]
      : [],
  );
}

function missing({ start, nodes }: Graph, byKey: ReadonlyMap<string, FlowNode>): FlowProblem[] {
  const begin = byKey.has(start)
    ? []
    : [{ path: ['start'], message: `there is no node "${start}" to start with; choose one that is` }];
  const onward = nodes.flatMap((node, index) =>
    targetsOf(node)
      .filter((target) => !byKey.has(target))
      .map((target) => ({
        path: ['nodes', index],
        message: `"${node.key}" leads to "${target}", which is no node; choose one that is`,
      })),
  );
  return [...begin, ...onward];
}

const WHOLE = 10_000;

function shares({ nodes }: Graph): FlowProblem[] {
  return nodes.flatMap((node, index) => {
    const own = 'branches' in node ? node.branches.map(({ key }) => key) : [];
    const twice = own.find((key, at) => own.indexOf(key) < at);
    const path = ['nodes', index];
    if (twice !== undefined)
      return [{ path, message: `two branches of "${node.key}" have the key "${twice}"; give each its own` }];
    if (node.kind !== 'lots') return [];
    const sum = node.branches.reduce((all, { share }) => all + share, 0);
    return sum === WHOLE
      ? []
      : [{ path, message: `the shares of "${node.key}" add up to ${sum / 100} %; make them 100 % together` }];
  });
}

function circles(start: string, byKey: ReadonlyMap<string, FlowNode>): FlowProblem[] {
  const finished = new Set<string>();
  const visit = (key: string, path: string[]): FlowProblem[] => {
    if (path.includes(key)) {
      const round = [...path.slice(path.indexOf(key)), key].join('" → "');
      return [{ path: ['nodes'], message: `"${round}" runs in a circle; lead one of them to an exit` }];
    }
    const node = byKey.get(key);
    if (!node || finished.has(key)) return [];
    const found = targetsOf(node).flatMap((target) => visit(target, [...path, key]));
    finished.add(key);
    return found;
  };
  return visit(start, []);
}

function unreached({ start, nodes }: Graph, byKey: ReadonlyMap<string, FlowNode>): FlowProblem[] {
  const reached = new Set<string>();
  const waiting = [start];
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    const node = byKey.get(key);
    if (!node || reached.has(key)) continue;
    reached.add(key);
    waiting.push(...targetsOf(node));
  }
  return nodes.flatMap(({ key }, index) =>
    reached.has(key)
      ? []
      : [{ path: ['nodes', index], message: `nothing leads to "${key}"; lead a node to it or take it away` }],
  );
}
