import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entriesOf, tellShop } from '../../../tests/factories/inbox-job';
import { storefrontDelivery } from '../../../tests/factories/storefront-deliveries';
import {
  cartWebhook,
  checkoutWebhook,
  consentWebhook,
  customerWebhook,
  orderWebhook,
} from '../../../tests/factories/shopify-payloads';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after } from '../../../tests/factories/times';
import { visitorId } from '../../../tests/factories/told-person';
import { testDatabase } from '../../../tests/setup/database';
import type { Delivery } from '~/capture/inbox/receive.server';
import { itemCount } from '~/capture/carts/cart';
import { linesOf } from '~/capture/carts/store-cart.server';
import { verifyLedger } from '~/customers/consent/ledger.server';
import { withShop } from '~/platform/db/db.server';

const app = testApp(await testDatabase());
const { db, vault } = app;

const minute = (count: number) => after(count * 60_000);

/** Everything that is told of one shopper who browses, fills a cart, checks out, orders, cancels, and changes their mind twice. */
function lifeOf(name: string, customer: number): (shop: TestShop) => Delivery[] {
  const email = `${name}@example.com`;
  const visitor = visitorId(name);
  const [cart, checkout] = [`cart-${name}`, `checkout-${name}`];
  const who = { customer, email, visitor };
  const told = (at: number) => ({ at: minute(at), eventId: `${name} ${at}` });
  const order = { ...who, cart, checkout, placedAt: minute(10) };
  return (shop) => [
    storefrontDelivery(shop, { visitor, eventId: `${name} browses`, receivedAt: minute(0) }),
    cartWebhook(cart, 1, told(1)),
    cartWebhook(cart, 3, told(2)),
    checkoutWebhook(checkout, { ...who, cart, quantity: 3, customer: undefined, ...told(3) }),
    cartWebhook(cart, 2, told(4)),
    customerWebhook({ ...who, ...told(5) }),
    consentWebhook({ customer, email, state: 'subscribed', ...told(6) }),
    consentWebhook({ customer, email, state: 'unsubscribed', ...told(8) }),
    orderWebhook(customer, { ...order, ...told(10) }),
    orderWebhook(customer, { ...order, ...told(11), topic: 'orders/updated' }),
    orderWebhook(customer, { ...order, ...told(12), topic: 'orders/cancelled', cancelledAt: minute(12) }),
    storefrontDelivery(shop, { visitor, customer, eventId: `${name} comes back`, receivedAt: minute(13) }),
  ];
}

const lives = [lifeOf('anna', 1), lifeOf('ben', 2)];
const LENGTH = 24;

/** What is known of a shop's people in the end, told without the ids that are made by chance. */
async function knownOf({ id: shopId }: TestShop) {
  return withShop(shopId, async () => {
    const identities = await db.prisma.identity.findMany();
    const names = new Map<string, string>();
    for (const { kind, value, profileId } of identities) if (kind === 'customer') names.set(profileId, value);
    const who = (profileId: string | null) => names.get(profileId ?? '') ?? `nobody (${profileId})`;
    const states = await db.prisma.consentState.findMany();
    const addresses = await db.prisma.address.findMany();
    return {
      people: (await db.prisma.profile.findMany({ where: { mergedIntoId: null } })).map(({ id }) => who(id)).sort(),
      identities: identities
        .map(({ kind, value, profileId }) => `${kind} ${kind === 'email' ? '' : value} is ${who(profileId)}`)
        .sort(),
      addresses: addresses.map(({ email, profileId }) => `${vault.open(email, shopId)} is ${who(profileId)}`).sort(),
      consents: states.map(({ state, since }) => `${state} since ${since.toISOString()}`).sort(),
      carts: (await db.prisma.cart.findMany())
        .map(
          (cart) =>
            `${cart.token} of ${who(cart.profileId)}: ${itemCount(linesOf(cart))}, bought ${cart.completedAt?.toISOString()}`,
        )
        .sort(),
      orders: (await db.prisma.order.findMany())
        .map(
          (order) =>
            `${order.id} of ${who(order.profileId)}: refunded ${order.refundedMinor}, ${order.cancelledAt?.toISOString()}`,
        )
        .sort(),
      events: (await db.prisma.event.findMany({ where: { type: { not: 'consent_changed' } } }))
        .map((event) => `${event.dedupeKey} at ${event.occurredAt.toISOString()} by ${who(event.profileId)}`)
        .sort(),
    };
  });
}

async function afterTelling(order: number[]) {
  const shop = await createShop(app);
  const all = lives.flatMap((life) => life(shop));
  const told = order.map((index) => all[index] as Delivery);
  await tellShop(app, shop.id, ...told);
  const entries = await entriesOf(app, shop.id);
  expect(entries.filter(({ state }) => state !== 'done')).toEqual([]);
  expect(await withShop(shop.id, () => verifyLedger(db.prisma, shop.id))).toEqual({ kind: 'intact', entries: 4 });
  return knownOf(shop);
}

describe('all that is told of two shoppers', () => {
  it('comes to the same, in whatever order and however often it is told', async () => {
    const inOrder = await afterTelling(Array.from({ length: LENGTH }, (_, index) => index));
    expect(inOrder.people).toHaveLength(2);
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(
          Array.from({ length: LENGTH }, (_, index) => index),
          { minLength: LENGTH },
        ),
        fc.array(fc.nat(LENGTH - 1), { maxLength: 6 }),
        async (order, again) => {
          expect(await afterTelling([...order, ...again])).toEqual(inOrder);
        },
      ),
      { numRuns: 15 },
    );
  });
});
