import { createHmac } from 'node:crypto';
import type { SentWebhook } from '../../devstore/shopify';
import { seededRandom, type SeededRandom } from '../../devstore/store-data/seeded-random';
import type { StoreProduct } from '../../devstore/store';
import type { World } from '../../devstore/world';

/** A webhook as it is sent: body and headers, signature and all. */
export interface SignedWebhook {
  topic: string;
  headers: Record<string, string>;
  body: Buffer;
}

/** Shares of the traffic; the rest are changed carts. */
const ORDER_SHARE = 0.2;
/** Shopify sends some events twice: the same event id and bytes. */
const REPEATED_SHARE = 0.02;
const MOST_LINES = 14;
/** Changes of one shopper's cart. */
const CHANGES_PER_CART = 4;

/**
 * Lets shoppers change carts and buy in the stand-in's store, holds back what Shopify would send of it, and gives those webhooks, signed, in
 * an order of chance: `carts/update` and `orders/create` of one to fourteen lines, some of them told twice.
 */
export function recordWebhooks(world: World, apiSecret: string, count: number, seed: number): SignedWebhook[] {
  const random = seededRandom(seed, 'webhooks');
  const orders = Math.round(count * ORDER_SHARE);
  const repeated = Math.round(count * REPEATED_SHARE);
  const carts = count - orders - repeated;
  world.shopify.webhooks.setBehaviour({ dropRate: 1 });
  changeCarts(world, carts, random);
  placeOrders(world, orders, random);
  world.shopify.webhooks.setBehaviour({ dropRate: 0 });
  const told = heldBack(world);
  const chosen = [...newest(told, 'carts/update', carts), ...newest(told, 'orders/create', orders)].map((webhook) =>
    sign(webhook, world, apiSecret),
  );
  const first = random.shuffle(chosen);
  return [...first, ...Array.from({ length: repeated }, () => random.pick(first))];
}

/** The stand-in shows its deliveries to whoever chooses among them; none is chosen. */
function heldBack(world: World): SentWebhook[] {
  const seen: SentWebhook[] = [];
  void world.shopify.webhooks.redeliver((webhook) => {
    seen.push(webhook);
    return false;
  });
  return seen;
}

function newest(told: SentWebhook[], topic: string, count: number): SentWebhook[] {
  const found = told.filter((webhook) => webhook.topic === topic).slice(-count);
  if (count > 0 && found.length < count)
    throw new Error(`only ${found.length} of ${count} ${topic} webhooks were made`);
  return count > 0 ? found : [];
}

function changeCarts({ shopify }: World, count: number, random: SeededRandom): void {
  const products = forSale(shopify.store.data.products);
  for (let made = 0; made < count; made += CHANGES_PER_CART) {
    const { token } = shopify.store.createCart();
    // The first change of a cart is told as its creation.
    for (let change = 0; change <= CHANGES_PER_CART; change++)
      shopify.store.setCartLines(token, drawLines(products, random, change + 1));
  }
}

function placeOrders({ shopify }: World, count: number, random: SeededRandom): void {
  const customers = shopify.store.data.customers.flatMap(({ email }) => email ?? []);
  for (let made = 0; made < count; made++) {
    const { token } = shopify.store.createCart();
    shopify.store.setCartLines(token, drawLines(forSale(shopify.store.data.products), random, 1));
    const checkout = shopify.store.createCheckout(token);
    const email = random.chance(0.5) ? random.pick(customers) : `shopper-${made}@example.net`;
    shopify.store.submitContact(checkout.token, { email, acceptsMarketing: random.chance(0.3) });
    shopify.store.completeCheckout(checkout.token);
  }
}

/** More than any cart here takes, so that nothing sells out in the middle of it. */
const ENOUGH_STOCK = 3;

function forSale(products: readonly StoreProduct[]): StoreProduct[] {
  return products.filter(
    ({ status, publishedAt, variants }) =>
      status === 'ACTIVE' && publishedAt && (variants[0]?.inventoryQuantity ?? 0) > ENOUGH_STOCK,
  );
}

/** Most carts are small, a few are large. `least` makes each change of a cart a true one: a line more than before. */
function drawLines(products: StoreProduct[], random: SeededRandom, least: number) {
  const count = Math.min(MOST_LINES, least + Math.floor(random.exponential() * 2));
  const chosen = random.shuffle(products).slice(0, count);
  return chosen.flatMap(({ variants: [variant] }) =>
    variant ? [{ variantId: variant.id, quantity: random.int(1, 2) }] : [],
  );
}

function sign(webhook: SentWebhook, world: World, apiSecret: string): SignedWebhook {
  const body = Buffer.from(JSON.stringify(webhook.payload));
  return {
    topic: webhook.topic,
    body,
    headers: {
      'Content-Type': 'application/json',
      'User-Agent': 'Shopify-Captain-Hook',
      Accept: '*/*',
      'X-Shopify-Topic': webhook.topic,
      'X-Shopify-Hmac-Sha256': createHmac('sha256', apiSecret).update(body).digest('base64'),
      'X-Shopify-Shop-Domain': world.shopify.store.data.shop.domain,
      'X-Shopify-API-Version': '2026-10',
      'X-Shopify-Webhook-Id': webhook.webhookId,
      'X-Shopify-Event-Id': webhook.eventId,
      'X-Shopify-Triggered-At': world.clock.now().toISOString().replace('Z', '000000Z'),
    },
  };
}
