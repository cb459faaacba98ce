import type { Rule } from '~/customers/rules/rule';
import type { Tree } from './decision-tree';
import { atLeast, below, type Feature } from './features';

/** What holds of a leaf: of each feature on the way at least `from`, and less than `under`. */
type Bounds = ReadonlyMap<number, { from: number; under: number }>;

interface Leaf {
  bounds: Bounds;
  inside: number;
  people: number;
}

/**
 * A tree as a rule: any of its leaves that are mostly the cluster's, each with the bounds on its way, and those on one way are one. Leaves are taken as
 * long as the rule gets better by F1, so that also a small cluster has a rule. Null where nothing tells it apart.
 */
export function ruleOfTree(tree: Tree, features: readonly Feature[]): Rule | null {
  if (tree.kind === 'leaf') return null;
  const taken = new Set(bestLeaves(leavesOf(tree, new Map())));
  const ways = waysTo(tree, new Map(), taken).map((bounds) => together('all', conditionsOf(bounds, features)));
  return ways.length ? together('any', ways) : null;
}

function leavesOf(tree: Tree, bounds: Bounds): (Leaf & { tree: Tree })[] {
  if (tree.kind === 'leaf') return [{ bounds, inside: tree.inside, people: tree.people, tree }];
  return [
    ...leavesOf(tree.less, narrowed(bounds, tree, 'under')),
    ...leavesOf(tree.more, narrowed(bounds, tree, 'from')),
  ];
}

function narrowed(
  bounds: Bounds,
  { feature, threshold }: Extract<Tree, { kind: 'split' }>,
  side: 'from' | 'under',
): Bounds {
  const before = bounds.get(feature) ?? { from: -Infinity, under: Infinity };
  return new Map(bounds).set(feature, { ...before, [side]: threshold });
}

function bestLeaves(leaves: (Leaf & { tree: Tree })[]): Tree[] {
  const all = leaves.reduce((sum, { inside }) => sum + inside, 0);
  const sorted = leaves.sort((a, b) => b.inside / b.people - a.inside / a.people);
  const taken: Tree[] = [];
  let [hits, caught, best] = [0, 0, 0];
  for (const { inside, people, tree } of sorted) {
    const f1 = (2 * (hits + inside)) / (caught + people + all);
    if (f1 <= best) break;
    [hits, caught, best] = [hits + inside, caught + people, f1];
    taken.push(tree);
  }
  return taken;
}

/** Ways to what is taken; where both sides of a split are, the way to the split itself. */
function waysTo(tree: Tree, bounds: Bounds, taken: ReadonlySet<Tree>): Bounds[] {
  if (tree.kind === 'leaf') return taken.has(tree) ? [bounds] : [];
  if (isWhole(tree, taken)) return [bounds];
  return [
    ...waysTo(tree.less, narrowed(bounds, tree, 'under'), taken),
    ...waysTo(tree.more, narrowed(bounds, tree, 'from'), taken),
  ];
}

const isWhole = (tree: Tree, taken: ReadonlySet<Tree>): boolean =>
  tree.kind === 'leaf' ? taken.has(tree) : isWhole(tree.less, taken) && isWhole(tree.more, taken);

function conditionsOf(bounds: Bounds, features: readonly Feature[]): Rule[] {
  return [...bounds].flatMap(([at, { from, under }]) => {
    const feature = features[at] as Feature;
    return [
      ...(from > -Infinity ? [atLeast(feature, from)] : []),
      ...(under < Infinity ? [below(feature, under)] : []),
    ];
  });
}

const together = (kind: 'all' | 'any', rules: Rule[]): Rule =>
  rules.length === 1 ? (rules[0] as Rule) : { kind, rules };
