import { describe, expect, test } from 'vitest';
import { AnswerGone, type BulkAnswer, type BulkScope } from '~/capture/shopify-sync/store-source';
import { syncKinds, type SyncKind, type SyncPages } from '~/capture/shopify-sync/sync-kinds';
import { inShopify, shopDomain, tinyStore, type ShopifyWorld } from '../../../tests/factories/shopify-world';
import type { AdminClient } from './admin-client.server';
import { createStoreSource } from './store-source.server';
import { parseWebhook } from './webhooks/parse-webhook';

const sourceOf = ({ admin, fetch }: ShopifyWorld) => createStoreSource(admin, fetch);

const EVERYTHING: BulkScope = { kind: 'everything' };
const FROM_THE_START = { fromByte: 0, currency: 'EUR', atOnce: 500 };

/** Runs one bulk operation to its end. */
async function runBulk(world: ShopifyWorld, kind: SyncKind, scope = EVERYTHING): Promise<BulkAnswer> {
  const source = sourceOf(world);
  const started = await source.startBulk(shopDomain, kind, scope, world.clock.now());
  if (started.kind !== 'started') throw new Error(`the bulk operation was not started: ${started.problem}`);
  await world.standIn.settled();
  const state = await source.bulkState(shopDomain, started.operationId);
  if (state.kind !== 'ready') throw new Error(`the bulk operation is ${JSON.stringify(state)}`);
  return state.answer;
}
async function readAll<K extends SyncKind>(world: ShopifyWorld, kind: K, fromByte = 0, told?: BulkAnswer) {
  const answer = told ?? (await runBulk(world, kind));
  const objects: SyncPages[K][number][] = [];
  let bytesRead = fromByte;
  for await (const page of sourceOf(world).read(kind, answer, { ...FROM_THE_START, fromByte })) {
    objects.push(...(page.objects as SyncPages[K][number][]));
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
        scopes: world.standIn.installation.scopes(),
      });
    }));
});

describe('a store’s past, read by bulk operations,', () => {
  test('is all its products with their variants and collections', () =>
    inShopify(async (world) => {
      const { objects } = await readAll(world, 'products');
      const reports = objects.map(({ product }) => product);
      expect(reports.map(({ id }) => id).sort()).toEqual(world.data.products.map(({ id }) => id).sort());
      for (const product of world.data.products) {
        const told = reports.find(({ id }) => id === product.id);
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
      { data: { ...tinyStore({ products: 0, customers: 0, orders: 0 }), collections: [] } },
    ));

  test('comes in pages, and can be read on from the end of each', () =>
    inShopify(
      async (world) => {
        const answer = await runBulk(world, 'customers');
        const pages: { ids: string[]; bytesRead: number }[] = [];
        for await (const page of sourceOf(world).read('customers', answer, FROM_THE_START))
          pages.push({ ids: page.objects.map(({ person }) => person.customerId), bytesRead: page.bytesRead });
        expect(pages.map(({ ids }) => ids.length)).toEqual([500, 500, 203]);
        const all = pages.flatMap(({ ids }) => ids);
        for (const [index, { bytesRead }] of pages.entries()) {
          const rest = await readAll(world, 'customers', bytesRead, answer);
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
      // Told by bulk alone: collections, the product's page, whether stock is counted, what it costs.
      const byBulk = objects.map(({ product }) => {
        const variants = product.variants.map((variant) => ({ ...variant, isTracked: null, costMinor: null }));
        return { kind: 'product', product: { ...product, collectionIds: null, onlineStoreUrl: null, variants } };
      });
      expect(sortedById(told, 'product')).toEqual(sortedById(byBulk, 'product'));
      expect(objects[0]?.product.variants[0]?.costMinor).toBe(400);
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
        // Told by webhook alone: when it was sent off, which lines a refund was for; each tells of the visit in its own way.
        const refunds = order.refunds.map((refund) => ({ ...refund, lines: [] }));
        const lines = order.lines.map((line, index) => ({
          ...line,
          currentQuantity: byBulk?.lines[index]?.currentQuantity,
        }));
        expect({ ...byBulk, person: undefined }).toEqual({
          ...order,
          ...{ fulfilledAt: null, attribution: null, refunds, lines, person: undefined },
        });
        const { customerId, email, seenAt } = person;
        expect(byBulk?.person).toMatchObject({ customerId, email, seenAt });
        expect(order.shippedTo?.countryCode).toMatch(/^[A-Z]{2}$/);
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

describe('what changed since an instant', () => {
  /** Two products, a customer's consent, an order and a collection change; all else stays. */
  async function change(world: ShopifyWorld): Promise<Date> {
    await world.clock.advance(3_600_000);
    const since = world.clock.now();
    const { store, data } = world;
    for (const product of data.products.slice(0, 2)) store.updateProduct(product.id, { vendor: 'Ash' });
    store.recordConsent(data.customers[0]?.id ?? '', { state: 'UNSUBSCRIBED', optInLevel: null });
    store.updateCollection(data.collections[0]?.id ?? '', { title: 'Light' });
    store.refundOrder(data.orders[0]?.id ?? '');
    return since;
  }

  test('is counted', () =>
    inShopify(async (world) => {
      const since = await change(world);
      const source = sourceOf(world);
      const counts = await Promise.all(syncKinds.map((kind) => source.countChanges(shopDomain, kind, since)));
      expect(Object.fromEntries(syncKinds.map((kind, index) => [kind, counts[index]]))).toMatchObject({
        ...{ collections: 1, customers: 1, orders: 1, checkouts: 0 },
      });
      expect(counts[0]).toBeGreaterThanOrEqual(2);
    }));

  test.each(syncKinds)('is told alike page by page and in bulk: %s', (kind) =>
    inShopify(async (world) => {
      const since = await change(world);
      const byPages = await sourceOf(world).readChanges(shopDomain, kind, since, 'EUR');
      const answer = await runBulk(world, kind, { kind: 'changes', since });
      const { objects } = await readAll(world, kind, 0, answer);
      expect(byPages).toEqual(objects);
      expect(objects.length > 0).toBe(kind !== 'checkouts');
    }),
  );

  test('comes in as many pages as it takes, none of which is too dear', () =>
    inShopify(
      async (world) => {
        const since = new Date(0);
        for (const kind of ['products', 'customers', 'orders'] as const) {
          const told = await sourceOf(world).readChanges(shopDomain, kind, since, 'EUR');
          expect(told?.length, kind).toBe(world.data[kind].length);
        }
        const costs = world.log
          .all()
          .flatMap(({ entry }) => (entry.kind === 'request' ? (entry.requestedCost ?? 0) : []));
        expect(Math.max(...costs)).toBeLessThanOrEqual(1_000);
      },
      { data: tinyStore({ products: 23, customers: 103, orders: 53 }) },
    ));

  test('of something larger than a page holds is left to a bulk operation', () =>
    inShopify(
      async (world) => {
        expect(await sourceOf(world).readChanges(shopDomain, 'orders', new Date(0), 'EUR')).toBeNull();
      },
      { data: tinyStore({ orders: 2, linesPerOrder: 21 }) },
    ));

  test('and what there is at all, is told by ids alone', () =>
    inShopify(async (world) => {
      const answer = await runBulk(world, 'orders', { kind: 'ids' });
      const ids: string[] = [];
      for await (const { objects } of sourceOf(world).readIds(answer, 0)) ids.push(...objects);
      expect(ids.sort()).toEqual(world.data.orders.map(({ id }) => id).sort());
    }));
});

describe('when Shopify refuses', () => {
  test('a bulk operation for want of scopes, it says so', () =>
    inShopify(async (world) => {
      world.standIn.installation.setScopes(['read_products']);
      const started = await sourceOf(world).startBulk(shopDomain, 'orders', EVERYTHING, world.clock.now());
      await world.standIn.settled();
      const operationId = started.kind === 'started' ? started.operationId : '';
      const state = await sourceOf(world).bulkState(shopDomain, operationId);
      expect(state).toEqual({ kind: 'refused', problem: 'FAILED ACCESS_DENIED' });
    }));

  test('to start a sixth operation beside five, it is busy, and has started none', () =>
    inShopify(
      async (world) => {
        const source = sourceOf(world);
        const start = () => source.startBulk(shopDomain, 'orders', EVERYTHING, world.clock.now());
        for (let number = 1; number <= 5; number++) expect(await start()).toMatchObject({ kind: 'started' });
        expect(await start()).toEqual({
          kind: 'busy',
          problem: expect.stringContaining('already in progress') as string,
        });
        await world.standIn.settled();
        expect(await start()).toMatchObject({ kind: 'started' });
      },
      { data: tinyStore({ orders: 5_000 }) },
    ));

  test.each([
    [['LIMIT_REACHED'], 'busy'],
    [['OPERATION_IN_PROGRESS'], 'busy'],
  ])('with %j, it is %s', async (codes, kind) => {
    const source = refusing(codes);
    expect(await source.startBulk(shopDomain, 'orders', EVERYTHING, new Date(0))).toMatchObject({ kind });
  });

  test('the query itself, its words are passed on', async () => {
    await expect(refusing(['INVALID']).startBulk(shopDomain, 'orders', EVERYTHING, new Date(0))).rejects.toThrow(
      'Shopify did not start the bulk operation for orders: no',
    );
  });

  test('to know an operation, its answer is gone', () =>
    inShopify(async (world) => {
      const state = await sourceOf(world).bulkState(shopDomain, 'gid://shopify/BulkOperation/1');
      expect(state).toMatchObject({ kind: 'failed', why: 'gone', problem: 'Shopify no longer knows the operation' });
    }));

  test('the address of an answer, the answer is gone', () =>
    inShopify(async (world) => {
      const answer = await runBulk(world, 'products');
      const forged = { ...answer, url: `${answer.url?.split('?')[0]}?signature=forged` };
      await expect(readAll(world, 'products', 0, forged)).rejects.toThrow(AnswerGone);
    }));

  test('an answer after its seven days, it is gone, too', () =>
    inShopify(async (world) => {
      const answer = await runBulk(world, 'products');
      world.system.offsetMs += 7 * 86_400_000 + 1_000;
      await expect(readAll(world, 'products', 0, answer)).rejects.toThrow(AnswerGone);
    }));

  test('to read from the middle, it is not read from the start instead', () =>
    inShopify(async (world) => {
      const answer = await runBulk(world, 'products');
      const deaf: typeof fetch = (input) => world.fetch(input);
      const source = createStoreSource(world.admin, deaf);
      const reading = source
        .read('products', answer, { ...FROM_THE_START, fromByte: 10 })
        [Symbol.asyncIterator]()
        .next();
      await expect(reading).rejects.toThrow('cannot be read from the middle');
    }));
});

describe('an operation that ended', () => {
  const ended = (status: string, more: object = {}) => {
    const bulkOperation = {
      status,
      errorCode: null,
      url: null,
      partialDataUrl: null,
      fileSize: null,
      objectCount: '3',
      ...more,
    };
    const admin = { run: () => Promise.resolve({ bulkOperation }) } as unknown as AdminClient;
    return createStoreSource(admin, fetch).bulkState(shopDomain, 'gid://shopify/BulkOperation/1');
  };

  test.each([
    ['CANCELED', 'canceled'],
    ['EXPIRED', 'gone'],
  ])('%s is %s', async (status, why) => {
    expect(await ended(status)).toEqual({ kind: 'failed', why, problem: status, partial: null });
  });

  test('FAILED tells where what was written until then lies', async () => {
    const url = 'https://storage.example/partial';
    expect(await ended('FAILED', { errorCode: 'TIMEOUT', partialDataUrl: url })).toEqual({
      ...{ kind: 'failed', why: 'failed', problem: 'FAILED TIMEOUT' },
      partial: { url, bytes: null, isPartial: true },
    });
  });

  test('COMPLETED tells how long its answer is', async () => {
    expect(await ended('COMPLETED', { url: 'https://storage.example/1', fileSize: '120' })).toMatchObject({
      answer: { bytes: 120 },
    });
  });
});

/** A shop that starts no operation, for these reasons. */
function refusing(codes: string[]) {
  const userErrors = codes.map((code) => ({ code, message: 'no' }));
  const admin = { run: () => Promise.resolve({ bulkOperationRunQuery: { bulkOperation: null, userErrors } }) };
  return createStoreSource(admin as unknown as AdminClient, fetch);
}
