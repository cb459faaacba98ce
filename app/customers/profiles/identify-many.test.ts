import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after } from '../../../tests/factories/times';
import { customerId, toldPerson } from '../../../tests/factories/told-person';
import { testDatabase } from '../../../tests/setup/database';
import { withShop, type Db } from '~/platform/db/db.server';
import { openRecipient } from './address-vault.server';
import { identify } from './identify.server';
import type { Identified } from './identified';
import { identifyMany, type ToldPerson } from './identify-many.server';

const app = testApp(await testDatabase());
const { db, vault } = app;

let shop: TestShop;
beforeEach(async () => {
  shop = await createShop(app);
});

const inShop = <T>(work: (tx: Db) => Promise<T>, { id }: TestShop = shop): Promise<T> =>
  withShop(id, () => db.transaction(work));

/** A customer has one address and an address one customer; tills sell to nobody in particular. */
const person: fc.Arbitrary<ToldPerson> = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.constantFrom('customer', 'email', 'both', 'till'))
  .map(([number, named]) =>
    named === 'till'
      ? { ...toldPerson(), otherwise: [{ kind: 'checkout', value: `till-${number}` }] }
      : toldPerson({
          ...(named === 'email' ? {} : { customerId: customerId(number) }),
          ...(named === 'customer' ? {} : { email: `Person${number}@example.com` }),
        }),
  );
const page = fc.array(person, { maxLength: 8 });

type Told = (tx: Db, shopId: string, persons: ToldPerson[]) => Promise<Identified[]>;

const oneByOne: Told = async (tx, shopId, persons) => {
  const identified: Identified[] = [];
  for (const { otherwise, ...told } of persons) {
    const weak = told.customerId || told.email ? [] : (otherwise ?? []);
    identified.push(await identify(app, tx, shopId, { person: told, weak, evidence: 'e' }));
  }
  return identified;
};
const many: Told = (tx, shopId, persons) => identifyMany(app, tx, shopId, persons, 'e');

/** Everybody there is: how each is found, and where each is written to. */
async function everybody({ id: shopId }: TestShop) {
  return withShop(shopId, async () => {
    const profiles = await db.prisma.profile.findMany({
      where: { mergedIntoId: null },
      include: { identities: true, addresses: true },
    });
    const seen = await Promise.all(
      profiles.map(async ({ identities, addresses, primaryAddressId }) => ({
        foundBy: identities
          .map(({ kind, value }) => (kind === 'email' ? `email ${emailOf(shopId, value)}` : value))
          .sort(),
        addresses: addresses.length,
        writtenTo: primaryAddressId && (await openRecipient(vault, db.prisma, shopId, primaryAddressId))?.email,
      })),
    );
    return seen.sort((a, b) => (a.foundBy.join() < b.foundBy.join() ? -1 : 1));
  });
}

const emailOf = (shopId: string, hash: string): number | undefined =>
  [1, 2, 3, 4, 5].find((number) => vault.hash(`person${number}@example.com`, shopId).toString('hex') === hash);

async function tellPages(to: TestShop, pages: ToldPerson[][], told: Told): Promise<void> {
  for (const persons of pages)
    await inShop(async (tx) => {
      await told(tx, to.id, persons);
    }, to);
}

describe('identifying a page of persons', () => {
  it('comes to the same people as identifying them one by one', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(page, { minLength: 1, maxLength: 4 }), async (pages) => {
        const [paged, single] = [await createShop(app), await createShop(app)];
        await tellPages(paged, pages, many);
        await tellPages(single, pages, oneByOne);
        expect(await everybody(paged)).toEqual(await everybody(single));
      }),
      { numRuns: 40 },
    );
  });

  it('names each person’s profile in the order of the page, as it stands at its end', async () => {
    await fc.assert(
      fc.asyncProperty(page, page, async (before, persons) => {
        const fresh = await createShop(app);
        await tellPages(fresh, [before], many);
        const named = await inShop((tx) => many(tx, fresh.id, persons), fresh);
        const found = await inShop((tx) => oneByOne(tx, fresh.id, persons), fresh);
        expect(named.map(({ profileId }) => profileId)).toEqual(found.map(({ profileId }) => profileId));
      }),
      { numRuns: 40 },
    );
  });

  it('keeps all that is told of somebody new', async () => {
    const told = toldPerson({
      customerId: customerId(1),
      email: 'ANNA@example.com',
      firstName: 'Änna "A"',
      lastName: 'Ek',
      locale: 'de',
      countryCode: 'DE',
      seenAt: after(-5_000),
    });
    const [identified] = await inShop((tx) => many(tx, shop.id, [told]));
    const profile = await withShop(shop.id, () =>
      db.prisma.profile.findFirst({ where: { id: identified?.profileId ?? '' } }),
    );
    expect(profile).toMatchObject({
      locale: 'de',
      countryCode: 'DE',
      createdAt: after(-5_000),
      lastSeenAt: after(-5_000),
    });
    const addressId = profile?.primaryAddressId ?? '';
    const recipient = await withShop(shop.id, () => openRecipient(vault, db.prisma, shop.id, addressId));
    expect(recipient).toEqual({ addressId, email: 'anna@example.com', firstName: 'Änna "A"', lastName: 'Ek' });
  });

  it('makes a person of an order that names nobody, the same one each time it is told', async () => {
    const till: ToldPerson = { ...toldPerson(), otherwise: [{ kind: 'checkout', value: 'order 1' }] };
    const [first] = await inShop((tx) => many(tx, shop.id, [till]));
    const [again] = await inShop((tx) => many(tx, shop.id, [till]));
    expect(again?.profileId).toBe(first?.profileId);
  });

  it('refuses a person whom nothing names, as identifying one does', async () => {
    await expect(inShop((tx) => many(tx, shop.id, [toldPerson()]))).rejects.toThrow('identifies nobody');
    expect(await inShop((tx) => many(tx, shop.id, []))).toEqual([]);
  });

  it('at the same time as reports about the same persons makes each of them once', async () => {
    const persons = [1, 2, 3, 4, 5].map((number) =>
      toldPerson({ customerId: customerId(number), email: `person${number}@example.com` }),
    );
    await Promise.all([
      inShop((tx) => many(tx, shop.id, persons)),
      ...persons.map((each) => inShop((tx) => identify(app, tx, shop.id, { person: each, evidence: 'e' }))),
      inShop((tx) => many(tx, shop.id, [...persons].reverse())),
    ]);
    expect(await everybody(shop)).toHaveLength(5);
  });
});
