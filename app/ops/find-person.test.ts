import { beforeEach, describe, expect, it } from 'vitest';
import { makeTestKey, type TestKey } from '../../tests/factories/api-callers';
import { ingestApp } from '../../tests/factories/ingest-app';
import { createShop, type TestShop } from '../../tests/factories/shops';
import { sayAboutMarketing } from '../../tests/factories/people';
import { testApp } from '../../tests/factories/test-app';
import { TEST_START } from '../../tests/factories/times';
import { testDatabase } from '../../tests/setup/database';
import { identify } from '~/customers/profiles/identify.server';
import { erasePerson } from '~/customers/profiles/erase.server';
import { withShop } from '~/platform/db/db.server';

const database = await testDatabase();
const app = testApp(database);
const web = ingestApp(app, database);

const CUSTOMER = 'gid://shopify/Customer/7';

let shop: TestShop;
let key: TestKey;
let profileId: string;
beforeEach(async () => {
  app.advanceSystem(60_000);
  shop = await createShop(app);
  key = await makeTestKey(app, shop.id, ['data:read']);
  profileId = await withShop(shop.id, async () => {
    const person = {
      ...{ customerId: CUSTOMER, externalId: 'user:42', email: 'anna@example.com', firstName: 'Anna' },
      ...{ countryCode: 'AT', properties: { plan: 'gold' }, seenAt: TEST_START },
    };
    const found = await app.db.transaction((tx) => identify(app, tx, shop.id, { person, evidence: 'test' }));
    await sayAboutMarketing(app, shop.id, { email: 'anna@example.com', state: 'granted' });
    return found.profileId;
  });
});

async function find(query: string, headers: Record<string, string> = key.bearer) {
  const response = await fetch(web.url(`/api/v1/profiles${query}`), { headers });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const looks = (shopId = shop.id) =>
  withShop(shopId, () => app.db.prisma.accessLogEntry.findMany({ where: { shopId } }));

describe('a person, looked up by a program', () => {
  it.each([
    '?email=Anna%40Example.com',
    '?external_id=42',
    '?customer_id=7',
    `?customer_id=${CUSTOMER}`,
    `?external_id=${CUSTOMER}`,
  ])('is found exactly: %s', async (query) =>
    expect(await find(query)).toMatchObject({ status: 200, body: { id: profileId } }),
  );

  it('is told with properties, consent and numbers, and without address or name', async () => {
    const { body } = await find('?external_id=42');
    expect(body).toEqual({
      id: profileId,
      refusesDataSale: false,
      ...{ customerIds: [CUSTOMER], externalIds: ['user:42'] },
      ...{ locale: null, countryCode: 'AT', regionCode: null, city: null, birthday: null },
      ...{ firstSeenAt: TEST_START.toISOString(), lastSeenAt: TEST_START.toISOString() },
      properties: { plan: 'gold' },
      consent: { marketing: 'granted', since: app.clock.now().toISOString() },
      numbers: {
        ...{
          currency: 'EUR',
          orderCount: 0,
          itemCount: 0,
          grossMinor: 0,
          refundedMinor: 0,
          netMinor: 0,
          averageMinor: 0,
        },
        ...{ firstOrderAt: null, lastOrderAt: null },
      },
    });
    expect(JSON.stringify(body)).not.toMatch(/anna/i);
  });

  it('leaves behind who looked, and nothing where nobody was found', async () => {
    await find('?email=nobody@example.com');
    expect(await looks()).toEqual([]);
    await find('?external_id=42');
    expect(await looks()).toMatchObject([{ actor: `api-key:${key.id}`, what: 'profile-read', subject: profileId }]);
  });

  it('is nobody in another shop: the same answer as for somebody who is nowhere', async () => {
    const other = await createShop(app);
    const { bearer } = await makeTestKey(app, other.id, ['data:read']);
    const nowhere = await find('?email=nobody@example.com', bearer);
    for (const query of ['?email=anna@example.com', '?external_id=42', '?customer_id=7'])
      expect(await find(query, bearer)).toEqual(nowhere);
    expect(nowhere.status).toBe(404);
    expect(await looks(other.id)).toEqual([]);
  });

  it('is nobody once erased', async () => {
    await withShop(shop.id, () => app.db.transaction((tx) => erasePerson(tx, shop.id, profileId)));
    for (const query of ['?email=anna@example.com', '?external_id=42', '?customer_id=7'])
      expect((await find(query)).status).toBe(404);
  });

  it.each([
    '',
    '?',
    '?email=',
    '?email=a@example.com&external_id=42',
    '?email=a@example.com&email=b@example.com',
    '?name=Anna',
    '?__proto__=x',
    '?external_id=%00',
    `?email=${'x'.repeat(301)}`,
    `?external_id=${'x'.repeat(301)}`,
  ])('is asked for by exactly one way of naming: %s', async (query) => {
    expect((await find(query)).status).toBe(400);
  });

  it.each(['?external_id=%ED%A0%80', "?external_id=' OR 1=1 --", '?customer_id=%25', '?email=%25@example.com'])(
    'is nobody of a hostile name: %s',
    async (query) => expect((await find(query)).status).toBe(404),
  );
});
