import { beforeEach, describe, expect, it } from 'vitest';
import { makePerson } from '../../../tests/factories/people';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after } from '../../../tests/factories/times';
import { testDatabase } from '../../../tests/setup/database';
import { withShop, type Db } from '~/platform/db/db.server';
import { erasePerson } from '../profiles/erase.server';
import type { DomainAnswer } from './address-validator';
import { checkAddresses, isImpossible, nextCheckAt } from './check-addresses.server';

const app = testApp(await testDatabase());
const DAY_MS = 86_400_000;
let shop: TestShop;
let answers: Record<string, DomainAnswer>;
let asked: string[];
beforeEach(async () => {
  shop = await createShop(app);
  answers = {};
  asked = [];
});

const addressValidator = {
  ask(domain: string): Promise<DomainAnswer> {
    asked.push(domain);
    return Promise.resolve(answers[domain] ?? 'takes-mail');
  },
};
const inShop = <T>(work: (tx: Db) => Promise<T>): Promise<T> => withShop(shop.id, () => work(app.db.prisma));
const person = (email: string) => inShop(() => makePerson(app, shop.id, { email }));
const check = () => withShop(shop.id, () => checkAddresses({ ...app, addressValidator }, shop.id));
const rows = () => inShop((tx) => tx.addressCheck.findMany({ where: { shopId: shop.id } }));
const waitMs = async () => ((await check())?.getTime() ?? 0) - app.clock.now().getTime();

describe('an address', () => {
  it('is due as soon as it is known, and each domain is asked about once', async () => {
    await person('anna@example.com');
    await person('ben@example.com');
    expect(await inShop((tx) => nextCheckAt(tx, shop.id))).toEqual(new Date(0));
    expect(await waitMs()).toBe(90 * DAY_MS);
    expect(asked).toEqual(['example.com']);
    expect(await rows()).toMatchObject([{ state: 'fine' }, { state: 'fine' }]);
  });

  it('is looked at in nobody’s way: nothing is asked while it is stored', async () => {
    await person('anna@example.com');
    expect(asked).toEqual([]);
  });

  it('is known by what can be seen of it; what was probably meant is only proposed', async () => {
    const { addressId } = await person('info+shop@t-onlne.de');
    await check();
    const [row] = await rows();
    expect(row?.traits).toEqual(['role']);
    expect(app.vault.open(row?.meant ?? new Uint8Array(), shop.id)).toBe('info+shop@t-online.de');
    const address = await inShop((tx) => tx.address.findFirstOrThrow({ where: { shopId: shop.id, id: addressId } }));
    expect(app.vault.open(address.email, shop.id)).toBe('info+shop@t-onlne.de');
  });

  it('is impossible when its domain refuses it again a day later, and not before', async () => {
    const { addressId } = await person('anna@gone.example');
    answers['gone.example'] = 'refuses-mail';
    expect(await waitMs()).toBe(DAY_MS);
    expect(await inShop((tx) => isImpossible(tx, shop.id, addressId))).toBe(false);
    app.advance(DAY_MS);
    expect(await waitMs()).toBe(7 * DAY_MS);
    expect(await inShop((tx) => isImpossible(tx, shop.id, addressId))).toBe(true);
    answers['gone.example'] = 'takes-mail';
    app.advance(7 * DAY_MS);
    await check();
    expect(await inShop((tx) => isImpossible(tx, shop.id, addressId))).toBe(false);
  });

  it('keeps what is known of it while nobody can say, and is asked about again soon', async () => {
    await person('anna@gone.example');
    answers['gone.example'] = 'refuses-mail';
    await check();
    answers['gone.example'] = 'unknown';
    app.advance(DAY_MS);
    expect(await waitMs()).toBe(DAY_MS / 4);
    expect(await rows()).toMatchObject([{ state: 'doubted' }]);
  });

  it('keeps its consent whatever is found', async () => {
    await person('info@mailinator.com');
    await check();
    const consents = await inShop((tx) => tx.consentState.findMany({ where: { shopId: shop.id } }));
    expect(consents).toMatchObject([{ state: 'granted' }]);
  });

  it('is looked at by one worker, and by another where that one died', async () => {
    await person('anna@example.com');
    await Promise.all([check(), check()]);
    expect(asked).toEqual(['example.com']);
    await inShop((tx) => tx.addressCheck.updateMany({ where: { shopId: shop.id }, data: { dueAt: after(0) } }));
    await check();
    expect(asked).toHaveLength(2);
  });

  it('takes what is known of it along when its person is erased', async () => {
    const { profileId } = await person('anna@example.com');
    await check();
    await inShop((tx) => erasePerson(tx, shop.id, profileId));
    expect(await rows()).toEqual([]);
  });
});
