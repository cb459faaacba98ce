import { describe, expect, it } from 'vitest';
import { storeCart, assignCart } from '~/capture/carts/store-cart.server';
import { appendEvents } from '~/capture/events/event-log.server';
import { ParkEntry } from '~/capture/inbox/process-inbox.server';
import { verifyLedger } from '~/customers/consent/ledger.server';
import { subjectOf } from '~/customers/preferences/passed-on-requests.server';
import { withShop } from '~/platform/db/db.server';
import { makePerson } from '../../tests/factories/people';
import { cartReport } from '../../tests/factories/reports';
import { createShop } from '../../tests/factories/shops';
import { testApp } from '../../tests/factories/test-app';
import { TEST_START } from '../../tests/factories/times';
import { testDatabase } from '../../tests/setup/database';
import { answerPrivacyRequest } from './privacy-requests.server';

const database = await testDatabase();
const app = testApp(database);

async function shopWithPeople() {
  const shop = await createShop(app);
  return withShop(shop.id, async () => {
    const gone = await makePerson(app, shop.id, { email: `gone-${shop.id}@example.com`, firstName: 'Gunda' });
    const stays = await makePerson(app, shop.id, { email: `stays-${shop.id}@example.com` });
    for (const { profileId } of [gone, stays]) {
      await storeCart(app.db.prisma, shop.id, cartReport(`cart-${profileId}`));
      await assignCart(app.db.prisma, shop.id, `cart-${profileId}`, profileId);
      const event = {
        type: 'search_submitted',
        properties: { query: 'lamp' },
        occurredAt: app.clock.now(),
        source: 'storefront',
        dedupeKey: `search-${profileId}`,
      } as const;
      await appendEvents(app, app.db.prisma, shop.id, [{ profileId, event }]);
    }
    return { shop, gone, stays };
  });
}

const redact = (shopDomain: string, email: string) =>
  ({ topic: 'customers/redact', shopDomain, customer: { id: 991, email, phone: null }, orders: [] }) as const;

describe('a customer who must be erased', () => {
  it('is nowhere any more, while everybody else stays and the ledger still verifies', async () => {
    const { shop, gone, stays } = await shopWithPeople();
    await withShop(shop.id, async () => {
      const { prisma } = app.db;
      await app.db.transaction((tx) => answerPrivacyRequest(app, tx, shop.id, redact(shop.domain, gone.email)));

      const addresses = await prisma.address.findMany({ where: { shopId: shop.id } });
      expect(addresses.map(({ id }) => id)).toEqual([stays.addressId]);
      expect(await prisma.identity.count({ where: { shopId: shop.id, profileId: gone.profileId } })).toBe(0);
      expect(await prisma.consentState.count({ where: { shopId: shop.id, addressId: gone.addressId } })).toBe(0);
      const carts = await prisma.cart.findMany({ where: { shopId: shop.id } });
      expect(carts.map(({ profileId }) => profileId)).toEqual([stays.profileId]);
      expect(await verifyLedger(prisma, shop.id)).toEqual({ kind: 'intact', entries: 2 });
    });
  });

  it('asked for a second time, or never known, changes nothing and is no error', async () => {
    const { shop, gone, stays } = await shopWithPeople();
    await withShop(shop.id, async () => {
      for (const email of [gone.email, gone.email, 'nobody@example.com'])
        await app.db.transaction((tx) => answerPrivacyRequest(app, tx, shop.id, redact(shop.domain, email)));
      const left = await app.db.prisma.address.findMany({ where: { shopId: shop.id } });
      expect(left.map(({ id }) => id)).toEqual([stays.addressId]);
    });
  });

  it('is not erased where the body names another shop than the delivery', async () => {
    const { shop, gone } = await shopWithPeople();
    await withShop(shop.id, async () => {
      const foreign = redact('somebody-else.myshopify.com', gone.email);
      const answer = app.db.transaction((tx) => answerPrivacyRequest(app, tx, shop.id, foreign));
      await expect(answer).rejects.toThrow(ParkEntry);
      expect(await app.db.prisma.address.count({ where: { shopId: shop.id } })).toBe(2);
    });
  });
});

const leave = (id: string) => app.db.prisma.shop.update({ where: { id }, data: { uninstalledAt: app.clock.now() } });

describe('a shop that must be erased', () => {
  it('goes with everything in it; another shop keeps all of its own', async () => {
    const { shop } = await shopWithPeople();
    const other = await shopWithPeople();
    const request = { topic: 'shop/redact', shopDomain: shop.domain, customer: {}, orders: [] } as const;
    await leave(shop.id);
    await withShop(shop.id, () => app.db.transaction((tx) => answerPrivacyRequest(app, tx, shop.id, request)));
    expect(await app.db.prisma.shop.findUnique({ where: { id: shop.id } })).toBeNull();
    const left = await withShop(shop.id, () => app.db.prisma.event.count());
    const kept = await withShop(other.shop.id, () => app.db.prisma.event.count());
    expect({ left, kept }).toEqual({ left: 0, kept: 2 });
  });

  it('stays where it came back before the request did', async () => {
    const { shop } = await shopWithPeople();
    const request = { topic: 'shop/redact', shopDomain: shop.domain, customer: {}, orders: [] } as const;
    const answer = withShop(shop.id, () => app.db.transaction((tx) => answerPrivacyRequest(app, tx, shop.id, request)));
    await expect(answer).rejects.toThrow(/is installed/);
    expect(await withShop(shop.id, () => app.db.prisma.event.count())).toBe(2);
  });
});

describe('a copy of a customer’s data, asked for through Shopify', () => {
  const ask = async (customer: object) => {
    const { shop } = await shopWithPeople();
    const request = { topic: 'customers/data_request', shopDomain: shop.domain, customer, orders: [7] } as const;
    await withShop(shop.id, () => app.db.transaction((tx) => answerPrivacyRequest(app, tx, shop.id, request)));
    return shop;
  };

  it('is owed to the merchant within 30 days, and is begun at once', async () => {
    const shop = await ask({ id: 991, email: 'anna@example.com', phone: null });
    await withShop(shop.id, async () => {
      const [request] = await app.db.prisma.privacyRequest.findMany();
      expect(request).toMatchObject({ kind: 'download', source: 'shopify', state: 'open', profileId: null });
      expect((request?.dueAt.getTime() ?? 0) - TEST_START.getTime()).toBe(30 * 86_400_000);
      expect(subjectOf(app.vault, shop.id, request?.subject ?? null)).toEqual({
        ...{ customerId: 'gid://shopify/Customer/991', email: 'anna@example.com', phone: null },
        orderIds: ['gid://shopify/Order/7'],
      });
      expect(await app.db.prisma.shopWakeup.findMany({ where: { shopId: shop.id } })).toMatchObject([
        { kind: 'make-access-exports', nextDueAt: TEST_START },
      ]);
    });
  });

  it('names nobody in the clear', async () => {
    const shop = await ask({ id: 991, email: 'anna@example.com', phone: '+4915123456789' });
    await withShop(shop.id, async () => {
      const rows = await app.db.prisma.privacyRequest.findMany();
      expect(JSON.stringify(rows)).not.toMatch(/anna|991|4915123456789/);
    });
  });
});
