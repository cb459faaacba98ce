import { beforeEach, describe, expect, it } from 'vitest';
import {
  confirmPrivacyRequest,
  requestPrivacy,
  type PrivacyKind,
} from '~/customers/preferences/privacy-requests.server';
import { verifyLedger } from '~/customers/consent/verify-ledger.server';
import { withShop } from '~/platform/db/db.server';
import { makePerson, type Person } from '../../tests/factories/people';
import { createShop, type TestShop } from '../../tests/factories/shops';
import { testApp } from '../../tests/factories/test-app';
import { testDatabase } from '../../tests/setup/database';
import { answerOwnRequests, isDeletionOwed } from './answer-own-requests.server';

const app = testApp(await testDatabase());
const { prisma } = app.db;

let shop: TestShop;
let ana: Person;
let bea: Person;
beforeEach(async () => {
  shop = await createShop(app);
  [ana, bea] = await inShop(async () => [await makePerson(app, shop.id), await makePerson(app, shop.id)] as const);
});

const inShop = <T>(work: () => Promise<T>): Promise<T> => withShop(shop.id, work);

async function ask(kind: PrivacyKind, { addressId }: Person, isConfirmed = true): Promise<string> {
  const id = app.ids.next();
  await requestPrivacy(app, prisma, shop.id, { id, kind, addressId });
  if (isConfirmed) await confirmPrivacyRequest(app, prisma, shop.id, id);
  return id;
}

const addresses = async () => (await prisma.address.findMany()).map(({ id }) => id).sort();
const stateOf = async (id: string) => (await prisma.privacyRequest.findFirstOrThrow({ where: { id } })).state;

describe('who asked to be deleted, and confirmed it', () => {
  it('is, while everybody else stays and the ledger still verifies', () =>
    inShop(async () => {
      const id = await ask('delete', ana);
      expect(await isDeletionOwed(prisma, shop.id)).toBe(true);
      await answerOwnRequests(app, shop.id);
      expect(await addresses()).toEqual([bea.addressId]);
      expect(await stateOf(id)).toBe('done');
      expect(await isDeletionOwed(prisma, shop.id)).toBe(false);
      expect(await verifyLedger(prisma, shop.id)).toMatchObject({ kind: 'intact' });
    }));

  it('is written down once, without saying who it was, however many workers do it', () =>
    inShop(async () => {
      await ask('delete', ana);
      await Promise.all(Array.from({ length: 4 }, () => answerOwnRequests(app, shop.id)));
      expect(await prisma.activityEntry.findMany()).toMatchObject([
        { kind: 'person-erased', subject: ana.profileId, actor: null },
      ]);
    }));
});

describe('nobody is deleted', () => {
  it('who asked and did not confirm it', () =>
    inShop(async () => {
      const id = await ask('delete', ana, false);
      await answerOwnRequests(app, shop.id);
      expect(await addresses()).toHaveLength(2);
      expect(await stateOf(id)).toBe('asked');
    }));

  it('who asked for a copy, which stays owed', () =>
    inShop(async () => {
      const id = await ask('download', ana);
      expect(await isDeletionOwed(prisma, shop.id)).toBe(false);
      await answerOwnRequests(app, shop.id);
      expect(await addresses()).toHaveLength(2);
      expect(await stateOf(id)).toBe('open');
    }));
});
