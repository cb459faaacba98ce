import { afterEach, describe, expect, it } from 'vitest';
import { startTestWorld, type TestWorld } from './testing/test-world';

let world: TestWorld;
afterEach(() => world.close());

describe('a shopper buys', () => {
  it('and the app hears of it by webhooks and reads it by GraphQL', async () => {
    world = await startTestWorld();
    const { store, standIn, receiver } = world;
    const variantId = world.data.products[0]!.variants[0]!.id;

    const cart = store.createCart();
    store.setCartLines(cart.token, [{ variantId, quantity: 2 }]);
    store.setCartAttributes(cart.token, { _kindred_visitor: 'visitor-1' });
    const checkout = store.createCheckout(cart.token);
    store.submitContact(checkout.token, { email: 'new@example.org', acceptsMarketing: true, firstName: 'New' });
    const order = store.completeCheckout(checkout.token);
    await standIn.settled();

    const topics = receiver.received.map((each) => each.topic);
    expect(topics).toEqual(
      expect.arrayContaining(['carts/create', 'carts/update', 'customers/create', 'checkouts/create']),
    );
    expect(topics).toEqual(
      expect.arrayContaining(['orders/create', 'orders/paid', 'checkouts/update', 'inventory_levels/update']),
    );
    expect(receiver.of('orders/create')[0]?.body).toMatchObject({
      name: order.name,
      email: 'new@example.org',
      cart_token: cart.token,
      checkout_token: checkout.token,
      note_attributes: [{ name: '_kindred_visitor', value: 'visitor-1' }],
      total_price: '26.88',
    });

    const answer = await world.read<{ order: Record<string, unknown> }>(
      `query($id: ID!) { order(id: $id) {
        name cartToken checkoutToken customAttributes { key value } totalPriceSet { shopMoney { amount currencyCode } }
        customer { defaultEmailAddress { emailAddress marketingState } numberOfOrders amountSpent { amount } }
        lineItems(first: 5) { nodes { quantity variant { inventoryQuantity } } } } }`,
      { id: order.id },
    );
    expect(answer.order).toEqual({
      name: '#1006',
      cartToken: cart.token,
      checkoutToken: checkout.token,
      customAttributes: [{ key: '_kindred_visitor', value: 'visitor-1' }],
      totalPriceSet: { shopMoney: { amount: '26.88', currencyCode: 'EUR' } },
      customer: {
        defaultEmailAddress: { emailAddress: 'new@example.org', marketingState: 'SUBSCRIBED' },
        numberOfOrders: '1',
        amountSpent: { amount: '26.88' },
      },
      lineItems: { nodes: [{ quantity: 2, variant: { inventoryQuantity: 8 } }] },
    });
  });
});

describe('a bulk operation', () => {
  it('writes parents and children on lines of their own and announces its end', async () => {
    world = await startTestWorld();
    const query =
      '{ orders { edges { node { id name lineItems { edges { node { id quantity product { id } } } } } } } }';
    const run = await world.read<{ bulkOperationRunQuery: { bulkOperation: { id: string; status: string } } }>(
      'mutation($query: String!) { bulkOperationRunQuery(query: $query) { bulkOperation { id status } userErrors { message } } }',
      { query },
    );
    expect(run.bulkOperationRunQuery.bulkOperation.status).toBe('CREATED');
    await world.standIn.settled();
    const done = await world.read<{ bulkOperation: { status: string; url: string; objectCount: string } }>(
      'query($id: ID!) { bulkOperation(id: $id) { status url objectCount rootObjectCount } }',
      { id: run.bulkOperationRunQuery.bulkOperation.id },
    );
    expect(done.bulkOperation).toMatchObject({ status: 'COMPLETED', objectCount: '15', rootObjectCount: '5' });
    const text = await (await fetch(done.bulkOperation.url)).text();
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.filter((line) => line.__parentId)).toHaveLength(10);
    expect(lines.find((line) => line.name === '#1001')).toEqual({ id: 'gid://shopify/Order/900001', name: '#1001' });
    expect(world.receiver.of('bulk_operations/finish')[0]?.body).toMatchObject({
      status: 'completed',
      type: 'query',
      error_code: null,
    });
  });
});
