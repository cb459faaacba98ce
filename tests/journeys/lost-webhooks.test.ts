import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { everythingSettled } from '../../devstore/app-processes';
import { acceptedMails } from '../../devstore/story/judge';
import { install, moveToNoon, setUp } from '../../devstore/story/opening';
import { leavesCart } from '../../devstore/story/shoppers';
import { Stage } from '../../devstore/story/stage';
import { seededRandom } from '../../devstore/store-data/seeded-random';
import { openJourney, type Journey } from './open-journey';

const LONG = 600_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

let journey: Journey;
afterEach(() => journey.close());

/** What merchant and shoppers do: `count` acts of every kind, by chance. */
function live({ world }: Journey, count: number, seed: number): void {
  const { store } = world.shopify;
  const random = seededRandom(seed, 'a busy hour');
  const { customers, products, orders } = store.data;
  for (let done = 0; done < count; done++) {
    // Each once: of two answers in one second the one that takes consent away counts here, the later one at Shopify.
    const customer = customers[done % customers.length] ?? random.pick(customers);
    store.updateCustomer(customer.id, { tags: [`visit-${done}`] });
    const state = random.chance(0.5) ? 'UNSUBSCRIBED' : 'SUBSCRIBED';
    if (customer.email) store.recordConsent(customer.id, { state, optInLevel: 'SINGLE_OPT_IN' });
    store.updateProduct(random.pick(products).id, { vendor: `Vendor ${done}` });
    const order = random.pick(orders);
    if (!order.cancelledAt && order.refundedMinor === 0) store.refundOrder(order.id);
    const product = products.find((each) => each.status === 'ACTIVE' && (each.variants[0]?.inventoryQuantity ?? 0) > 3);
    const cart = store.createCart();
    store.setCartLines(cart.token, [{ variantId: product?.variants[0]?.id ?? '', quantity: 1 }]);
    const checkout = store.createCheckout(cart.token);
    store.submitContact(checkout.token, { email: `shopper-${done}@example.net`, acceptsMarketing: false });
    store.completeCheckout(checkout.token);
  }
}

/** The shop as Kindred's rows have it, in the words of the stand-in. */
async function rowsIn(databaseUrl: string) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(`SELECT set_config('app.shop_id', "id"::text, false) FROM shops`);
    const read = async (text: string) =>
      (await client.query<{ line: string }>(text)).rows.map(({ line }) => line).sort();
    return {
      products: await read(`SELECT concat_ws(' ', "id", "vendor") AS line FROM products WHERE "deletedAt" IS NULL`),
      orders: await read(`SELECT concat_ws(' ', "id", "totalMinor", "refundedMinor") AS line FROM orders`),
      customers: await read(
        `SELECT concat_ws(' ', "customerId", array_to_string("tags", ',')) AS line FROM shopify_customers`,
      ),
      granted: await read(
        `SELECT i."value" AS line FROM identities i JOIN profiles p ON p."shopId" = i."shopId" AND p."id" = i."profileId"
         JOIN consent_states c ON c."shopId" = p."shopId" AND c."addressId" = p."primaryAddressId" AND c."purpose" = 'marketing'
         WHERE i."kind" = 'customer' AND c."state" = 'granted'`,
      ),
    };
  } finally {
    await client.end();
  }
}

function shopOf({ world }: Journey): Awaited<ReturnType<typeof rowsIn>> {
  const { products, orders, customers } = world.shopify.store.data;
  const granted = customers.filter(({ email, emailMarketing }) => email && emailMarketing.state === 'SUBSCRIBED');
  return {
    products: products.map(({ id, vendor }) => `${id} ${vendor}`).sort(),
    orders: orders.map(({ id, totalMinor, refundedMinor }) => `${id} ${totalMinor} ${refundedMinor}`).sort(),
    customers: customers.map(({ id, tags }) => `${id} ${[...tags].join(',')}`).sort(),
    granted: granted.map(({ id }) => id).sort(),
  };
}

describe('a shop whose webhooks get lost', () => {
  it.each([
    { share: 0.01, seed: 11 },
    { share: 0.3, seed: 12 },
  ])(
    '$share of them, at random: after a quarter of an hour Kindred’s rows are the shop, and nobody is mailed twice or after buying',
    async ({ share, seed }) => {
      journey = await openJourney({ seed, store: { customers: 60, products: 60 } });
      const { world, app } = journey;
      const stage = new Stage({ ...journey, unsubscribeMode: 'postmark', print: () => undefined });
      await install(stage);
      await setUp(stage);
      await moveToNoon(stage);
      await leavesCart(stage, 'anna', 0, { acceptsMarketing: true });
      world.shopify.webhooks.setBehaviour({ dropRate: share });
      live(journey, 40, seed);
      await everythingSettled(world, app, 240_000);
      await world.clock.advance(15 * MINUTE_MS);
      await everythingSettled(world, app, 240_000);
      expect(await rowsIn(journey.databaseUrl), journey.complaints.join('\n')).toEqual(shopOf(journey));
      world.shopify.webhooks.setBehaviour({ dropRate: 0 });
      await world.clock.advance(4 * HOUR_MS);
      await everythingSettled(world, app, 240_000);
      const mails = acceptedMails(world).map(({ to }) => String(to));
      expect(mails).toEqual([stage.person('anna').email]);
    },
    LONG,
  );
});
