import type { FlowNode } from './node';

/** A way that leads on from a node: `next`, `yes`, `no`, `happened`, `timed-out`, `otherwise`, or `branch:KEY`. */
export interface Way {
  way: string;
  to: string;
}

/** How a person leaves by coming to an exit. */
export const END = 'end';
export const branchWay = (key: string): string => `branch:${key}`;
export const exitWay = (key: string): string => `exit:${key}`;

/** The ways of a node, in the order in which they are looked at. */
export function waysOf(node: FlowNode): Way[] {
  switch (node.kind) {
    case 'exit':
      return [];
    case 'condition':
      return [
        { way: 'yes', to: node.yes },
        { way: 'no', to: node.no },
      ];
    case 'wait-for':
      return [
        { way: 'happened', to: node.happened },
        { way: 'timed-out', to: node.timedOut },
      ];
    case 'split':
      return [...branchWays(node.branches), { way: 'otherwise', to: node.otherwise }];
    case 'lots':
      return branchWays(node.branches);
    default:
      return [{ way: 'next', to: node.next }];
  }
}

const branchWays = (branches: readonly { key: string; next: string }[]): Way[] =>
  branches.map(({ key, next }) => ({ way: branchWay(key), to: next }));
