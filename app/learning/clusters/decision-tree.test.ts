import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { growTree, roundest, type Tree } from './decision-tree';
import { featuresOf, type Feature } from './features';
import type { Table } from './standardise';
import { ruleOfTree } from './tree-rule';

const features = featuresOf([]);
const column = (key: string) => features.findIndex((feature) => feature.key === key);

function tableOf(rows: Partial<Record<string, number>>[]): Table {
  const values = rows.flatMap((row) => features.map(({ key }: Feature) => row[key] ?? 0));
  return { values: Float64Array.from(values), people: rows.length, features: features.length };
}

const depthOf = (tree: Tree): number =>
  tree.kind === 'leaf' ? 0 : 1 + Math.max(depthOf(tree.less), depthOf(tree.more));
const leavesOf = (tree: Tree): number[] =>
  tree.kind === 'leaf' ? [tree.people] : [...leavesOf(tree.less), ...leavesOf(tree.more)];

describe('the tree', () => {
  it('finds the one threshold there is, at a round number', () => {
    const rows = Array.from({ length: 100 }, (_, at) => ({
      orders: at % 7,
      spent: at < 50 ? 9_700 - at : 10_300 + at,
    }));
    const tree = growTree(
      tableOf(rows),
      Uint8Array.from(rows, ({ spent }) => (spent > 10_000 ? 1 : 0)),
    );
    expect(tree).toMatchObject({ kind: 'split', feature: column('spent'), threshold: 10_000 });
    expect(depthOf(tree)).toBe(1);
  });

  it('is never deeper than three, nor has a leaf of fewer than twenty, whoever is inside', () => {
    const person = fc.record({ orders: fc.nat(9), spent: fc.nat(99_999), views90: fc.nat(50) });
    fc.assert(
      fc.property(fc.array(fc.tuple(person, fc.boolean()), { minLength: 40, maxLength: 200 }), (people) => {
        const tree = growTree(
          tableOf(people.map(([row]) => row)),
          Uint8Array.from(people, ([, inside]) => Number(inside)),
        );
        expect(depthOf(tree)).toBeLessThanOrEqual(3);
        if (tree.kind === 'split') expect(Math.min(...leavesOf(tree))).toBeGreaterThanOrEqual(20);
        expect(leavesOf(tree).reduce((sum, people) => sum + people, 0)).toBe(people.length);
      }),
    );
  });

  it('has a round threshold above one number and up to the other', () => {
    expect([roundest(41, 77), roundest(0, 1), roundest(9_701, 10_350), roundest(12.2, 12.7)]).toEqual([
      70, 1, 10_000, 12.7,
    ]);
    fc.assert(
      fc.property(fc.nat(1e6), fc.integer({ min: 1, max: 1e6 }), (above, more) => {
        const round = roundest(above, above + more);
        expect(round).toBeGreaterThan(above);
        expect(round).toBeLessThanOrEqual(above + more);
      }),
    );
  });
});

describe('the rule of a tree', () => {
  const leaf = (inside: number, people: number): Tree => ({ kind: 'leaf', inside, people });
  const split = (key: string, threshold: number, less: Tree, more: Tree): Tree => ({
    ...{ kind: 'split', feature: column(key), threshold, less, more },
  });

  it('has both bounds of a feature that was asked about twice, and no more of them than that', () => {
    const tree = split(
      'orders',
      2,
      leaf(0, 50),
      split('orders', 9, split('orders', 4, leaf(5, 50), leaf(48, 50)), leaf(0, 50)),
    );
    expect(ruleOfTree(tree, features)).toEqual({
      kind: 'all',
      rules: [
        { kind: 'fact', fact: 'orders.count', is: 'at-least', value: 4 },
        { kind: 'fact', fact: 'orders.count', is: 'at-most', value: 8 },
      ],
    });
  });

  it('says nothing of a threshold on both sides of which people are the cluster’s', () => {
    const tree = split('orders', 2, leaf(1, 50), split('spent', 500, leaf(40, 50), leaf(45, 50)));
    expect(ruleOfTree(tree, features)).toEqual({ kind: 'fact', fact: 'orders.count', is: 'at-least', value: 2 });
  });

  it('of a small cluster is the leaf with most of it, also where that is mostly others', () => {
    const tree = split('orders', 2, leaf(1, 900), leaf(30, 100));
    expect(ruleOfTree(tree, features)).toEqual({ kind: 'fact', fact: 'orders.count', is: 'at-least', value: 2 });
  });

  it('is none where nothing parts the cluster from the others', () => {
    expect(ruleOfTree(leaf(30, 100), features)).toBeNull();
  });
});
