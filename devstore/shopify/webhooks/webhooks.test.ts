import { afterEach, describe, expect, it } from 'vitest';
import type { ShopifyLogEntry } from '../log-entry';
import { appToml } from '../testing/app-toml';
import { startTestWorld, type TestWorld, type TestWorldOptions } from '../testing/test-world';
import { maxRetries } from './retry-schedule';

let world: TestWorld;
afterEach(() => world.close());

const hourMs = 3_600_000;
const productId = 'gid://shopify/Product/1001';

async function start(options: TestWorldOptions = {}) {
  world = await startTestWorld(options);
  return world;
}

/** Makes exactly one `products/update`. */
function touchProduct(title = 'Touched') {
  world.store.updateProduct(productId, { title });
}

const entries = <K extends ShopifyLogEntry['kind']>(kind: K) =>
  world.log.all().flatMap(({ entry }) => (entry.kind === kind ? [entry as Extract<ShopifyLogEntry, { kind: K }>] : []));

describe('a delivery that fails', () => {
  it('is tried again eight times over four hours of business time, with the same id and bytes, and then given up', async () => {
    await start();
    world.receiver.answerWith(500);
    touchProduct();
    await world.standIn.webhooks.settle();
    expect(world.receiver.received).toHaveLength(1);
    await world.clock.advance(55_000);
    expect(world.receiver.received).toHaveLength(1);
    await world.clock.advance(2_000);
    expect(world.receiver.received).toHaveLength(2);
    await world.clock.advance(4 * hourMs);
    expect(world.receiver.received).toHaveLength(1 + maxRetries);
    expect(
      new Set(world.receiver.received.map((each) => `${each.webhookId} ${each.eventId} ${each.rawBody}`)).size,
    ).toBe(1);
    expect(entries('webhook').map((each) => [each.attempt, each.status])).toEqual(
      Array.from({ length: 9 }, (_, attempt) => [attempt, 500]),
    );
    expect(entries('webhook-undelivered')).toMatchObject([{ topic: 'products/update', reason: 'exhausted' }]);
    await world.clock.advance(48 * hourMs);
    expect(world.receiver.received).toHaveLength(1 + maxRetries);
  });

  it('stops being tried once it has been received', async () => {
    await start();
    let answers = 0;
    world.receiver.answerWith(() => (++answers < 3 ? 503 : 204));
    touchProduct();
    await world.clock.advance(4 * hourMs);
    expect(entries('webhook').map((each) => each.status)).toEqual([503, 503, 204]);
    expect(world.standIn.webhooks.waiting()).toEqual([]);
  });

  it.each([301, 302, 400, 401, 404, 429])('counts %i as a failure', async (status) => {
    await start();
    world.receiver.answerWith(status);
    touchProduct();
    await world.standIn.webhooks.settle();
    expect(world.standIn.webhooks.waiting()).toMatchObject([{ topic: 'products/update', attempt: 1 }]);
  });

  it('because nobody listens is logged without a status', async () => {
    await start();
    await world.receiver.close();
    touchProduct();
    await world.standIn.webhooks.settle();
    expect(entries('webhook')).toMatchObject([
      { status: null, error: expect.stringContaining('ECONNREFUSED') as unknown },
    ]);
  });

  it('says when it is due again', async () => {
    await start();
    world.receiver.answerWith(500);
    touchProduct();
    await world.standIn.webhooks.settle();
    expect(world.standIn.webhooks.waiting()).toMatchObject([{ attempt: 1, dueAt: '2026-09-30T10:00:56.471Z' }]);
  });
});

describe('ids', () => {
  it('one event has one Event-Id over all its topics, and each delivery a Webhook-Id of its own', async () => {
    await start();
    world.store.setInventory(world.data.products[0]!.variants[0]!.id, 0);
    await world.standIn.webhooks.settle();
    const { received } = world.receiver;
    expect(received.map((each) => each.topic).sort()).toEqual([
      'inventory_levels/update',
      'products/update',
      'variants/out_of_stock',
    ]);
    expect(new Set(received.map((each) => each.eventId)).size).toBe(1);
    expect(new Set(received.map((each) => each.webhookId)).size).toBe(3);
  });

  it('two subscriptions to a topic give two deliveries of one event', async () => {
    const second =
      '\n[[webhooks.subscriptions]]\ntopics = ["products/update"]\nuri = "/second"\nname = "second"\ninclude_fields = ["id", "updated_at"]\n';
    await start({ toml: appToml((toml) => toml + second) });
    touchProduct();
    await world.standIn.webhooks.settle();
    const [one, two] = [...world.receiver.received].sort((a, b) => b.path.localeCompare(a.path));
    expect([one?.path, two?.path]).toEqual(['/webhooks', '/second']);
    expect(one?.eventId).toBe(two?.eventId);
    expect(one?.webhookId).not.toBe(two?.webhookId);
    expect(Object.keys(two!.body)).toEqual(['id', 'updated_at']);
    expect(two?.headers['x-shopify-name']).toBe('second');
    expect(two?.headers['x-shopify-triggered-at']).toBe('2026-09-30T10:00:00.000000000Z');
  });
});

describe('a filter', () => {
  it('holds back what it does not match', async () => {
    const filtered =
      '\n[[webhooks.subscriptions]]\ntopics = ["products/update"]\nuri = "/wanted"\nfilter = "title:Wanted"\n';
    await start({ toml: appToml((toml) => toml + filtered) });
    touchProduct('Other');
    touchProduct('Wanted');
    await world.standIn.webhooks.settle();
    expect(world.receiver.received.filter((each) => each.path === '/wanted').map((each) => each.body.title)).toEqual([
      'Wanted',
    ]);
    expect(entries('webhook-undelivered')).toMatchObject([{ reason: 'filtered', uri: '/wanted' }]);
  });
});

describe('mishaps', () => {
  it('dropped deliveries never come; nothing tells the app', async () => {
    await start();
    world.standIn.webhooks.drop((webhook) => webhook.topic === 'products/update');
    touchProduct('Lost');
    touchProduct('Kept');
    await world.clock.advance(5 * hourMs);
    expect(world.receiver.of('products/update').map((each) => each.body.title)).toEqual(['Kept']);
    expect(entries('webhook-undelivered')).toMatchObject([{ reason: 'dropped' }]);
  });

  it('duplicates carry the same Webhook-Id', async () => {
    await start();
    world.standIn.webhooks.duplicate(() => true);
    touchProduct('Twice');
    touchProduct('Once');
    await world.standIn.webhooks.settle();
    expect(world.receiver.received.map((each) => each.body.title).sort()).toEqual(['Once', 'Twice', 'Twice']);
    const twice = world.receiver.received.filter((each) => each.body.title === 'Twice');
    expect(twice[0]?.webhookId).toBe(twice[1]?.webhookId);
    expect(entries('webhook').map((each) => each.isDuplicate)).toEqual([false, false, true]);
  });

  it('come by rate, the same ones for the same seed', async () => {
    const run = async () => {
      await start({ webhooks: { dropRate: 0.2, duplicateRate: 0.2 }, seed: 5 });
      for (let i = 0; i < 100; i++) touchProduct(`Title ${i}`);
      await world.standIn.webhooks.settle();
      const dropped = entries('webhook-undelivered').length;
      const doubled = entries('webhook').filter((each) => each.isDuplicate).length;
      await world.close();
      return [dropped, doubled];
    };
    const [first, second] = [await run(), await run()];
    expect(first).toEqual(second);
    for (const count of first) expect(count).toBeGreaterThan(8);
    for (const count of first) expect(count).toBeLessThan(35);
    await start();
  });

  it('shuffled deliveries all come, in another order', async () => {
    await start({ webhooks: { shuffle: true } });
    const titles = Array.from({ length: 60 }, (_, index) => `Title ${index}`);
    for (const title of titles) touchProduct(title);
    await world.standIn.webhooks.settle();
    const came = world.receiver.received.map((each) => String(each.body.title));
    expect([...came].sort()).toEqual([...titles].sort());
    expect(came).not.toEqual(titles);
    expect(came.indexOf('Title 0')).not.toBe(0);
  });

  it('delayed deliveries come when business time has passed', async () => {
    await start({ webhooks: { delayMs: 10 * 60_000 } });
    touchProduct();
    await world.standIn.webhooks.settle();
    expect(world.receiver.received).toEqual([]);
    await world.clock.advance(10 * 60_000);
    expect(world.receiver.received).toHaveLength(1);
  });

  it('past deliveries can be sent again, many times', async () => {
    await start();
    touchProduct('Again');
    touchProduct('Other');
    await world.standIn.webhooks.settle();
    const sent = await world.standIn.webhooks.redeliver(
      (webhook) => (webhook.payload as { title: string }).title === 'Again',
      3,
    );
    expect(sent).toBe(3);
    expect(world.receiver.received.filter((each) => each.body.title === 'Again')).toHaveLength(4);
    expect(new Set(world.receiver.received.map((each) => each.webhookId)).size).toBe(2);
  });

  it('a pause holds everything back until it ends', async () => {
    await start();
    world.standIn.webhooks.pause();
    touchProduct();
    await world.clock.advance(hourMs);
    expect(world.receiver.received).toEqual([]);
    world.standIn.webhooks.resume();
    await world.standIn.webhooks.settle();
    expect(world.receiver.received).toHaveLength(1);
  });
});

describe('an app', () => {
  it('hears nothing before it is installed', async () => {
    await start({ isInstalled: false });
    touchProduct();
    await world.standIn.webhooks.settle();
    expect(world.receiver.received).toEqual([]);
  });

  it('hears of its end at once, of the shop’s redaction 48 hours later, and of nothing else', async () => {
    await start();
    world.standIn.installation.uninstall();
    touchProduct();
    await world.standIn.webhooks.settle();
    expect(world.receiver.received.map((each) => each.topic)).toEqual(['app/uninstalled']);
    await world.clock.advance(47 * hourMs);
    expect(world.receiver.of('shop/redact')).toEqual([]);
    await world.clock.advance(hourMs);
    expect(world.receiver.of('shop/redact')).toHaveLength(1);
  });

  it('that is installed again in time keeps its shop', async () => {
    await start();
    world.standIn.installation.uninstall();
    await world.clock.advance(hourMs);
    await world.exchange();
    await world.clock.advance(72 * hourMs);
    expect(world.receiver.of('shop/redact')).toEqual([]);
  });

  it('hears of new scopes, and no more of topics it has lost the scope for', async () => {
    await start();
    world.standIn.installation.setScopes(['read_orders']);
    touchProduct();
    await world.standIn.webhooks.settle();
    expect(world.receiver.received.map((each) => each.topic)).toEqual(['app/scopes_update']);
    expect(world.receiver.received[0]?.body).toMatchObject({ current: ['read_orders'] });
  });

  it('without approval for customer data gets none, and at level 1 without names', async () => {
    await start({ approvals: { protectedData: 'none' } });
    world.store.createCustomer({ email: 'a@example.com' });
    touchProduct();
    await world.standIn.webhooks.settle();
    expect(world.receiver.received.map((each) => each.topic)).toEqual(['products/update']);
    await world.close();

    await start({ approvals: { protectedData: 'level1' } });
    world.store.createCustomer({ email: 'a@example.com', firstName: 'A' });
    await world.standIn.webhooks.settle();
    expect(world.receiver.of('customers/create')[0]?.body).toMatchObject({
      email: null,
      first_name: null,
      state: 'disabled',
    });
  });
});

it('a cart names its customer only where the story tries that', async () => {
  await start({ unknowns: { cartPayloadNamesCustomer: true } });
  const cart = world.store.createCart();
  const variantId = world.data.products[0]!.variants[0]!.id;
  world.store.setCartLines(cart.token, [{ variantId, quantity: 1 }]);
  const checkout = world.store.createCheckout(cart.token);
  world.store.submitContact(checkout.token, { email: 'person1@example.com', acceptsMarketing: false });
  world.store.setCartLines(cart.token, [{ variantId, quantity: 2 }]);
  await world.standIn.webhooks.settle();
  expect(world.receiver.of('carts/create')[0]?.body.customer).toBeNull();
  expect(world.receiver.of('carts/update')[0]?.body.customer).toEqual({ id: 3001, email: 'person1@example.com' });
});
