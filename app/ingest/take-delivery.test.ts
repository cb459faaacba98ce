import { describe, expect, it } from 'vitest';
import { isHeld, liftHold } from '~/customers/consent/consent-holds.server';
import { lockAddressesForSending } from '~/customers/consent/consent-lock.server';
import { withShop } from '~/platform/db/db.server';
import { makePerson } from '../../tests/factories/people';
import { createShop } from '../../tests/factories/shops';
import { testApp } from '../../tests/factories/test-app';
import { testDatabase } from '../../tests/setup/database';
import { dedupeKeyOf, takeDelivery } from './take-delivery.server';

const database = await testDatabase();
const app = testApp(database);

const deliveryNamed = (externalId: string) =>
  ({
    source: 'shopify',
    topic: 'customers_email_marketing_consent/update',
    externalId,
    triggeredAt: null,
    body: '{}',
  }) as const;

async function shopWithSubscriber() {
  const shop = await createShop(app);
  const person = await withShop(shop.id, () => makePerson(app, shop.id));
  const held = () => withShop(shop.id, () => isHeld(app.db.prisma, shop.id, person.addressId));
  return { shop, person, held };
}

describe('a delivery that takes consent away', () => {
  it('holds its address from before it is acknowledged until it is read', async () => {
    const { shop, person, held } = await shopWithSubscriber();
    const delivery = deliveryNamed('first');
    expect(await held()).toBe(false);
    await takeDelivery(app, shop.id, delivery, person.email);
    expect(await held()).toBe(true);
    await withShop(shop.id, () => liftHold(app.db.prisma, shop.id, dedupeKeyOf(delivery)));
    expect(await held()).toBe(false);
  });

  it('waits for a sender that is past its last check', async () => {
    const { shop, person } = await shopWithSubscriber();
    const locks = await withShop(shop.id, () => lockAddressesForSending(app.db.pool, shop.id, [person.addressId]));
    const order: string[] = [];
    const taken = takeDelivery(app, shop.id, deliveryNamed('racing'), person.email).then(() =>
      order.push('acknowledged'),
    );
    const sent = app.db.pool
      .query('SELECT 1')
      .then(() => order.push('sent'))
      .then(() => locks.release());
    await Promise.all([taken, sent]);
    expect(order).toEqual(['sent', 'acknowledged']);
  });

  it('told again after it was read, holds nobody', async () => {
    const { shop, person, held } = await shopWithSubscriber();
    const delivery = deliveryNamed('again');
    await takeDelivery(app, shop.id, delivery, person.email);
    await withShop(shop.id, async () => {
      await app.db.prisma.inboxItem.updateMany({ where: { shopId: shop.id }, data: { state: 'done' } });
      await liftHold(app.db.prisma, shop.id, dedupeKeyOf(delivery));
    });
    await takeDelivery(app, shop.id, delivery, person.email);
    expect(await held()).toBe(false);
  });

  it('told again before it was read, still holds', async () => {
    const { shop, person, held } = await shopWithSubscriber();
    await takeDelivery(app, shop.id, deliveryNamed('twice'), person.email);
    await takeDelivery(app, shop.id, deliveryNamed('twice'), person.email);
    expect(await held()).toBe(true);
  });

  it('about somebody nobody has seen is taken all the same', async () => {
    const { shop } = await shopWithSubscriber();
    await takeDelivery(app, shop.id, deliveryNamed('stranger'), 'stranger@example.com');
    const entries = await withShop(shop.id, () => app.db.prisma.inboxItem.count({ where: { shopId: shop.id } }));
    expect(entries).toBe(1);
  });
});
