import { expect, it } from 'vitest';
import { createShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { customerId, toldPerson, visitorId } from '../../../tests/factories/told-person';
import { testDatabase } from '../../../tests/setup/database';
import { withShop } from '~/platform/db/db.server';
import { mergeCustomers } from './customer-merges.server';
import { erasePerson } from './erase.server';
import { identify } from './identify.server';

const app = testApp(await testDatabase());
const { db } = app;

/** Every table that may hold something of a person, with how many rows it has of this shop. */
const TABLES = [
  'identities',
  'identity_links',
  'addresses',
  'phones',
  'name_tokens',
  'profile_properties',
  'customer_merges',
  'profile_merges',
];

it('erases a person with all that was told of those who became part of them, and nobody else', async () => {
  const shop = await createShop(app);
  const held = async () => {
    const counts: Record<string, number> = {};
    for (const table of TABLES) {
      const { rows } = await db.pool.query<{ count: string }>(`SELECT count(*) FROM ${table}`);
      counts[table] = Number(rows[0]?.count);
    }
    return counts;
  };
  await withShop(shop.id, async () => {
    const tell = (person: Parameters<typeof toldPerson>[0]) =>
      db.transaction((tx) => identify(app, tx, shop.id, { person: toldPerson(person), evidence: 'e' }));
    await tell({ email: 'ben@example.com', firstName: 'Ben', phone: '+4930901821', properties: { a: 1 } });
    const others = await held();
    await tell({ visitorId: visitorId('v'), countryCode: 'DE', city: 'Berlin' });
    await tell({
      customerId: customerId(1),
      phone: '+4930901820',
      birthday: '1990-12-31',
      properties: { tier: 'gold' },
    });
    await tell({ email: 'anna@example.com', firstName: 'Anna', lastName: 'Berg', visitorId: visitorId('v') });
    const { profileId: anna } = await tell({ email: 'anna@example.com', customerId: customerId(1) });
    const merge = { keptCustomerId: customerId(1), absorbedCustomerId: customerId(2), occurredAt: app.clock.now() };
    await db.transaction((tx) => mergeCustomers(app, tx, shop.id, { ...merge, evidence: 'e' }));
    await db.transaction((tx) => erasePerson(tx, shop.id, anna));
    expect(await held()).toEqual(others);
    const told = await db.prisma.profile.findMany({ where: { OR: [{ id: anna }, { mergedIntoId: { not: null } }] } });
    expect(told).toHaveLength(2);
    for (const profile of told)
      expect(profile).toMatchObject({
        primaryAddressId: null,
        countryCode: null,
        city: null,
        birthday: null,
        traits: {},
        ownTraits: null,
      });
  });
});
