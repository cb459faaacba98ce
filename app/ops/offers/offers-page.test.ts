import { beforeEach, expect, it } from 'vitest';
import { noteUsed } from '~/decisions/offers/note-used.server';
import { withShop } from '~/platform/db/db.server';
import { createShopDirectory } from '~/platform/shops/shop-directory.server';
import { plan } from '../../../tests/factories/messages';
import { makePerson } from '../../../tests/factories/people';
import { newOrder, placeOrders } from '../../../tests/factories/placed-orders';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after } from '../../../tests/factories/times';
import { testDatabase } from '../../../tests/setup/database';
import { changeOffers } from './change-offers.server';
import { offersPage } from './offers-page.server';

const app = testApp(await testDatabase());
const { prisma } = app.db;
const shops = createShopDirectory({ pool: app.db.pool, ids: app.ids, systemClock: app.systemClock });
const deps = { ...app, shops };

let shop: TestShop;
beforeEach(async () => {
  shop = await createShop(app);
});

const FORM = {
  ...{ name: 'Come back', valueKind: 'amount', value: '5,50', minimum: '20', itemsKind: 'all', items: '' },
  ...{ withOrders: 'false', withProducts: 'true', withShipping: 'true', prefix: 'Back', validDays: '7' },
  ...{ again: 'after', againAfterDays: '90' },
};
const change = (form: Record<string, string>) => changeOffers(deps, shop.domain, '77', form);
const make = (form: Record<string, string> = {}) => change({ intent: 'make', ...FORM, ...form });
const only = async () => {
  const { offers } = await offersPage(deps, shop.domain);
  const [offer] = offers;
  if (!offer || offers.length > 1) throw new Error(`there are ${offers.length} offers`);
  return offer;
};
const inShop = <T>(work: () => Promise<T>): Promise<T> => withShop(shop.id, work);

it('an offer is made as its form says, wakes who makes it at Shopify, and is written down', async () => {
  expect(await make()).toEqual({ kind: 'saved' });
  expect(await only()).toMatchObject({
    ...{ name: 'Come back', isOn: true, state: 'being made', terms: '€5.50 off orders of €20.00 or more' },
    giving: 'Each code is good for 7 days, up to the end of the last. Somebody may get another 90 days after theirs.',
    input: { prefix: 'BACK', terms: { combinesWith: { orders: false, products: true, shipping: true } } },
    ...{ free: 0, given: 0, used: 0, revenueMinor: 0, isFixed: false, flows: [] },
  });
  const kinds = await inShop(() => prisma.activityEntry.findMany({ select: { kind: true, actor: true } }));
  expect(kinds).toEqual([{ kind: 'offer-made', actor: '77' }]);
  const woken = { shopId_kind: { shopId: shop.id, kind: 'tend-offers' } };
  expect((await prisma.shopWakeup.findUnique({ where: woken }))?.nextDueAt).toEqual(app.clock.now());
});

it.each([
  ['name', { name: ' ' }],
  ['value', { value: 'five' }],
  ['value', { valueKind: 'percent', value: '101' }],
  ['value', { valueKind: 'percent', value: '12.5' }],
  ['minimum', { minimum: '-1' }],
  ['items', { itemsKind: 'products' }],
  ['items', { itemsKind: 'collections', items: 'gid://shopify/Product/1' }],
  ['prefix', { prefix: 'WIN BACK' }],
  ['validDays', { validDays: '0' }],
  ['validDays', { validDays: '91' }],
  ['againAfterDays', { againAfterDays: '' }],
])('%s is refused at its field where it is %j', async (field, changes) => {
  const outcome = await make(changes);
  expect(outcome).toMatchObject({ kind: 'refused', problems: [{ field }] });
  expect((await offersPage(deps, shop.domain)).offers).toEqual([]);
});

it('what it is worth stands once somebody was given a code; all else can be changed', async () => {
  await make();
  const { id } = await only();
  expect(await change({ intent: 'change', id, ...FORM, value: '6' })).toEqual({ kind: 'saved' });
  const at = app.clock.now();
  const code = { shopId: shop.id, id: app.ids.next(), offerId: id, code: 'BACK-1', state: 'given' };
  await inShop(() => prisma.discountCode.create({ data: { ...code, givenAt: at, shownAt: at, endsAt: after(1) } }));
  expect((await only()).isFixed).toBe(true);
  expect(await change({ intent: 'change', id, ...FORM, value: '7' })).toMatchObject({
    ...{ kind: 'refused', problems: [{ field: 'value' }] },
  });
  const rest = { ...FORM, value: '6', name: 'Come back soon', validDays: '3', again: 'never', againAfterDays: '' };
  expect(await change({ intent: 'change', id, ...rest })).toEqual({ kind: 'saved' });
  expect(await only()).toMatchObject({ name: 'Come back soon', input: { validDays: 3, againAfterDays: null } });
});

it('is switched off and on, and says in which state it is', async () => {
  await make();
  const { id } = await only();
  await change({ intent: 'switch', id, isOn: 'false' });
  expect(await only()).toMatchObject({ isOn: false, state: 'off' });
  await change({ intent: 'switch', id, isOn: 'true' });
  await inShop(() => prisma.offer.updateMany({ data: { problem: 'Value is too large' } }));
  expect(await only()).toMatchObject({ state: 'refused', problem: 'Value is too large' });
});

it('counts what was given, what is good, who used it, and what their orders are worth', async () => {
  await make();
  const { id } = await only();
  await inShop(async () => {
    const at = app.clock.now();
    const people = await Promise.all(['anna', 'bea', 'cleo'].map(() => makePerson(app, shop.id)));
    const [anna, bea, cleo] = people.map(({ profileId }) => profileId) as [string, string, string];
    const given = async (profileId: string, code: string) => {
      const { id: messageId } = await plan(app, shop.id, { profileId });
      const times = { givenAt: at, shownAt: at, endsAt: after(60_000) };
      const row = { shopId: shop.id, id: app.ids.next(), offerId: id, code, state: 'given', messageId };
      await prisma.discountCode.create({ data: { ...row, ...times } });
    };
    for (const [person, code] of [
      [anna, 'A'],
      [bea, 'B'],
      [cleo, 'C'],
    ] as const)
      await given(person, code);
    const free = { shopId: shop.id, offerId: id, state: 'free' };
    await prisma.discountCode.createMany({
      data: ['D', 'E'].map((code) => ({ ...free, code, id: app.ids.next() })),
    });
    const orders = [
      newOrder(app, { profileId: anna, discountCodes: ['a'], totalMinor: 5_000, refundedMinor: 1_000 }),
      newOrder(app, { profileId: anna, discountCodes: ['B'], totalMinor: 700 }),
      newOrder(app, { profileId: bea, discountCodes: ['D'], totalMinor: 90, cancelledAt: at }),
    ];
    await placeOrders(app, shop.id, orders);
    await noteUsed(prisma, shop.id, orders);
  });
  expect(await only()).toMatchObject({
    ...{ free: 1, given: 3, good: 1, used: 3, usedByOthers: 2, revenueMinor: 4_700, state: 'ready' },
  });
});
