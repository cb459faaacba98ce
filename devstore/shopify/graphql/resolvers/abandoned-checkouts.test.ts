import { afterEach, describe, expect, it } from 'vitest';
import type { StoreCheckout, StoreData } from '../../../store';
import { startTestWorld, type TestWorld } from '../../testing/test-world';
import { endsAt, tinyStore } from '../../testing/tiny-store';

let world: TestWorld;
afterEach(() => world.close());

const daysAgo = (days: number) => new Date(Date.parse(endsAt) - days * 86_400_000).toISOString();

/** A checkout of two pieces of the tiny store's first variant and one of another product's. */
function past(number: number, changes: Partial<StoreCheckout> = {}): StoreCheckout {
  const at = daysAgo(number);
  return {
    token: `checkout-token-${number}`,
    cartToken: `cart-token-${number}`,
    ...{ createdAt: at, updatedAt: at, completedAt: null },
    ...{ email: 'person1@example.com', customerId: 'gid://shopify/Customer/3001', acceptsMarketing: true },
    attributes: {},
    lines: [
      { variantId: 'gid://shopify/ProductVariant/20011', productId: 'gid://shopify/Product/1001', quantity: 2 },
      { variantId: 'gid://shopify/ProductVariant/20022', productId: 'gid://shopify/Product/1002', quantity: 1 },
    ],
    ...changes,
  };
}

const start = async (checkouts: StoreCheckout[]) => {
  const data: StoreData = { ...tinyStore(), checkouts };
  world = await startTestWorld({ data });
};

interface Node {
  id: string;
  abandonedCheckoutUrl: string;
  completedAt: string | null;
}

const list = async (search = '') => {
  const query = `query($search: String) { abandonedCheckouts(first: 50, query: $search) { nodes {
    id abandonedCheckoutUrl createdAt updatedAt completedAt customer { id } totalPriceSet { shopMoney { amount } }
    lineItems(first: 9) { nodes { quantity title product { id } variant { id } } } } } }`;
  return (await world.read<{ abandonedCheckouts: { nodes: Node[] } }>(query, { search })).abandonedCheckouts.nodes;
};
const tokens = async (search?: string) =>
  (await list(search)).map((node) => node.abandonedCheckoutUrl.split('/').pop());

describe('checkouts that the store’s data holds', () => {
  it('are listed with what is in them, whose they are, and the way back', async () => {
    await start([past(9), past(2, { completedAt: daysAgo(1), updatedAt: daysAgo(1) })]);
    expect(await list()).toMatchObject([
      {
        abandonedCheckoutUrl: 'https://tiny-shop.myshopify.com/checkouts/checkout-token-9',
        createdAt: '2026-09-21T10:00:00Z',
        completedAt: null,
        customer: { id: 'gid://shopify/Customer/3001' },
        totalPriceSet: { shopMoney: { amount: '43.96' } },
        lineItems: { nodes: [{ quantity: 2, title: 'Thing 1' }, { quantity: 1 }] },
      },
      { completedAt: '2026-09-29T10:00:00Z' },
    ]);
  });

  it('can be searched for by when they were begun, and by whether they were completed', async () => {
    await start([past(70), past(59, { completedAt: daysAgo(58) }), past(2)]);
    expect(await tokens(`created_at:>='${daysAgo(60)}'`)).toEqual(['checkout-token-59', 'checkout-token-2']);
    expect(await tokens('recovery_state:not_recovered')).toEqual(['checkout-token-70', 'checkout-token-2']);
  });

  it('can be found by id, and no id is given twice', async () => {
    await start([past(9), past(2)]);
    const ids = (await list()).map(({ id }) => id);
    const fresh = world.store.createCart();
    world.store.setCartLines(fresh.token, [{ variantId: 'gid://shopify/ProductVariant/20011', quantity: 1 }]);
    const { token } = world.store.createCheckout(fresh.token);
    world.store.submitContact(token, { email: 'new@example.com', acceptsMarketing: false });
    await world.clock.advance(600_000);
    const all = (await list()).map(({ id }) => id);
    expect(all.slice(0, 2)).toEqual(ids);
    expect(new Set(all).size).toBe(3);
    const found = await world.read<{ nodes: ({ id: string } | null)[] }>(
      `query($ids: [ID!]!) { nodes(ids: $ids) { id } }`,
      { ids: [...all, 'gid://shopify/AbandonedCheckout/1'] },
    );
    expect(found.nodes.map((node) => node?.id ?? null)).toEqual([...all, null]);
  });

  it('can be opened again, with their cart, and completed', async () => {
    await start([past(9), past(2, { completedAt: daysAgo(1) })]);
    expect(world.store.cart('cart-token-9')?.lines).toHaveLength(2);
    expect(world.store.cart('cart-token-2')?.lines).toEqual([]);
    const order = world.store.completeCheckout('checkout-token-9');
    expect(order).toMatchObject({ checkoutToken: 'checkout-token-9', email: 'person1@example.com' });
    expect((await list())[0]?.completedAt).not.toBeNull();
  });

  it('come in bulk, too, those that were asked for', async () => {
    await start([past(70), past(59), past(2)]);
    const query = `{ abandonedCheckouts(query: "created_at:>='${daysAgo(60)}'") { edges { node { id abandonedCheckoutUrl
      lineItems { edges { node { id quantity } } } } } } }`;
    const mutation = `mutation($query: String!) { bulkOperationRunQuery(query: $query, groupObjects: true) {
      bulkOperation { id } userErrors { message } } }`;
    const started = await world.read<{ bulkOperationRunQuery: { bulkOperation: { id: string } } }>(mutation, { query });
    await world.standIn.settled();
    const { bulkOperation } = await world.read<{ bulkOperation: { url: string } }>(
      `query($id: ID!) { bulkOperation(id: $id) { url } }`,
      { id: started.bulkOperationRunQuery.bulkOperation.id },
    );
    const lines = (await (await fetch(bulkOperation.url)).text()).trim().split('\n');
    const rows = lines.map((line) => JSON.parse(line) as { id: string; __parentId?: string; quantity?: number });
    expect(rows.map(({ quantity }) => quantity ?? 'checkout')).toEqual(['checkout', 2, 1, 'checkout', 2, 1]);
    expect(rows[4]?.__parentId).toBe(rows[3]?.id);
  });

  it('cannot be read without the scope of orders', async () => {
    await start([past(9)]);
    world.standIn.installation.setScopes(['read_products', 'read_customers']);
    const { errors } = await world.graphql('{ abandonedCheckouts(first: 1) { nodes { id } } }');
    expect(errors?.[0]?.extensions?.code).toBe('ACCESS_DENIED');
  });
});

describe('Shopify’s own mail about a checkout that was left', () => {
  const hour = 3_600_000;
  const mailOf = async (search = '') => {
    const states: string[] = [];
    for (const { id } of await list(search)) {
      const query = `query($id: ID!) { abandonmentByAbandonedCheckoutId(abandonedCheckoutId: $id) {
        id abandonmentType emailState emailSentAt abandonedCheckoutPayload { id } } }`;
      const { abandonmentByAbandonedCheckoutId: told } = await world.read<{
        abandonmentByAbandonedCheckoutId: Record<string, unknown>;
      }>(query, { id });
      expect(told).toMatchObject({ abandonmentType: 'CHECKOUT', abandonedCheckoutPayload: { id } });
      states.push(`${String(told.emailState)} ${String(told.emailSentAt)}`);
    }
    return states;
  };
  const leaveACheckout = () => {
    const { token: cart } = world.store.createCart();
    world.store.setCartLines(cart, [{ variantId: 'gid://shopify/ProductVariant/20011', quantity: 1 }]);
    const { token } = world.store.createCheckout(cart);
    world.store.submitContact(token, { email: 'new@example.com', acceptsMarketing: false });
    return token;
  };

  it('is not sent while it is off', async () => {
    await start([past(9)]);
    await world.clock.advance(48 * hour);
    expect(await mailOf()).toEqual(['NOT_SENT null']);
  });

  it('is sent so many hours later once it is on, and not for what was left before or was bought', async () => {
    await start([past(9)]);
    world.store.setRecoveryMail(10);
    const [left, bought] = [leaveACheckout(), leaveACheckout()];
    expect(left).not.toBe(bought);
    await world.clock.advance(9 * hour);
    world.store.completeCheckout(bought);
    expect(await mailOf('recovery_state:not_recovered')).toEqual(['NOT_SENT null', 'NOT_SENT null']);
    await world.clock.advance(hour);
    expect(await mailOf()).toEqual(['NOT_SENT null', 'SENT 2026-09-30T20:00:00Z', 'NOT_SENT null']);
  });
});
