import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestWorld, type TestWorld } from '../testing/test-world';
import { tinyStore } from '../testing/tiny-store';

let world: TestWorld;
beforeEach(async () => {
  world = await startTestWorld({ data: tinyStore({ orders: 25, products: 6 }) });
});
afterEach(() => world.close());

interface Page {
  nodes: { name: string }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
}

async function orders(args: string): Promise<Page> {
  const query = `{ orders(${args}) { nodes { name } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;
  return (await world.read<{ orders: Page }>(query)).orders;
}

const names = (page: Page) => page.nodes.map((node) => Number(node.name.slice(1)) - 1000);
const upTo = (from: number, to: number) =>
  Array.from({ length: Math.abs(to - from) + 1 }, (_, i) => from + (to > from ? i : -i));

describe('pages', () => {
  it('follow one another by cursor until all have come once', async () => {
    const seen: number[] = [];
    let after = '';
    for (;;) {
      const page = await orders(`first: 7, sortKey: ID${after}`);
      seen.push(...names(page));
      expect(page.pageInfo.hasPreviousPage).toBe(after !== '');
      if (!page.pageInfo.hasNextPage) break;
      after = `, after: "${page.pageInfo.endCursor}"`;
    }
    expect(seen).toEqual(upTo(1, 25));
  });

  it('go backwards with last and before', async () => {
    const end = await orders('last: 5, sortKey: ID');
    expect(names(end)).toEqual(upTo(21, 25));
    const before = await orders(`last: 5, sortKey: ID, before: "${end.pageInfo.startCursor}"`);
    expect(names(before)).toEqual(upTo(16, 20));
    expect(before.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
  });

  it('are sorted by a key and reversed; orders by when they were placed unless told otherwise', async () => {
    expect(names(await orders('first: 3'))).toEqual([25, 24, 23]);
    expect(names(await orders('first: 3, sortKey: CREATED_AT, reverse: true'))).toEqual([1, 2, 3]);
    expect(names(await orders('first: 3, sortKey: ORDER_NUMBER'))).toEqual([1, 2, 3]);
  });

  it('keep their place while objects come', async () => {
    const first = await orders('first: 10, sortKey: ID');
    const cart = world.store.createCart();
    world.store.setCartLines(cart.token, [{ variantId: world.data.products[0]!.variants[0]!.id, quantity: 1 }]);
    const checkout = world.store.createCheckout(cart.token);
    world.store.submitContact(checkout.token, { email: 'later@example.com', acceptsMarketing: false });
    world.store.completeCheckout(checkout.token);
    const next = await orders(`first: 20, sortKey: ID, after: "${first.pageInfo.endCursor}"`);
    expect(names(next)).toEqual(upTo(11, 26));
  });

  it('have cursors that hold the last id and value, as Shopify’s do', async () => {
    const { pageInfo } = await orders('first: 1, sortKey: UPDATED_AT, reverse: true');
    const cursor: unknown = JSON.parse(Buffer.from(pageInfo.endCursor!, 'base64').toString());
    expect(cursor).toEqual({ last_id: 900001, last_value: Date.parse(world.data.orders[0]!.updatedAt) });
  });

  it('may be empty', async () => {
    const page = await orders('first: 5, query: "name:9999"');
    expect(page).toEqual({
      nodes: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
  });
});

describe('a page size', () => {
  it.each([
    ['sortKey: ID', 'you must provide one of first or last'],
    ['first: 1, last: 1', 'providing both first and last is not supported'],
    ['first: 251', 'first cannot exceed 250'],
    ['last: -1', 'last must be a non-negative integer'],
    ['first: 1, after: "nonsense"', "Invalid cursor for argument 'after'."],
  ])('%s is refused: %s', async (args, message) => {
    const answer = await world.graphql(`{ orders(${args}) { nodes { id } } }`);
    expect(answer.errors).toMatchObject([{ message, extensions: { code: 'BAD_REQUEST' }, path: ['orders'] }]);
    expect(answer.data).toBeNull();
  });
});

describe('a search', () => {
  it('by time gives what a reconciliation asks for', async () => {
    const page = await orders('first: 50, sortKey: UPDATED_AT, query: "updated_at:>\'2026-09-27T10:00:00Z\'"');
    expect(names(page)).toEqual([2, 1]);
  });

  it('with an unquoted time searches by something else, and only the warnings tell', async () => {
    const answer = await world.graphql(
      '{ found: orders(first: 50, query: "updated_at:>2026-09-27T10:05:00Z") { nodes { id } } }',
    );
    expect(answer.errors).toBeUndefined();
    expect(answer.extensions.search).toEqual([
      {
        path: ['found'],
        query: 'updated_at:>2026-09-27T10:05:00Z',
        parsed: {
          and: [
            { field: 'updated_at', range: { gt: '2026-09-27T10' } },
            { field: '05', match_all: '00Z' },
          ],
        },
        warnings: [{ field: '05', message: 'Invalid search field for this query.', code: 'invalid_field' }],
      },
    ]);
  });

  it('by a field the root does not search returns everything, with a warning', async () => {
    const answer = await world.graphql('{ customersCount(query: "email:person1@example.com") { count } }');
    expect(answer.data).toEqual({ customersCount: { count: 3 } });
    expect(answer.extensions.search?.[0]).toMatchObject({
      path: ['customersCount'],
      warnings: [{ field: 'email', code: 'invalid_field' }],
    });
  });

  it.each([
    ['customers', 'email:person2@example.com', ['gid://shopify/Customer/3002']],
    ['customers', 'tag:vip', ['gid://shopify/Customer/3001']],
    ['customers', 'id:>=3002', ['gid://shopify/Customer/3002', 'gid://shopify/Customer/3003']],
    ['customers', 'accepts_marketing:true -tag:vip', ['gid://shopify/Customer/3002', 'gid://shopify/Customer/3003']],
    ['customers', 'country:Germany id:3003', ['gid://shopify/Customer/3003']],
    [
      'products',
      'status:active vendor:Elm',
      ['gid://shopify/Product/1002', 'gid://shopify/Product/1004', 'gid://shopify/Product/1006'],
    ],
    ['products', 'collection_id:501 tag:sale id:<=1003', ['gid://shopify/Product/1001', 'gid://shopify/Product/1003']],
    ['productVariants', 'sku:T2-1', ['gid://shopify/ProductVariant/20021']],
    [
      'productVariants',
      'product_id:1002',
      ['gid://shopify/ProductVariant/20021', 'gid://shopify/ProductVariant/20022'],
    ],
    ['collections', 'title:lamps', ['gid://shopify/Collection/501']],
  ])('of %s by %s', async (root, query, ids) => {
    const answer = await world.read<Record<string, { nodes: { id: string }[] }>>(
      `query($query: String!) { ${root}(first: 10, query: $query, sortKey: ID) { nodes { id } } }`,
      { query },
    );
    expect(answer[root]?.nodes.map((node) => node.id)).toEqual(ids);
  });
});

describe('a count', () => {
  it('stops at its limit and says so', async () => {
    const answer = await world.read(
      '{ a: ordersCount(limit: 10) { count precision } b: ordersCount(limit: null) { count precision } c: ordersCount { count } }',
    );
    expect(answer).toEqual({
      a: { count: 10, precision: 'AT_LEAST' },
      b: { count: 25, precision: 'EXACT' },
      c: { count: 25 },
    });
  });
});

it('pagination ends at 25,000 objects', async () => {
  await world.close();
  world = await startTestWorld({ data: tinyStore({ orders: 25_010, linesPerOrder: 1 }) });
  const reached = { last_id: 924_999, last_value: '' as string | number };
  reached.last_value = reached.last_id;
  const cursor = () => Buffer.from(JSON.stringify(reached)).toString('base64');
  expect(names(await orders(`first: 1, sortKey: ID, after: "${cursor()}"`))).toEqual([25_000]);
  reached.last_id = reached.last_value = 925_000;
  const beyond = await world.graphql(`{ orders(first: 1, sortKey: ID, after: "${cursor()}") { nodes { id } } }`);
  expect(beyond.errors?.[0]?.message).toMatch(/^Pagination reaches at most 25000 objects/);
});
