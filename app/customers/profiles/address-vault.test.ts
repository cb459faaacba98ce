import { beforeEach, describe, expect, it } from 'vitest';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after, TEST_START } from '../../../tests/factories/times';
import { toldPerson } from '../../../tests/factories/told-person';
import { testDatabase } from '../../../tests/setup/database';
import { withShop, type Db } from '~/platform/db/db.server';
import { findAddress, openRecipient, saveAddress } from './address-vault.server';
import { identify } from './identify.server';

const app = testApp(await testDatabase());
const { db, vault } = app;

let shop: TestShop;
let anna: string;
beforeEach(async () => {
  shop = await createShop(app);
  const person = toldPerson({ email: 'anna@example.com' });
  anna = (await inShop((tx) => identify(app, tx, shop.id, { person, evidence: 'e' }))).profileId;
});

const inShop = <T>(work: (tx: Db) => Promise<T>): Promise<T> => withShop(shop.id, () => db.transaction(work));
const save = (email: string, names: { firstName?: string; lastName?: string } = {}, toldAt = TEST_START) =>
  inShop((tx) => saveAddress(app, tx, shop.id, { profileId: anna, originId: anna }, { email, toldAt, ...names }));
const rows = () => withShop(shop.id, () => db.prisma.address.findMany());

describe('the vault of addresses', () => {
  it('holds nothing that can be read or tried without the key', async () => {
    // Names of two letters stand in any hundred random bytes once in a few hundred times.
    await save('anna@example.com', { firstName: 'Anna', lastName: 'Ekström' });
    const [row] = await rows();
    const bytes = [row?.email, row?.emailHash, row?.firstName, row?.lastName].map((each) => Buffer.from(each ?? []));
    expect(bytes.map((each) => each.toString('latin1')).join()).not.toMatch(/anna|ekstr/i);
    expect(row?.salt).toHaveLength(16);
  });

  it('gives each address a salt of its own, also the same one in another shop', async () => {
    await save('second@example.com');
    const salts = (await rows()).map(({ salt }) => Buffer.from(salt).toString('hex'));
    expect(new Set(salts).size).toBe(2);
  });

  it('holds an address once, keeps its salt, and takes names as they become known', async () => {
    const [before] = await rows();
    await save('anna@example.com', { firstName: 'Anna' });
    await save('anna@example.com', { lastName: 'Ek' });
    const [after, ...more] = await rows();
    expect(more).toEqual([]);
    expect(after).toMatchObject({ id: before?.id, salt: before?.salt });
    const recipient = await withShop(shop.id, () => openRecipient(vault, db.prisma, shop.id, before?.id ?? ''));
    expect(recipient).toMatchObject({ email: 'anna@example.com', firstName: 'Anna', lastName: 'Ek' });
  });

  it('keeps of names those told last, and writes to the address told last, whatever the order', async () => {
    await save('new@example.com', { firstName: 'Anna', lastName: 'Berg' }, after(2_000));
    await save('new@example.com', { firstName: 'Ann', lastName: 'Ek' }, after(1_000));
    await save('old@example.com', {}, after(1_500));
    const profile = await withShop(shop.id, () => db.prisma.profile.findFirst({ where: { id: anna } }));
    const recipient = await withShop(shop.id, () =>
      openRecipient(vault, db.prisma, shop.id, profile?.primaryAddressId ?? ''),
    );
    expect(recipient).toMatchObject({ email: 'new@example.com', firstName: 'Anna', lastName: 'Berg' });
  });

  it('finds an address only in the shop that holds it', async () => {
    const find = (id: string, email: string) => withShop(id, () => findAddress(vault, db.prisma, id, email));
    expect(await find(shop.id, 'anna@example.com')).toMatchObject({ profileId: anna });
    expect(await find(shop.id, 'ben@example.com')).toBeNull();
    const other = await createShop(app);
    expect(await find(other.id, 'anna@example.com')).toBeNull();
  });

  it('does not open an address for another shop, even when its row is copied there', async () => {
    const [row] = await rows();
    const other = await createShop(app);
    const stolen = withShop(other.id, async () => {
      const profileId = app.ids.next();
      const seen = { createdAt: app.clock.now(), lastSeenAt: app.clock.now() };
      await db.prisma.profile.create({ data: { shopId: other.id, id: profileId, ...seen } });
      if (row) await db.prisma.address.create({ data: { ...row, shopId: other.id, profileId } });
      return openRecipient(vault, db.prisma, other.id, row?.id ?? '');
    });
    await expect(stolen).rejects.toThrow(/authenticate/);
  });

  it('has nobody where the address is gone', async () => {
    expect(await withShop(shop.id, () => openRecipient(vault, db.prisma, shop.id, app.ids.next()))).toBeNull();
  });
});
