import { beforeEach, describe, expect, it } from 'vitest';
import { makePerson, makeVisitor } from '../../../tests/factories/people';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { testDatabase } from '../../../tests/setup/database';
import { consentOf } from '~/customers/consent/ledger.server';
import { withShop } from '~/platform/db/db.server';
import { recordSaleOptOut } from './record-sale-opt-out.server';

const app = testApp(await testDatabase());
const { prisma } = app.db;

let shop: TestShop;
beforeEach(async () => {
  shop = await createShop(app);
});

const inShop = <T>(work: () => Promise<T>): Promise<T> => withShop(shop.id, work);
const refuses = (profileId: string, saidBy: string) =>
  inShop(() =>
    app.db.transaction((tx) =>
      recordSaleOptOut({ services: app, shopId: shop.id, dedupeKey: `storefront:batch:${saidBy}` }, tx, {
        ...{ profileId, source: 'gpc', occurredAt: app.clock.now(), saidBy },
      }),
    ),
  );
const entries = () => inShop(() => prisma.consentEntry.findMany({ where: { purpose: 'data-sale' } }));
const events = () => inShop(() => prisma.event.findMany({ where: { type: 'consent_changed' } }));

describe('somebody who does not want their data sold', () => {
  it('has it in the ledger, once however often their browser says so, and may be mailed as before', async () => {
    const person = await inShop(() => makePerson(app, shop.id));
    for (let visits = 0; visits < 3; visits++) await refuses(person.profileId, 'visitor-1');
    expect(await entries()).toMatchObject([{ state: 'withdrawn', source: 'gpc', addressId: person.addressId }]);
    expect(await events()).toMatchObject([{ properties: { purpose: 'data-sale', state: 'withdrawn' } }]);
    const stateOf = (purpose: 'marketing' | 'data-sale') =>
      inShop(async () => (await consentOf(prisma, shop.id, person.addressId, purpose)).state);
    expect([await stateOf('data-sale'), await stateOf('marketing')]).toEqual(['withdrawn', 'granted']);
    expect(await inShop(() => prisma.consentTelling.count()), 'told to nobody as a word about mail').toBe(0);
  });

  it('and is only a visitor has it in their history, and in the ledger once an address is known', async () => {
    const profileId = await inShop(() => makeVisitor(app, shop.id));
    await refuses(profileId, 'visitor-1');
    expect([await entries(), await events()].map((all) => all.length)).toEqual([0, 1]);
    const person = await inShop(() => makePerson(app, shop.id));
    await refuses(person.profileId, 'visitor-1');
    expect(await entries()).toHaveLength(1);
  });
});
