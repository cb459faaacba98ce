import { branchWay, END, exitWay } from '../language/ways';
import type { Observation } from './next-step';

/** The way by which something that was looked at was left, and where; null: it was not left. `at` is the node where the run stood. */
export function wayGone(seen: Observation, at: string): { node: string; way: string } | null {
  switch (seen.kind) {
    case 'exit-rule':
      return seen.held ? { node: at, way: exitWay(seen.key) } : null;
    case 'condition':
      return { node: seen.node, way: seen.held ? 'yes' : 'no' };
    case 'split':
      return { node: seen.node, way: seen.branch === null ? 'otherwise' : branchWay(seen.branch) };
    case 'lots':
      return { node: seen.node, way: branchWay(seen.branch) };
    case 'delay':
    case 'wait-until':
      return seen.isOver ? { node: seen.node, way: 'next' } : null;
    case 'wait-for':
      return seen.isOver ? { node: seen.node, way: seen.happenedAt === null ? 'timed-out' : 'happened' } : null;
    case 'exit':
      return { node: seen.node, way: END };
    default:
      return { node: seen.node, way: 'next' };
  }
}
