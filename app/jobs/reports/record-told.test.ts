import { beforeEach, describe, expect, it } from 'vitest';
import { eventsOf } from '../../../tests/factories/api-callers';
import { delivery } from '../../../tests/factories/deliveries';
import { entriesOf, tellShop } from '../../../tests/factories/inbox-job';
import { gid, orderReport, productReport, variantReport } from '../../../tests/factories/reports';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after, TEST_START } from '../../../tests/factories/times';
import { testDatabase } from '../../../tests/setup/database';
import { storeProducts } from '~/capture/catalog/store-products.server';
import { eraseEvents } from '~/capture/events/erase.server';
import { eraseInbox } from '~/capture/inbox/erase.server';
import { storeOrders } from '~/capture/orders/store-orders.server';
import { findAddress } from '~/customers/profiles/address-vault.server';
import { propertiesOf } from '~/customers/profiles/set-properties.server';
import { acceptMessage } from '~/integrations/segment-spec/accept-message';
import type { MessageType } from '~/integrations/segment-spec/message';
import { apiScopes } from '~/ops/api-scopes';
import { withShop } from '~/platform/db/db.server';

const database = await testDatabase();
const app = testApp(database);

let shop: TestShop;
beforeEach(async () => {
  shop = await createShop(app);
});

/** Tells messages as ingest puts them into the inbox, and has them read. */
async function tell(...messages: { type: MessageType; [field: string]: unknown }[]): Promise<void> {
  const scopes = new Set(apiScopes);
  const deliveries = messages.map(({ type, ...raw }) => {
    const accepted = acceptMessage(type, raw, { scopes, receivedAt: app.clock.now(), sentAt: null });
    if (accepted.kind !== 'accepted') throw new Error(JSON.stringify(accepted));
    return delivery(accepted.entry, { source: 'api', topic: type });
  });
  await tellShop(app, shop.id, ...deliveries);
}

const inside = <T>(work: () => Promise<T>): Promise<T> => withShop(shop.id, work);
const profiles = () => inside(() => app.db.prisma.profile.findMany({ where: { shopId: shop.id, mergedIntoId: null } }));

describe('what a program tells of a person', () => {
  it('is kept where it belongs: the address in the vault, traits and properties with the profile', async () => {
    await tell({
      type: 'identify',
      userId: '42',
      traits: { email: 'anna@example.com', name: 'Anna Berg', address: { city: 'Wien', country: 'AT' }, plan: 'gold' },
    });
    const [anna] = await profiles();
    expect(anna).toMatchObject({ city: 'Wien', countryCode: 'AT', lastSeenAt: TEST_START });
    await inside(async () => {
      const address = await findAddress(app.vault, app.db.prisma, shop.id, 'anna@example.com');
      expect(address?.profileId).toBe(anna?.id);
      expect(await propertiesOf(app.db.prisma, shop.id, anna?.id ?? '')).toEqual([
        { key: 'plan', value: 'gold', source: 'api', updatedAt: TEST_START },
      ]);
    });
    expect(await eventsOf(app, shop.id)).toEqual([]);
  });

  it('never changes consent', async () => {
    await tell({ type: 'identify', userId: '42', traits: { email: 'anna@example.com', accepts_marketing: true } });
    await tell({ type: 'track', userId: '42', event: 'Subscribed', properties: { consent: 'granted' } });
    const entries = await inside(() => app.db.prisma.consentEntry.count({ where: { shopId: shop.id } }));
    expect(entries).toBe(0);
  });

  it('brings what an anonymous id did to the person it turns out to be, by identify or by alias', async () => {
    await tell({ type: 'track', anonymousId: 'a-1', event: 'Looked' });
    await tell({ type: 'track', anonymousId: 'a-2', event: 'Asked' });
    await tell(
      { type: 'identify', userId: '42', anonymousId: 'a-1' },
      { type: 'alias', userId: '42', previousId: 'a-2' },
    );
    const people = await profiles();
    expect(people).toHaveLength(1);
    const events = await eventsOf(app, shop.id);
    expect(events.map(({ profileId }) => profileId)).toEqual([people[0]?.id, people[0]?.id]);
  });

  it('joins no two persons it calls by two ids', async () => {
    await tell({ type: 'identify', userId: '1', traits: { email: 'family@example.com' } });
    await tell({ type: 'identify', userId: '2', traits: { email: 'family@example.com' } });
    expect(await profiles()).toHaveLength(2);
  });

  it('finds the customer whose address it names', async () => {
    await tell({ type: 'identify', userId: gid('Customer', 7), traits: { email: 'anna@example.com' } });
    await tell({ type: 'identify', userId: '42', traits: { email: 'anna@example.com' } });
    expect(await profiles()).toHaveLength(1);
  });
});

describe('what a program tells to have happened', () => {
  it('is kept in its own words, once, with when it happened', async () => {
    const told = {
      type: 'track',
      userId: '42',
      event: 'Loyalty Joined',
      properties: { tier: 'gold', list: [1, { a: null }] },
    } as const;
    await tell({ ...told, timestamp: after(-60_000).toISOString() });
    expect(await eventsOf(app, shop.id)).toMatchObject([
      {
        ...{ type: 'custom_event', source: 'api', occurredAt: after(-60_000) },
        properties: { name: 'Loyalty Joined', properties: { tier: 'gold', list: [1, { a: null }] } },
      },
    ]);
  });

  it('is kept in ours, where the catalogue has the product: by variant, by product, by SKU or by handle', async () => {
    const variants = [variantReport(10, { sku: 'BOWL-S' }), variantReport(11, { sku: 'BOWL-L' })];
    const products = [
      productReport(1, { variants }),
      productReport(2, { variants: [variantReport(20, { sku: 'BOWL-L' })] }),
    ];
    await inside(() => app.db.transaction((tx) => storeProducts(tx, shop.id, products)));
    const viewed = (properties: Record<string, unknown>) => ({
      type: 'track' as const,
      userId: '42',
      event: 'Product Viewed',
      properties,
    });
    await tell(
      ...[
        { variant_id: '10' },
        { product_id: 1 },
        { product_id: 'product-1' },
        { product_id: gid('Product', 2) },
        { sku: 'BOWL-S' },
      ].map(viewed),
    );
    await tell(...[{ sku: 'BOWL-L' }, { product_id: '99' }, {}].map(viewed));
    const found = (await eventsOf(app, shop.id)).map(({ type, properties }) => [type, properties]);
    const [one, small] = [{ productId: gid('Product', 1) }, { variantId: gid('ProductVariant', 10) }];
    expect(found).toEqual([
      ['product_viewed', { ...one, ...small }],
      ['product_viewed', one],
      ['product_viewed', one],
      ['product_viewed', { productId: gid('Product', 2) }],
      ['product_viewed', { ...one, ...small }],
      ...[{ sku: 'BOWL-L' }, { product_id: '99' }, {}].map((properties) => [
        'custom_event',
        { name: 'Product Viewed', properties },
      ]),
    ]);
  });

  it('is no order: what was bought comes from Shopify alone', async () => {
    await tell({
      type: 'track',
      userId: '42',
      event: 'Order Completed',
      properties: { order_id: '#1001', revenue: 99 },
    });
    const [person] = await profiles();
    const order = { ...orderReport(1_001), profileId: person?.id ?? '' };
    await inside(() => app.db.transaction((tx) => storeOrders(tx, shop.id, [order])));
    await tell({
      type: 'track',
      userId: '42',
      event: 'Order Completed',
      properties: { order_id: '#1001', revenue: 99 },
    });
    expect((await eventsOf(app, shop.id)).map(({ type }) => type)).toEqual(['custom_event', 'checkout_completed']);
    expect(await inside(() => app.db.prisma.order.count({ where: { shopId: shop.id } }))).toBe(1);
  });

  it('is emptied of its words when its person is erased, and so is what waits in the inbox', async () => {
    await tell({ type: 'track', userId: '42', event: 'Wrote', properties: { text: 'I am Anna' } });
    const [person] = await profiles();
    await inside(() => app.db.transaction((tx) => eraseEvents(tx, shop.id, [person?.id ?? ''])));
    expect(await eventsOf(app, shop.id)).toMatchObject([{ type: 'custom_event', properties: {} }]);
    const subject = { kind: 'external', value: 'user:42' } as const;
    expect(await inside(() => eraseInbox(app.db.prisma, app.vault, shop.id, [subject]))).toBe(1);
  });

  it('costs nothing else where it cannot be read', async () => {
    await tellShop(app, shop.id, delivery('{"person":{}}', { source: 'api', topic: 'track' }));
    await tell({ type: 'track', userId: '42', event: 'Looked' });
    expect(await eventsOf(app, shop.id)).toHaveLength(1);
    expect(await entriesOf(app, shop.id)).toMatchObject([{ state: 'pending', attempts: 1 }, { state: 'done' }]);
  });
});
