import { getOperationAST, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { loadAdminSchema } from '../../admin-schema/admin-schema';
import { schemaFile } from '../../testing/test-world';
import { actualCost } from './actual';
import { sizeFactor } from './prices';
import { requestedCost } from './requested';

const { schema } = loadAdminSchema(schemaFile);

function priced(query: string, variables: Record<string, unknown> = {}) {
  const document = parse(query);
  return requestedCost(schema, document, getOperationAST(document)!, variables);
}

const money = 'currentTotalPriceSet { shopMoney { amount currencyCode } }';
const pageInfo = 'pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';
const consent = 'id defaultEmailAddress { emailAddress marketingState } defaultPhoneNumber { phoneNumber }';

describe('the requested cost is what the real service was recorded to ask for', () => {
  it.each([
    ['an object', 'query($id: ID!) { bulkOperation(id: $id) { id status } }', 1],
    ['a page of one', `{ orders(first: 1) { nodes { id tags } ${pageInfo} } }`, 3],
    ['a page of two with money', `{ orders(first: 2) { nodes { id ${money} } } }`, 3],
    ['a page of ten', '{ customers(first: 10) { nodes { email } } }', 6],
    ['a page of five with two objects a node', `{ customers(first: 5) { nodes { ${consent} } ${pageInfo} } }`, 11],
    [
      'a page of 250 inside a product',
      '{ product(id: "1") { variants(first: 250) { nodes { inventoryItem { id } } } } }',
      25,
    ],
    [
      'nodes and edges both',
      '{ abandonedCheckouts(first: 2) { nodes { id } edges { node { id } } pageInfo { hasNextPage } } }',
      4,
    ],
    ['a count', '{ ordersCount { count precision } }', 10],
    [
      'a mutation',
      'mutation { bulkOperationRunQuery(query: "") { bulkOperation { id status } userErrors { field message } } }',
      10,
    ],
    [
      'a mutation whose payload holds objects',
      `mutation { customerEmailMarketingConsentUpdate(input: { customerId: "1", emailMarketingConsent: { marketingState: SUBSCRIBED } }) {
        customer { ${consent} } userErrors { field } } }`,
      12,
    ],
    ['a postal address', '{ customer(id: "1") { defaultAddress { city } } }', 1],
    [
      'several roots',
      '{ a: customers(first: 10) { nodes { id } } b: customers(first: 10) { nodes { id } } shop { id } }',
      13,
    ],
  ])('%s', (_what, query, points) => {
    expect(priced(query).points).toBe(points);
  });

  it('reads page sizes from variables and opens fragments', () => {
    const query = `query($n: Int!) { orders(first: $n) { nodes { ...O } } } fragment O on Order { id customer { id } }`;
    expect(priced(query, { n: 10 }).points).toBe(2 + 4 * 2);
  });

  it('asks for each id of nodes(ids:)', () => {
    const ids = Array.from({ length: 50 }, (_, index) => `gid://shopify/Product/${index}`);
    expect(priced('query($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids }).points).toBe(50);
  });

  it('grows slowly with the page', () => {
    expect([1, 2, 3, 5, 10, 50, 100, 250].map(sizeFactor)).toEqual([1, 1, 2, 3, 4, 7, 9, 11]);
  });

  it('names deprecated fields', () => {
    expect(priced('{ customer(id: "1") { email } }').deprecations).toEqual([
      'Use `defaultEmailAddress.emailAddress` instead.',
    ]);
  });
});

describe('the actual cost', () => {
  const used = (query: string, data: unknown) => {
    const document = parse(query);
    return actualCost(schema, document, getOperationAST(document)!, data);
  };

  it('counts the nodes that came, and nothing for what is null', () => {
    const query = '{ customers(first: 10) { nodes { email } } }';
    expect(used(query, { customers: { nodes: [{ email: 'a' }] } })).toBe(3);
    expect(used(query, { customers: { nodes: Array.from({ length: 10 }, () => ({ email: 'a' })) } })).toBe(6);
    expect(used('{ customer(id: "1") { id } }', { customer: null })).toBe(0);
  });

  it('of a mutation that found nothing is its price alone', () => {
    const query = `mutation { customerEmailMarketingConsentUpdate(input: { customerId: "1", emailMarketingConsent: { marketingState: SUBSCRIBED } }) {
      customer { ${consent} } userErrors { field } } }`;
    expect(used(query, { customerEmailMarketingConsentUpdate: { customer: null, userErrors: [] } })).toBe(10);
    const customer = { id: '1', defaultEmailAddress: { emailAddress: 'a' }, defaultPhoneNumber: null };
    expect(used(query, { customerEmailMarketingConsentUpdate: { customer, userErrors: [] } })).toBe(11);
  });
});
