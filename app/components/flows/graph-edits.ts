import type { FlowDraft } from '~/decisions/flows/language/flow';
import { targetsOf, type FlowNode } from '~/decisions/flows/language/node';
import { waysOf } from '~/decisions/flows/language/ways';
import { begunNode, type Offered } from './begun-node';
import { freeKey } from '~/platform/free-key';

/** Where a way begins: at the flow's beginning (null), or at a node by one of its ways. */
export interface Place {
  node: string | null;
  way: string;
}

export const BEGINNING: Place = { node: null, way: 'next' };

export const nodeOf = (flow: FlowDraft, key: string): FlowNode | undefined =>
  flow.nodes.find((node) => node.key === key);

/** The node a way leads to; undefined where the place is not there. */
export function targetOf(flow: FlowDraft, { node, way }: Place): string | undefined {
  if (node === null) return flow.start;
  const from = nodeOf(flow, node);
  return from && waysOf(from).find((each) => each.way === way)?.to;
}

/** A node with one of its ways led elsewhere. */
function withWay(node: FlowNode, way: string, to: string): FlowNode {
  switch (node.kind) {
    case 'exit':
      return node;
    case 'condition':
      return way === 'yes' ? { ...node, yes: to } : { ...node, no: to };
    case 'wait-for':
      return way === 'happened' ? { ...node, happened: to } : { ...node, timedOut: to };
    case 'split':
      if (way === 'otherwise') return { ...node, otherwise: to };
      return { ...node, branches: ledElsewhere(node.branches, way, to) };
    case 'lots':
      return { ...node, branches: ledElsewhere(node.branches, way, to) };
    default:
      return { ...node, next: to };
  }
}

const ledElsewhere = <B extends { key: string; next: string }>(branches: readonly B[], way: string, to: string): B[] =>
  branches.map((branch) => (way === `branch:${branch.key}` ? { ...branch, next: to } : branch));

const mapped = (flow: FlowDraft, change: (node: FlowNode) => FlowNode): FlowDraft => ({
  ...flow,
  nodes: flow.nodes.map(change),
});

/** Leads a way to a node that is there. */
export function leadTo(flow: FlowDraft, { node, way }: Place, to: string): FlowDraft {
  if (node === null) return { ...flow, start: to };
  return mapped(flow, (each) => (each.key === node ? withWay(each, way, to) : each));
}

/** Every way that leads to `from` leads to `to` instead. */
function redirect(flow: FlowDraft, from: string, to: string): FlowDraft {
  const start = flow.start === from ? to : flow.start;
  return mapped({ ...flow, start }, (node) =>
    waysOf(node).reduce((led, each) => (each.to === from ? withWay(led, each.way, to) : led), node),
  );
}

/** Keys of all nodes that can be come to from one of them, with itself. */
export function reachedFrom(flow: FlowDraft, from: string): Set<string> {
  const reached = new Set<string>();
  const waiting = [from];
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    const node = nodeOf(flow, key);
    if (!node || reached.has(key)) continue;
    reached.add(key);
    waiting.push(...targetsOf(node));
  }
  return reached;
}

/** Nodes a way may be led to without running in a circle: those from which its own node cannot be come to. */
export const mayLeadTo = (flow: FlowDraft, { node }: Place): FlowNode[] =>
  flow.nodes.filter(({ key }) => node === null || !reachedFrom(flow, key).has(node));

const LONGEST_KEY = 60;

/** A key that nothing beside it has. */
export const newKey = (taken: readonly string[], wanted: string): string =>
  freeKey(wanted, (key) => taken.includes(key), LONGEST_KEY);

/** Puts a new step into a way. What came next comes after it, of a fork on its first way; its other ways lead to an exit. */
export function addStep(
  flow: FlowDraft,
  place: Place,
  kind: FlowNode['kind'],
  offered: Offered,
): { flow: FlowDraft; key: string } {
  const onward = targetOf(flow, place) ?? flow.start;
  const { exit, withExit } = exitOf(flow);
  const key = newKey(
    withExit.nodes.map((node) => node.key),
    KEYS[kind],
  );
  const node = begunNode(kind, { key, onward, exit, offered });
  const nodes = [...withExit.nodes, node];
  return { flow: leadTo({ ...withExit, nodes }, place, key), key };
}

/** What steps are called as long as nobody says otherwise. */
const KEYS: Record<FlowNode['kind'], string> = {
  delay: 'wait',
  'wait-until': 'wait-until',
  'wait-for': 'wait-for',
  condition: 'question',
  split: 'split',
  lots: 'by-lot',
  send: 'mail',
  'set-property': 'set-property',
  tag: 'tag',
  webhook: 'tell-program',
  exit: 'end',
};

/** The flow's first exit; one is made where there is none. */
export function exitOf(flow: FlowDraft): { exit: string; withExit: FlowDraft } {
  const known = flow.nodes.find(({ kind }) => kind === 'exit');
  if (known) return { exit: known.key, withExit: flow };
  const key = newKey(
    flow.nodes.map((node) => node.key),
    KEYS.exit,
  );
  return { exit: key, withExit: { ...flow, nodes: [...flow.nodes, { kind: 'exit', key }] } };
}

/** Whether a step can be taken away: of an exit only where another one is left. */
export const mayRemove = (flow: FlowDraft, key: string): boolean =>
  nodeOf(flow, key)?.kind !== 'exit' || flow.nodes.some((node) => node.kind === 'exit' && node.key !== key);

/** Takes a step away: what led to it leads on by the way that is kept. Steps that only its other ways led to go with it. */
export function removeStep(flow: FlowDraft, key: string, kept?: string): FlowDraft {
  const node = nodeOf(flow, key);
  if (!node || !mayRemove(flow, key)) return flow;
  const ways = waysOf(node);
  const otherExit = flow.nodes.find((each) => each.kind === 'exit' && each.key !== key)?.key;
  const onward = ways.find(({ way }) => way === kept)?.to ?? ways[0]?.to ?? otherExit ?? flow.start;
  const before = reachedFrom(flow, flow.start);
  const led = redirect(flow, key, onward);
  // What nothing led to before is somebody's unfinished work, and stays, with all that it leads to.
  const loose = led.nodes.flatMap((each) => (each.key !== key && !before.has(each.key) ? [each.key] : []));
  const stays = new Set([led.start, ...loose].flatMap((from) => [...reachedFrom(led, from)]));
  return { ...led, nodes: led.nodes.filter((each) => each.key !== key && stays.has(each.key)) };
}

/** Steps that would go with a step: what only its other ways lead to. */
export const goesWith = (flow: FlowDraft, key: string, kept?: string): string[] => {
  const left = new Set(removeStep(flow, key, kept).nodes.map((node) => node.key));
  return flow.nodes.flatMap((node) => (node.key !== key && !left.has(node.key) ? node.key : []));
};

/** Changes one step. */
export const changeStep = (flow: FlowDraft, key: string, node: FlowNode): FlowDraft =>
  mapped(flow, (each) => (each.key === key ? node : each));

/** Gives a step another key, wherever it is named. */
export function renameStep(flow: FlowDraft, key: string, name: string): { flow: FlowDraft; key: string } {
  const wanted = keyOf(name);
  const taken = flow.nodes.flatMap((node) => (node.key === key ? [] : node.key));
  if (wanted === '' || wanted === key) return { flow, key };
  const next = newKey(taken, wanted);
  return {
    flow: redirect(
      mapped(flow, (each) => (each.key === key ? { ...each, key: next } : each)),
      key,
      next,
    ),
    key: next,
  };
}

/** A name as a key: `First mail` is `first-mail`. */
export const keyOf = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, LONGEST_KEY - 4);
