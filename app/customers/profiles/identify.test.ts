import { beforeEach, describe, expect, it } from 'vitest';
import { gate } from '../../../tests/factories/gate';
import { waitingForLock } from '../../../tests/factories/lock-waits';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after, TEST_START } from '../../../tests/factories/times';
import { customerId, toldPerson, visitorId } from '../../../tests/factories/told-person';
import { testDatabase } from '../../../tests/setup/database';
import type { PersonReport } from '~/capture/events/person-report';
import type { Identifier } from '~/capture/events/reports';
import { withShop, type Db } from '~/platform/db/db.server';
import { findAddress, openRecipient } from './address-vault.server';
import { holdProfile } from './profile-tree.server';
import { identify } from './identify.server';

const app = testApp(await testDatabase());
const { db, vault } = app;

let shop: TestShop;
beforeEach(async () => {
  shop = await createShop(app);
});

const inShop = <T>(work: (tx: Db) => Promise<T>): Promise<T> => withShop(shop.id, () => db.transaction(work));
const tell = (changes: Partial<PersonReport>, weak: Identifier[] = []) =>
  inShop((tx) => identify(app, tx, shop.id, { person: toldPerson(changes), weak, evidence: 'a report' }));
const profileOf = (id: string) =>
  withShop(shop.id, () => db.prisma.profile.findUnique({ where: { shopId_id: { shopId: shop.id, id } } }));
const profiles = () => withShop(shop.id, () => db.prisma.profile.count({ where: { mergedIntoId: null } }));
const writtenTo = async (id: string) => {
  const addressId = (await profileOf(id))?.primaryAddressId;
  return addressId ? withShop(shop.id, () => openRecipient(vault, db.prisma, shop.id, addressId)) : null;
};
const cart = (value: string): Identifier => ({ kind: 'cart', value });

describe('somebody new', () => {
  it('gets a profile, an address in the vault and a way to be found by each identifier', async () => {
    const { profileId, mergedFrom } = await tell(
      { customerId: customerId(1), email: ' Anna@Example.COM ', firstName: 'Anna', locale: 'de', countryCode: 'DE' },
      [cart('k')],
    );
    expect(mergedFrom).toEqual([]);
    expect(await profileOf(profileId)).toMatchObject({ locale: 'de', countryCode: 'DE', createdAt: TEST_START });
    expect(await writtenTo(profileId)).toMatchObject({ email: 'anna@example.com', firstName: 'Anna', lastName: null });
    for (const report of [{ customerId: customerId(1) }, { email: 'anna@example.com' }])
      expect(await tell(report)).toMatchObject({ profileId, mergedFrom: [] });
    expect(await tell({}, [cart('k')])).toMatchObject({ profileId, mergedFrom: [] });
  });

  it('is nobody yet while only a browser or a cart is known', async () => {
    const { profileId } = await tell({ visitorId: visitorId('v') });
    expect(await profileOf(profileId)).toMatchObject({ primaryAddressId: null });
  });

  it('leaves evidence of what made us believe it', async () => {
    await tell({ email: 'anna@example.com' });
    const [identity] = await withShop(shop.id, () => db.prisma.identity.findMany());
    expect(identity).toMatchObject({ kind: 'email', evidence: 'a report', linkedAt: app.systemClock.now() });
    expect(identity?.value).not.toContain('anna');
  });

  it('must be named by something', async () => {
    await expect(tell({})).rejects.toThrow('identifies nobody');
    await expect(tell({ email: 'no address' })).rejects.toThrow('identifies nobody');
  });

  it('told of by many reports at once is one profile', async () => {
    const told = await Promise.all(
      Array.from({ length: 24 }, (_, index) =>
        tell(
          index % 2 ? { customerId: customerId(1), email: 'anna@example.com' } : { email: 'anna@example.com' },
          index % 3 ? [] : [cart('k')],
        ),
      ),
    );
    expect(new Set(told.map(({ profileId }) => profileId)).size).toBe(1);
    expect(await profiles()).toBe(1);
    expect(await withShop(shop.id, () => db.prisma.address.count())).toBe(1);
  });

  it('is another person in another shop', async () => {
    const { profileId } = await tell({ email: 'anna@example.com' });
    shop = await createShop(app);
    expect((await tell({ email: 'anna@example.com' })).profileId).not.toBe(profileId);
    expect(await profiles()).toBe(1);
  });
});

describe('a person who is known', () => {
  it('is told apart from nobody by how the address is written', async () => {
    const { profileId } = await tell({ email: 'anna@example.com' });
    expect((await tell({ email: 'ANNA@example.com\n' })).profileId).toBe(profileId);
  });

  it('keeps what a later report does not say, and takes what it says', async () => {
    const { profileId } = await tell({ email: 'a@example.com', firstName: 'Anna', lastName: 'Ek', locale: 'de' });
    await tell({ email: 'a@example.com', lastName: 'Berg', countryCode: 'AT' });
    expect(await writtenTo(profileId)).toMatchObject({ firstName: 'Anna', lastName: 'Berg' });
    expect(await profileOf(profileId)).toMatchObject({ locale: 'de', countryCode: 'AT' });
  });

  it('was last seen at the latest time any report tells, whatever their order', async () => {
    const { profileId } = await tell({ email: 'a@example.com', seenAt: after(5_000) });
    await tell({ email: 'a@example.com', seenAt: after(9_000) });
    await tell({ email: 'a@example.com', seenAt: after(1_000) });
    expect((await profileOf(profileId))?.lastSeenAt).toEqual(after(9_000));
  });

  it('is written to where they last said, and is found by all addresses', async () => {
    const { profileId } = await tell({ customerId: customerId(1), email: 'old@example.com' });
    await tell({ customerId: customerId(1), email: 'new@example.com' });
    expect(await writtenTo(profileId)).toMatchObject({ email: 'new@example.com' });
    expect((await tell({ email: 'old@example.com' })).profileId).toBe(profileId);
  });

  it('is not written to any more where another of Shopify’s customers is now', async () => {
    const anna = await tell({ customerId: customerId(1), email: 'shared@example.com' });
    const ben = await tell({ customerId: customerId(2), email: 'shared@example.com' });
    expect(ben.profileId).not.toBe(anna.profileId);
    expect(await writtenTo(ben.profileId)).toMatchObject({ email: 'shared@example.com' });
    expect(await writtenTo(anna.profileId)).toBeNull();
  });
});

describe('a merge', () => {
  it('brings what a browser did to the person whose it turns out to be', async () => {
    const visitor = await tell({ visitorId: visitorId('v') });
    const anonymousCart = await tell({}, [cart('k')]);
    const person = await tell({ email: 'anna@example.com' });
    const told = await tell({ email: 'anna@example.com', visitorId: visitorId('v') }, [cart('k')]);
    expect(told.profileId).toBe(person.profileId);
    expect([...told.mergedFrom].sort()).toEqual([visitor.profileId, anonymousCart.profileId].sort());
    expect((await tell({ visitorId: visitorId('v') })).profileId).toBe(person.profileId);
  });

  it('joins an address without a customer to the customer that is told with it', async () => {
    const byAddress = await tell({ email: 'anna@example.com' });
    const byCustomer = await tell({ customerId: customerId(1) });
    const told = await tell({ customerId: customerId(1), email: 'anna@example.com' });
    expect(told).toMatchObject({ profileId: byCustomer.profileId, mergedFrom: [byAddress.profileId] });
    const address = await withShop(shop.id, () => findAddress(vault, db.prisma, shop.id, 'anna@example.com'));
    expect(address?.profileId).toBe(byCustomer.profileId);
  });

  it('waits for a report that is just storing something of the profile that goes', async () => {
    const visitor = await tell({ visitorId: visitorId('v') });
    await tell({ email: 'anna@example.com' });
    const [begun, end] = [gate(), gate()];
    const order: string[] = [];
    const storing = inShop(async (tx) => {
      const { profileId } = await identify(app, tx, shop.id, {
        person: toldPerson({ visitorId: visitorId('v') }),
        evidence: 'e',
      });
      expect(profileId).toBe(visitor.profileId);
      begun.open();
      await end.passed;
      order.push('stored');
    });
    await begun.passed;
    const merging = inShop(async (tx) => {
      const told = toldPerson({ email: 'anna@example.com', visitorId: visitorId('v') });
      const { mergedFrom } = await identify(app, tx, shop.id, { person: told, evidence: 'e' });
      expect(mergedFrom).toEqual([visitor.profileId]);
      expect(await holdProfile(tx, shop.id, visitor.profileId)).toBeNull();
      order.push('merged');
    });
    await waitingForLock(db.pool);
    end.open();
    await Promise.all([storing, merging]);
    expect(order).toEqual(['stored', 'merged']);
  });

  it('that comes first leaves nobody with the profile that is gone', async () => {
    const visitor = await tell({ visitorId: visitorId('v') });
    const person = await tell({ email: 'anna@example.com' });
    const [begun, end] = [gate(), gate()];
    const merging = inShop(async (tx) => {
      const told = toldPerson({ email: 'anna@example.com', visitorId: visitorId('v') });
      const { mergedFrom } = await identify(app, tx, shop.id, { person: told, evidence: 'e' });
      expect(mergedFrom).toEqual([visitor.profileId]);
      begun.open();
      await end.passed;
    });
    await begun.passed;
    const storing = tell({ visitorId: visitorId('v') });
    await waitingForLock(db.pool);
    end.open();
    await merging;
    expect(await storing).toMatchObject({ profileId: person.profileId, originId: visitor.profileId, mergedFrom: [] });
  });
});
