import { describe, expect, test } from 'vitest';
import { syncKinds, type SyncKind, type SyncPages } from '~/capture/shopify-sync/store-source';
import { inShopify, shopDomain, tinyStore, type ShopifyWorld } from '../../../tests/factories/shopify-world';
import type { AdminClient } from './admin-client.server';
import { createStoreSource } from './store-source.server';
import { parseWebhook } from './webhooks/parse-webhook';

const sourceOf = ({ admin, fetch }: ShopifyWorld) => createStoreSource(admin, fetch);

/** Runs one bulk operation to its end. Gives its address, or null where there is nothing. */
async function runBulk(world: ShopifyWorld, kind: SyncKind): Promise<string | null> {
  const source = sourceOf(world);
  const { operationId } = await source.startBulk(shopDomain, kind, world.clock.now());
  await world.standIn.settled();
  const state = await source.bulkState(shopDomain, operationId);
  if (state.kind !== 'ready') throw new Error(`the bulk operation is ${JSON.stringify(state)}`);
  return state.url;
}
async function readAll<K extends SyncKind>(world: ShopifyWorld, kind: K, fromByte = 0, address?: string | null) {
  const url = address === undefined ? await runBulk(world, kind) : address;
  const objects: SyncPages[K][number][] = [];
  let bytesRead = fromByte;
  if (url)
    for await (const page of sourceOf(world).read(kind, url, fromByte, 'EUR')) {
      objects.push(...page.objects);
      bytesRead = page.bytesRead;
    }
  return { objects, bytesRead };
}

describe('a store', () => {
  test('says what it is called, what it counts in, and where it is', () =>
    inShopify(async (world) => {
      expect(await sourceOf(world).shopDetails(shopDomain)).toEqual({
        ...{ name: 'Tiny Shop', email: 'owner@tiny-shop.example', currency: 'EUR', timezone: 'Europe/Berlin' },
        storefrontUrl: `https://${shopDomain}`,
      });
    }));
});

describe('a store’s past, read by bulk operations,', () => {
  test('is all its products with their variants and collections', () =>
    inShopify(async (world) => {
      const { objects } = await readAll(world, 'products');
      expect(objects.map(({ id }) => id).sort()).toEqual(world.data.products.map(({ id }) => id).sort());
      for (const product of world.data.products) {
        const told = objects.find(({ id }) => id === product.id);
        expect(told).toMatchObject({
          ...{ handle: product.handle, title: product.title, status: 'ACTIVE', isPublished: true },
          ...{ tags: product.tags, collectionIds: product.collectionIds },
        });
        expect(told?.variants.map(({ id, priceMinor }) => [id, priceMinor])).toEqual(
          product.variants.map(({ id, priceMinor }) => [id, priceMinor]),
        );
      }
    }));

  test('is all its customers with what they said about marketing', () => {
    const data = tinyStore({ customers: 4 });
    const said = ['SUBSCRIBED', 'UNSUBSCRIBED', 'NOT_SUBSCRIBED', 'PENDING'] as const;
    for (const [index, state] of said.entries()) {
      const customer = data.customers[index];
      if (customer) customer.emailMarketing = { state, optInLevel: null, updatedAt: customer.createdAt };
    }
    return inShopify(
      async (world) => {
        const { objects } = await readAll(world, 'customers');
        const byId = new Map(objects.map((each) => [each.person.customerId, each]));
        const states = data.customers.map(({ id }) => byId.get(id)?.consent?.state);
        expect(states).toEqual(['granted', 'withdrawn', 'never-given', 'pending']);
        expect(byId.get(data.customers[0]?.id ?? '')).toMatchObject({
          person: { email: 'person1@example.com', firstName: 'First1', locale: 'de', countryCode: 'DE' },
          consent: { email: 'person1@example.com', occurredAt: new Date(data.customers[0]?.createdAt ?? '') },
        });
      },
      { data },
    );
  });

  test('has customers without an address, of whom nothing is said', () => {
    const data = tinyStore({ customers: 1, orders: 0 });
    const [customer] = data.customers;
    if (customer) customer.email = null;
    return inShopify(
      async (world) => {
        const { objects } = await readAll(world, 'customers');
        expect(objects).toMatchObject([{ person: { email: undefined }, consent: null }]);
      },
      { data },
    );
  });

  test('is all its orders with their lines', () =>
    inShopify(async (world) => {
      const { objects } = await readAll(world, 'orders');
      for (const order of world.data.orders) {
        const told = objects.find(({ id }) => id === order.id);
        expect(told).toMatchObject({
          name: order.name,
          totalMinor: order.totalMinor,
          placedAt: new Date(order.createdAt),
        });
        expect(told?.lines.map(({ id, quantity }) => [id, quantity])).toEqual(
          order.lines.map(({ id, quantity }) => [id, quantity]),
        );
      }
      expect(objects).toHaveLength(world.data.orders.length);
    }));

  test('is the checkouts that were begun in the last 60 days, with what was in them and the token in their address', () =>
    inShopify(
      async (world) => {
        const { objects } = await readAll(world, 'checkouts');
        expect(objects).toMatchObject([
          { checkoutToken: 'token-of-59', completedAt: daysAgo(58), customerId: 'gid://shopify/Customer/3001' },
          {
            checkoutToken: 'token-of-2',
            cartToken: null,
            url: `https://${shopDomain}/checkouts/token-of-2`,
            createdAt: daysAgo(2),
            completedAt: null,
            currency: 'EUR',
            lines: [{ title: 'Thing 1', variantTitle: 'Small', quantity: 2, priceMinor: 1_099 }],
          },
        ]);
      },
      { data: { ...tinyStore(), checkouts: [begun(61), begun(59, 58), begun(2)] } },
    ));

  test('of an empty store is empty', () =>
    inShopify(
      async (world) => {
        for (const kind of syncKinds) expect((await readAll(world, kind)).objects).toEqual([]);
      },
      { data: tinyStore({ products: 0, customers: 0, orders: 0 }) },
    ));

  test('comes in pages, and can be read on from the end of each', () =>
    inShopify(
      async (world) => {
        const url = await runBulk(world, 'customers');
        const pages: { ids: string[]; bytesRead: number }[] = [];
        for await (const page of sourceOf(world).read('customers', url ?? '', 0, 'EUR'))
          pages.push({ ids: page.objects.map(({ person }) => person.customerId), bytesRead: page.bytesRead });
        expect(pages.map(({ ids }) => ids.length)).toEqual([500, 500, 203]);
        const all = pages.flatMap(({ ids }) => ids);
        for (const [index, { bytesRead }] of pages.entries()) {
          const rest = await readAll(world, 'customers', bytesRead, url);
          expect(rest.objects.map(({ person }) => person.customerId)).toEqual(all.slice(500 * (index + 1)));
        }
      },
      { data: tinyStore({ customers: 1_203, orders: 0 }) },
    ));
});

const daysAgo = (days: number) => new Date(Date.parse(tinyStore().endsAt) - days * 86_400_000);

/** A checkout of two pieces that was begun, and perhaps completed, so many days ago. */
function begun(days: number, completed?: number) {
  const [at, completedAt] = [daysAgo(days).toISOString(), completed ? daysAgo(completed).toISOString() : null];
  const line = {
    variantId: 'gid://shopify/ProductVariant/20011',
    productId: 'gid://shopify/Product/1001',
    quantity: 2,
  };
  return {
    ...{ token: `token-of-${days}`, cartToken: `cart-of-${days}`, attributes: {}, lines: [line] },
    ...{ createdAt: at, updatedAt: completedAt ?? at, completedAt },
    ...{ email: 'person1@example.com', customerId: 'gid://shopify/Customer/3001', acceptsMarketing: true },
  };
}

describe('what is told twice is told alike:', () => {
  test('a product by bulk and by webhook', () =>
    inShopify(async (world) => {
      for (const product of world.data.products) world.store.updateProduct(product.id, { vendor: 'Ash' });
      const told = (await world.delivered('products/update')).map((body) =>
        parseWebhook('products/update', body, { currency: 'EUR', triggeredAt: new Date(0) }),
      );
      const { objects } = await readAll(world, 'products');
      // Collections are told by bulk alone.
      const byBulk = objects.map((product) => ({ kind: 'product', product: { ...product, collectionIds: null } }));
      expect(sortedById(told, 'product')).toEqual(sortedById(byBulk, 'product'));
    }));

  test('an order by bulk and by webhook, also when it was refunded or cancelled', () =>
    inShopify(async (world) => {
      const [first, second] = world.data.orders;
      world.store.refundOrder(first?.id ?? '', { lines: [{ lineId: first?.lines[0]?.id ?? '', quantity: 1 }] });
      world.store.cancelOrder(second?.id ?? '');
      const told = (await world.delivered('orders/updated')).map((body) =>
        parseWebhook('orders/updated', body, { currency: 'EUR', triggeredAt: new Date(0) }),
      );
      const { objects } = await readAll(world, 'orders');
      for (const report of told) {
        if (report.kind !== 'order') throw new Error(`an order was read as ${report.kind}`);
        const { person, ...order } = report.order;
        const byBulk = objects.find(({ id }) => id === order.id);
        expect({ ...byBulk, person: undefined }).toEqual({ ...order, person: undefined });
        const { customerId, email, countryCode, seenAt } = person;
        expect(byBulk?.person).toMatchObject({ customerId, email, countryCode, seenAt });
      }
      expect(told.length).toBeGreaterThanOrEqual(2);
    }));
});

describe('a checkout', () => {
  test('is told alike by bulk and by webhook', () =>
    inShopify(async (world) => {
      const { token: cartToken } = world.store.createCart();
      const [thing, other] = world.data.products.map(({ variants }) => variants[0]?.id ?? '');
      world.store.setCartLines(cartToken, [
        { variantId: thing ?? '', quantity: 3 },
        { variantId: other ?? '', quantity: 1 },
      ]);
      const { token } = world.store.createCheckout(cartToken);
      world.store.submitContact(token, { email: 'person1@example.com', acceptsMarketing: false });
      const bodies = [...(await world.delivered('checkouts/create')), ...(await world.delivered('checkouts/update'))];
      const told = parseWebhook('checkouts/update', bodies.at(-1) ?? '', { currency: 'EUR', triggeredAt: new Date(0) });
      if (told.kind !== 'checkout') throw new Error(`a checkout was read as ${told.kind}`);
      await world.clock.advance(600_000);
      const [byBulk] = (await readAll(world, 'checkouts')).objects;
      const { createdAt, updatedAt, completedAt, url, currency, lines, person } = told.checkout;
      expect(byBulk).toMatchObject({ createdAt, updatedAt, completedAt, url, currency, lines });
      expect(byBulk).toMatchObject({ checkoutToken: told.checkout.token, customerId: person.customerId });
    }));
});

function sortedById<K extends string>(reports: unknown[], key: K): unknown[] {
  const idOf = (report: unknown) => (report as Record<K, { id: string }>)[key].id;
  return [...reports].sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
}

describe('when Shopify refuses', () => {
  test('a bulk operation for want of scopes, it says so', () =>
    inShopify(async (world) => {
      world.standIn.installation.setScopes(['read_products']);
      const { operationId } = await sourceOf(world).startBulk(shopDomain, 'orders', world.clock.now());
      await world.standIn.settled();
      const state = await sourceOf(world).bulkState(shopDomain, operationId);
      expect(state).toEqual({ kind: 'refused', problem: 'FAILED ACCESS_DENIED' });
    }));

  test('to start a bulk operation, its words are passed on', async () => {
    const userErrors = [{ code: 'OPERATION_IN_PROGRESS', message: 'Five bulk operations are running.' }];
    const busy = { run: () => Promise.resolve({ bulkOperationRunQuery: { bulkOperation: null, userErrors } }) };
    const source = createStoreSource(busy as unknown as AdminClient, fetch);
    await expect(source.startBulk(shopDomain, 'orders', new Date(0))).rejects.toThrow(
      'Shopify did not start the bulk operation for orders: Five bulk operations are running.',
    );
  });

  test('to know an operation, it has failed', () =>
    inShopify(async (world) => {
      const state = await sourceOf(world).bulkState(shopDomain, 'gid://shopify/BulkOperation/1');
      expect(state).toEqual({ kind: 'failed', problem: 'Shopify no longer knows the bulk operation' });
    }));

  test('the address of an answer, the status is told', () =>
    inShopify(async (world) => {
      const url = await runBulk(world, 'products');
      const forged = `${url?.split('?')[0]}?signature=forged`;
      await expect(readAll(world, 'products', 0, forged)).rejects.toThrow(/could not be read: HTTP 4\d\d/);
    }));

  test('to read from the middle, it is not read from the start instead', () =>
    inShopify(async (world) => {
      const url = await runBulk(world, 'products');
      const deaf: typeof fetch = (input) => world.fetch(input);
      const source = createStoreSource(world.admin, deaf);
      const reading = source
        .read('products', url ?? '', 10, 'EUR')
        [Symbol.asyncIterator]()
        .next();
      await expect(reading).rejects.toThrow('cannot be read from the middle');
    }));
});
