import { beforeEach, describe, expect, it } from 'vitest';
import { makePerson } from '../../../tests/factories/people';
import { customerRecord, gid } from '../../../tests/factories/reports';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { testDatabase } from '../../../tests/setup/database';
import { storeCustomers } from '~/capture/shopify-customers/store-customers.server';
import { recordConsent } from '../consent/ledger.server';
import { withShop, type Db } from '~/platform/db/db.server';
import { beginErasure } from '../profiles/begin-erasure.server';
import { erasePerson } from '../profiles/erase.server';
import { identify } from '../profiles/identify.server';
import { propertiesOf } from '../profiles/set-properties.server';
import { askSource } from './ask-source.server';
import type { EnrichmentAnswer, EnrichmentSource } from './enrichment-source';

const app = testApp(await testDatabase());
const DAY_MS = 86_400_000;
let shop: TestShop;
let asked: string[];
let answer: (email: string) => EnrichmentAnswer | Promise<EnrichmentAnswer>;
beforeEach(async () => {
  shop = await createShop(app);
  asked = [];
  answer = () => ({ kind: 'known', properties: { industry: 'pottery' } });
});

const source: EnrichmentSource = {
  name: 'who-is-who',
  async ask(email) {
    asked.push(email);
    return answer(email);
  },
};
const inShop = <T>(work: (tx: Db) => Promise<T>): Promise<T> => withShop(shop.id, () => app.db.transaction(work));
const person = (email: string) => withShop(shop.id, () => makePerson(app, shop.id, { email }));
const ask = (enrichmentSource: EnrichmentSource | null = source) =>
  withShop(shop.id, () => askSource({ ...app, enrichmentSource }, shop.id));
const known = (profileId: string) => inShop((tx) => propertiesOf(tx, shop.id, profileId));

describe('a source that knows more of people', () => {
  it('is asked about each address once, and what it says stands among their properties under its name', async () => {
    const { profileId } = await person('anna@example.com');
    await ask();
    await ask();
    expect(asked).toEqual(['anna@example.com']);
    expect(await known(profileId)).toMatchObject([{ key: 'industry', value: 'pottery', source: 'who-is-who' }]);
  });

  it('is asked again after ninety days, and soon where it could not say', async () => {
    await person('anna@example.com');
    answer = () => ({ kind: 'not-now' });
    await ask();
    app.advance(DAY_MS / 4);
    answer = () => ({ kind: 'nothing-known' });
    await ask();
    app.advance(89 * DAY_MS);
    await ask();
    expect(asked).toHaveLength(2);
    app.advance(DAY_MS);
    await ask();
    expect(asked).toHaveLength(3);
  });

  it('hears nothing of who refuses sale, said here or at Shopify', async () => {
    await person('ben@example.com');
    const no = { email: 'ben@example.com', purpose: 'data-sale', state: 'withdrawn', evidence: {} } as const;
    const told = { occurredAt: app.clock.now(), source: 'preference-centre', dedupeKey: `no ${shop.id}` } as const;
    await inShop((tx) => recordConsent(app, tx, shop.id, { ...no, ...told }));
    const cleo = { customerId: gid('Customer', 5), email: 'cleo@example.com', seenAt: app.clock.now() };
    await inShop((tx) => identify(app, tx, shop.id, { person: cleo, evidence: 'test' }));
    const dataSale = { isOptedOut: true, asOf: app.clock.now() };
    await inShop((tx) => storeCustomers(tx, shop.id, [customerRecord(5, { dataSale })]));
    await ask();
    expect(asked).toEqual([]);
  });

  it('is not listened to about who was erased while it was asked', async () => {
    const { profileId } = await person('anna@example.com');
    answer = async () => {
      await inShop(async (tx) => {
        await beginErasure(tx, shop.id, profileId, app.clock.now());
        await erasePerson(tx, shop.id, profileId);
      });
      return { kind: 'known', properties: { industry: 'pottery' } };
    };
    await ask();
    expect(await known(profileId)).toEqual([]);
    expect(await inShop((tx) => tx.addressEnquiry.findMany({ where: { shopId: shop.id } }))).toEqual([]);
  });

  it('need not be there', async () => {
    await person('anna@example.com');
    expect(await ask(null)).toBeNull();
    expect(asked).toEqual([]);
  });
});
