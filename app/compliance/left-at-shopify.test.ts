import { beforeEach, describe, expect, it } from 'vitest';
import { confirmPrivacyRequest, requestPrivacy } from '~/customers/preferences/privacy-requests.server';
import { identify } from '~/customers/profiles/identify.server';
import { minutes } from '~/platform/clock/clock';
import { withShop } from '~/platform/db/db.server';
import { delivery } from '../../tests/factories/deliveries';
import { tellShop } from '../../tests/factories/inbox-job';
import { makePerson } from '../../tests/factories/people';
import { gid } from '../../tests/factories/reports';
import { createShop, type TestShop } from '../../tests/factories/shops';
import { testApp } from '../../tests/factories/test-app';
import { testDatabase } from '../../tests/setup/database';
import { answerOwnRequests } from './answer-own-requests.server';
import { enforceRetention } from './retention/enforce-retention.server';

const DAY = minutes(1_440);
const app = testApp(await testDatabase());
const { prisma } = app.db;

let shop: TestShop;
beforeEach(async () => {
  shop = await createShop(app);
});

const inShop = <T>(work: () => Promise<T>): Promise<T> => withShop(shop.id, work);
const left = () => inShop(() => prisma.leftAtShopify.findMany({ where: { shopId: shop.id } }));
const tell = (topic: string, payload: object) =>
  inShop(() => tellShop(app, shop.id, delivery(payload, { topic, triggeredAt: app.clock.now() })));

/** Somebody who is these customers of Shopify's asks at the preference centre to be deleted, and is. */
const deleteWhoIs = (...numbers: number[]) =>
  inShop(async () => {
    const { addressId, email } = await makePerson(app, shop.id);
    for (const number of numbers) {
      const person = { email, customerId: gid('Customer', number), seenAt: app.clock.now() };
      await app.db.transaction((tx) => identify(app, tx, shop.id, { person, evidence: 'test' }));
    }
    const id = app.ids.next();
    await requestPrivacy(app, prisma, shop.id, { id, kind: 'delete', addressId });
    await confirmPrivacyRequest(app, prisma, shop.id, id);
    await answerOwnRequests(app, shop.id);
  });

const opened = async () =>
  (await left()).map(({ customer }) => (customer ? app.vault.open(customer, shop.id) : null)).sort();

describe('who asked to be deleted and is, but not at Shopify', () => {
  it('is named by Shopify’s number alone, encrypted', async () => {
    await deleteWhoIs(7);
    expect(await opened()).toEqual([gid('Customer', 7)]);
    const [row] = await left();
    expect(row).toMatchObject({ state: 'open', erasedAt: app.clock.now(), settledAt: null });
    expect(Buffer.from(row?.customer ?? []).toString('latin1')).not.toContain('Customer');
  });

  it('is nobody where they were never a customer', async () => {
    await deleteWhoIs();
    expect(await left()).toEqual([]);
  });

  it('is forgotten once Shopify has deleted them', async () => {
    await deleteWhoIs(7);
    await deleteWhoIs(8);
    await tell('customers/delete', { id: 7 });
    expect(await opened()).toEqual([null, gid('Customer', 8)].sort());
    expect((await left()).find(({ customer }) => !customer)).toMatchObject({ state: 'deleted', customerHash: null });
  });

  it('is forgotten once Shopify asks that they be erased', async () => {
    await deleteWhoIs(7);
    const customer = { id: 7, email: null, phone: null };
    await tell('customers/redact', { shop_domain: shop.domain, customer, orders_to_redact: [] });
    expect(await left()).toMatchObject([{ state: 'deleted', customer: null, customerHash: null }]);
  });

  it('is forgotten after thirty days, whether or not anybody did anything', async () => {
    await inShop(() => enforceRetention(app, shop.id));
    await deleteWhoIs(7);
    app.advance(30 * DAY - 1);
    await inShop(() => enforceRetention(app, shop.id));
    expect(await left()).toMatchObject([{ state: 'open' }]);
    app.advance(DAY + 1);
    await inShop(() => enforceRetention(app, shop.id));
    expect(await left()).toMatchObject([{ state: 'lapsed', customer: null, customerHash: null }]);
  });
});
