import { afterEach, describe, expect, it } from 'vitest';
import { appTomlWithScopes } from '../testing/app-toml';
import { startTestWorld, type TestWorld } from '../testing/test-world';
import { tinyStore } from '../testing/tiny-store';

let world: TestWorld;
afterEach(() => world.close());

const shopQuery = '{ shop { name } }';

describe('the version in the path', () => {
  it.each([
    ['2026-10', 200, '2026-10'],
    ['2026-01', 200, '2026-01'],
    ['unstable', 200, 'unstable'],
    ['2024-01', 200, '2026-01'],
    ['2027-01', 404, null],
    ['2026-11', 404, null],
    ['latest', 404, null],
  ])('%s answers %i as version %s', async (version, status, served) => {
    world = await startTestWorld();
    const answer = await world.graphql(shopQuery, {}, { version });
    expect([answer.status, answer.headers.get('X-Shopify-API-Version')]).toEqual([status, served]);
  });
});

describe('a request', () => {
  it('without a token is turned away', async () => {
    world = await startTestWorld();
    const answer = await world.graphql(shopQuery, {}, { token: '' });
    expect(answer.status).toBe(401);
    expect(answer.errors).toBe('[API] Invalid API key or access token (unrecognized login or wrong password)');
  });

  it('for another shop finds nothing', async () => {
    world = await startTestWorld();
    const response = await world.post(
      '/admin/api/2026-10/graphql.json',
      { query: shopQuery },
      { 'x-orig-host': 'other.myshopify.com' },
    );
    expect(response.status).toBe(404);
  });

  it('without a query, or with a broken body, is a bad one', async () => {
    world = await startTestWorld();
    const token = String((await world.exchange()).body.access_token);
    const empty = await world.post('/admin/api/2026-10/graphql.json', {}, { 'X-Shopify-Access-Token': token });
    expect(empty.status).toBe(400);
    const broken = await fetch(`${world.url}/admin/api/2026-10/graphql.json`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{',
    });
    expect(broken.status).toBe(400);
  });

  it('may be plain GraphQL', async () => {
    world = await startTestWorld();
    const token = String((await world.exchange()).body.access_token);
    const response = await fetch(`${world.url}/admin/api/2026-10/graphql.json`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/graphql', 'X-Shopify-Access-Token': token },
      body: shopQuery,
    });
    expect(await response.json()).toMatchObject({ data: { shop: { name: 'Tiny Shop' } } });
  });

  it('is answered with 200 and the fault when its syntax or a field is wrong', async () => {
    world = await startTestWorld();
    const syntax = await world.graphql('{ shop {');
    expect([syntax.status, syntax.errors?.[0]?.extensions?.code]).toEqual([200, 'PARSE_ERROR']);
    const field = await world.graphql('{ shop { colour } }');
    expect([field.status, field.errors?.[0]?.message]).toEqual([200, "Field 'colour' doesn't exist on type 'Shop'"]);
  });

  it('whose variables do not fit is refused before it runs', async () => {
    world = await startTestWorld();
    const answer = await world.graphql('query($id: ID!) { order(id: $id) { id } }', {});
    expect(answer.errors?.[0]?.extensions?.code).toBe('INVALID_VARIABLE');
    expect(answer.data).toBeUndefined();
  });

  it('that reads deprecated fields is told so', async () => {
    world = await startTestWorld();
    const answer = await world.graphql('{ customers(first: 1) { nodes { email } } }');
    expect(answer.data).toEqual({ customers: { nodes: [{ email: 'person1@example.com' }] } });
    expect(answer.headers.get('X-Shopify-API-Deprecated-Reason')).toContain('https://shopify.dev/');
  });

  it('stands in the log with its operation, cost and errors', async () => {
    world = await startTestWorld();
    await world.graphql('query ReadShop { shop { name } }');
    const entry = world.log.all().at(-1)?.entry;
    expect(entry).toMatchObject({
      kind: 'request',
      path: '/admin/api/2026-10/graphql.json',
      shop: 'tiny-shop.myshopify.com',
      status: 200,
      operation: 'ReadShop',
      requestedCost: 1,
      actualCost: 1,
    });
  });
});

describe('the price', () => {
  it('is told with each answer', async () => {
    world = await startTestWorld();
    const { extensions } = await world.graphql('{ customers(first: 10) { nodes { id } } }');
    expect(extensions.cost).toEqual({
      requestedQueryCost: 6,
      actualQueryCost: 4,
      throttleStatus: { maximumAvailable: 2000, currentlyAvailable: 1996, restoreRate: 100 },
    });
  });

  it('above 1,000 points is refused, and nothing is charged', async () => {
    world = await startTestWorld();
    const lines = 'lineItems(first: 250) { nodes { product { id variants(first: 250) { nodes { id } } } } }';
    const answer = await world.graphql(`{ orders(first: 250) { nodes { id ${lines} } } }`);
    expect(answer.status).toBe(200);
    expect(answer.errors?.[0]).toMatchObject({
      message: expect.stringContaining('which exceeds the single query max cost limit (1000).') as unknown,
      extensions: { code: 'MAX_COST_EXCEEDED', maxCost: 1000 },
    });
    expect((await world.graphql(shopQuery)).extensions.cost.throttleStatus.currentlyAvailable).toBeGreaterThanOrEqual(
      1999,
    );
  });

  it('that the bucket cannot pay is throttled in a 200, until time has filled it', async () => {
    const time = { now: Date.parse('2026-11-22T12:00:00Z') };
    world = await startTestWorld({ bucket: { maximumAvailable: 20 }, systemNow: () => time.now });
    const mutation = 'mutation { webPixelDelete(id: "gid://shopify/WebPixel/1") { deletedWebPixelId } }';
    await world.graphql(mutation);
    await world.graphql(mutation);
    const third = await world.graphql(mutation);
    expect(third.status).toBe(200);
    expect(third.errors).toEqual([
      {
        message: 'Throttled',
        extensions: { code: 'THROTTLED', documentation: 'https://shopify.dev/api/usage/rate-limits' },
      },
    ]);
    expect(third.extensions.cost).toMatchObject({ requestedQueryCost: 10, throttleStatus: { currentlyAvailable: 0 } });
    time.now += 100;
    expect((await world.graphql(mutation)).errors).toBeUndefined();
  });
});

describe('a scope the token lacks', () => {
  it('denies the field in Shopify’s words and nulls it', async () => {
    world = await startTestWorld({ toml: appTomlWithScopes(['read_products']) });
    const answer = await world.graphql('{\n  shop { name }\n  customersCount { count }\n}');
    expect(answer.data).toEqual({ shop: { name: 'Tiny Shop' }, customersCount: null });
    expect(answer.errors).toEqual([
      {
        message: 'Access denied for customersCount field. Required access: `read_customers` access scope.',
        locations: [{ line: 3, column: 3 }],
        path: ['customersCount'],
        extensions: {
          code: 'ACCESS_DENIED',
          documentation: 'https://shopify.dev/api/usage/access-scopes',
          requiredAccess: '`read_customers` access scope.',
        },
      },
    ]);
  });

  it('denies a field inside an object that may be read', async () => {
    world = await startTestWorld({ toml: appTomlWithScopes(['read_orders']) });
    const answer = await world.graphql(
      '{ orders(first: 1) { nodes { lineItems(first: 1) { nodes { title product { id } } } } } }',
    );
    expect(answer.data).toEqual({
      orders: { nodes: [{ lineItems: { nodes: [{ title: 'Thing 3', product: null }] } }] },
    });
    expect(answer.errors?.[0]?.message).toContain('Access denied for product field');
  });

  it('to write is not given by that to read', async () => {
    world = await startTestWorld({ toml: appTomlWithScopes(['read_customers']) });
    const answer = await world.graphql(
      `mutation { customerEmailMarketingConsentUpdate(input: { customerId: "gid://shopify/Customer/3001",
        emailMarketingConsent: { marketingState: UNSUBSCRIBED } }) { userErrors { message } } }`,
    );
    expect(answer.errors?.[0]?.extensions).toMatchObject({
      code: 'ACCESS_DENIED',
      requiredAccess: '`write_customers` access scope.',
    });
    expect(world.store.data.customers[0]?.emailMarketing.state).toBe('SUBSCRIBED');
  });
});

describe('orders without read_all_orders', () => {
  const query =
    '{ ordersCount { count } order(id: "gid://shopify/Order/900070") { id } customer(id: "gid://shopify/Customer/3001") { numberOfOrders orders(first: 100) { nodes { id } } lastOrder { id } } }';
  const data = () => ({ orders: 100, customers: 1 });

  it('reach back 60 days', async () => {
    world = await startTestWorld({ data: tinyStore(data()), approvals: { readAllOrders: false } });
    const answer = await world.read<{
      ordersCount: { count: number };
      order: unknown;
      customer: { orders: { nodes: unknown[] }; numberOfOrders: string };
    }>(query);
    expect(answer.ordersCount.count).toBe(60);
    expect(answer.order).toBeNull();
    expect(answer.customer.orders.nodes).toHaveLength(60);
    expect(answer.customer.numberOfOrders).toBe('100');
    await world.clock.advance(1);
    expect(await world.read('{ ordersCount { count } }')).toEqual({ ordersCount: { count: 59 } });
    expect(world.standIn.installation.scopes()).not.toContain('read_all_orders');
  });

  it('and all the way back with it', async () => {
    world = await startTestWorld({ data: tinyStore(data()) });
    const answer = await world.read<{ ordersCount: { count: number }; order: unknown }>(query);
    expect(answer.ordersCount.count).toBe(100);
    expect(answer.order).toEqual({ id: 'gid://shopify/Order/900070' });
  });
});

describe('protected customer data', () => {
  const query =
    '{ customer(id: "gid://shopify/Customer/3001") { id tags numberOfOrders firstName defaultEmailAddress { marketingState validFormat } } }';

  it('at level 1 comes without names, and says so', async () => {
    world = await startTestWorld({ approvals: { protectedData: 'level1' } });
    const answer = await world.graphql(query);
    expect(answer.data.customer).toEqual({
      id: 'gid://shopify/Customer/3001',
      tags: ['vip'],
      numberOfOrders: '2',
      firstName: null,
      defaultEmailAddress: { marketingState: 'SUBSCRIBED', validFormat: true },
    });
    expect(answer.errors).toMatchObject([
      {
        message:
          'This app is not approved to use the firstName field. See https://shopify.dev/docs/apps/launch/protected-customer-data for more details.',
        path: ['customer', 'firstName'],
        extensions: { code: 'ACCESS_DENIED' },
      },
    ]);
  });

  it('without approval is not given at all', async () => {
    world = await startTestWorld({ approvals: { protectedData: 'none' } });
    const answer = await world.graphql(`${query.slice(0, -1)} shop { name } }`);
    expect(answer.data).toEqual({ customer: null, shop: { name: 'Tiny Shop' } });
    expect(answer.errors?.[0]?.message).toMatch(/^This app is not approved to access the Customer object\./);
  });

  it('refused on every node of a page ends in a truncated list of errors', async () => {
    world = await startTestWorld({ data: tinyStore({ customers: 150 }), approvals: { protectedData: 'level1' } });
    const answer = await world.graphql('{ customers(first: 150) { nodes { id firstName } } }');
    expect(answer.errors).toHaveLength(101);
    expect(answer.errors?.at(-1)?.message).toBe(
      'Too many execution errors, max error limit reached. Results truncated',
    );
  });
});

it('a field the stand-in does not model is refused by name, never made up', async () => {
  world = await startTestWorld();
  const answer = await world.graphql('{ segmentFilters(first: 1) { pageInfo { hasNextPage } } }');
  expect(answer.errors?.[0]?.message).toBe(
    'The Shopify stand-in does not model QueryRoot.segmentFilters; add it to devstore/shopify.',
  );
});
