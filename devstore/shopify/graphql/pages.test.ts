import fc from 'fast-check';
import type { GraphQLResolveInfo } from 'graphql';
import { expect, it } from 'vitest';
import { connect, type Connection, type Kind } from './connections';
import type { AdminContext } from './context';

interface Item {
  id: string;
  value: number | string;
}

const context = {} as AdminContext;
const info = {} as GraphQLResolveInfo;
const kind: Kind<Item> = { root: 'items', sort: { VALUE: (item) => item.value } };

const items = fc
  .uniqueArray(fc.nat(500), { maxLength: 40 })
  .chain((ids) =>
    fc.tuple(...ids.map((id) => fc.nat(4).map((value): Item => ({ id: `gid://shopify/Item/${id}`, value })))),
  );

it('pages in either direction give each item exactly once, in one order, whatever the size, sort and ties', () => {
  fc.assert(
    fc.property(
      items,
      fc.integer({ min: 1, max: 9 }),
      fc.boolean(),
      fc.constantFrom('ID', 'VALUE'),
      (list, size, reverse, sortKey) => {
        const all = list.length === 0 ? [] : connect(list, { first: 250, reverse, sortKey }, kind, context, info).nodes;
        expect(new Set(all)).toEqual(new Set(list));

        const forward: Item[] = [];
        let after: string | null = null;
        for (let hasMore = true; hasMore;) {
          const page: Connection<Item> = connect(list, { first: size, after, reverse, sortKey }, kind, context, info);
          forward.push(...page.nodes);
          after = page.pageInfo.endCursor;
          hasMore = page.pageInfo.hasNextPage;
        }
        expect(forward).toEqual(all);

        const backward: Item[] = [];
        let before: string | null = null;
        for (let hasMore = true; hasMore;) {
          const page: Connection<Item> = connect(list, { last: size, before, reverse, sortKey }, kind, context, info);
          backward.unshift(...page.nodes);
          before = page.pageInfo.startCursor;
          hasMore = page.pageInfo.hasPreviousPage;
        }
        expect(backward).toEqual(all);
      },
    ),
    { numRuns: 200, seed: 20261122 },
  );
});
