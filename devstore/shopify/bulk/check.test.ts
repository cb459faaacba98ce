import { describe, expect, it } from 'vitest';
import { loadAdminSchema } from '../admin-schema/admin-schema';
import { schemaFile } from '../testing/test-world';
import { checkBulkQuery } from './check';

const { schema } = loadAdminSchema(schemaFile);

function faults(query: string): string[] {
  const check = checkBulkQuery(schema, query);
  return 'faults' in check ? check.faults : [];
}

const nest = (...names: string[]): string => {
  const [name, ...inner] = names;
  return name ? `${name} { edges { node { id ${nest(...inner)} } } }` : '';
};

describe('a query Shopify takes for a bulk operation', () => {
  it.each([
    ['one connection', `{ ${nest('products')} }`],
    ['a nested one', `{ ${nest('orders', 'lineItems')} }`],
    ['two levels below the root', `{ ${nest('collections', 'products', 'variants')} }`],
    [
      'arguments and search',
      `{ orders(query: "updated_at:>'2026-01-01T00:00:00Z'", sortKey: CREATED_AT) { edges { node { id } } } }`,
    ],
    ['page sizes, which do nothing', '{ orders(first: 5) { edges { node { id } } } }'],
    [
      'fragments',
      '{ orders { edges { node { ...O } } } } fragment O on Order { id lineItems { edges { node { id } } } }',
    ],
    [
      'five connections',
      `{ products { edges { node { id ${['variants', 'metafields', 'collections', 'media'].map((name) => nest(name)).join(' ')} } } } }`,
    ],
  ])('%s', (_what, query) => {
    expect(faults(query)).toEqual([]);
  });
});

describe('a query it refuses, in the words recorded of the real service', () => {
  it.each([
    [
      '{ products { nodes { id title } } }',
      [
        "All connection fields in a bulk query must select their contents using 'edges' > 'node', e.g: 'products { edges { node {'. Selecting via 'nodes' is not supported. Invalid connection fields: 'products'.",
      ],
    ],
    [
      '{ node(id: "gid://shopify/Product/0") { id } }',
      ['Bulk queries cannot contain a top level `node` field.', 'Bulk queries must contain at least one connection.'],
    ],
    [
      `{ ${nest('collections', 'products', 'variants', 'metafields')} }`,
      ['Bulk queries cannot contain connections with a nesting depth greater than 2.'],
    ],
    [
      `{ products { edges { node { id ${['variants', 'metafields', 'collections', 'media', 'sellingPlanGroups'].map((name) => nest(name)).join(' ')} } } } }`,
      ['Bulk queries cannot contain more than 5 connections.'],
    ],
    [
      '{ products { edges { node { title variants { edges { node { id } } } } } } }',
      [
        "The parent 'node' field for a nested connection must select the 'id' field without an alias and must be of 'ID' return type. Connection fields without 'id': products.",
      ],
    ],
    [
      '{ orders { edges { node { id fulfillments { events { edges { node { id } } } } } } } }',
      ['Queries that contain a connection field within a list field are not currently supported.'],
    ],
    ['{ shop { id } }', ['Bulk queries must contain at least one connection.']],
    [
      'mutation { productDelete(input: { id: "1" }) { deletedProductId } }',
      ['Invalid operation type. Only `query` operations are supported.'],
    ],
    ['', ['Invalid bulk query: syntax error, unexpected end of file']],
    [
      '{ products { edges { node { colour } } } }',
      ["Invalid bulk query: Field 'colour' doesn't exist on type 'Product'"],
    ],
    [
      '{ orders { edges { node { id discountApplications { edges { node { index } } } } } } }',
      [
        "Connections of a bulk query must implement the Node interface. Invalid connection fields: 'discountApplications'.",
      ],
    ],
    [`{ ${nest('products')} ${nest('orders')} }`, ['Bulk queries cannot contain more than one top level field.']],
    [
      '{ orders { edges { node { key: id lineItems { edges { node { id } } } } } } }',
      [expect.stringContaining("without 'id': orders") as unknown as string],
    ],
  ])('%s', (query, messages) => {
    expect(faults(query)).toEqual(messages);
  });
});
