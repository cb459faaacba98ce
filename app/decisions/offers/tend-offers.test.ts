import { describe, expect, test } from 'vitest';
import { addMs } from '~/platform/clock/clock';
import { inOfferWorld, TEN_PERCENT, type OfferWorld } from '../../../tests/factories/offer-world';
import { testApp } from '../../../tests/factories/test-app';
import { testDatabase } from '../../../tests/setup/database';
import { changeOffer, switchOffer } from './offers.server';
import { tendOffers } from './tend-offers.server';

const app = testApp(await testDatabase());
const { prisma } = app.db;
const inWorld = (work: (world: OfferWorld) => Promise<void>) => () => inOfferWorld(app, work);

const discountsAt = ({ store }: OfferWorld) => store.discounts();
const codesAt = ({ store }: OfferWorld) => store.discountCodes();
const lost = () => Promise.reject(new Error('the answer was lost'));
const offerNow = ({ shop }: OfferWorld, id: string) =>
  prisma.offer.findUniqueOrThrow({ where: { shopId_id: { shopId: shop.id, id } } });

describe('an offer', () => {
  test(
    'becomes one discount at Shopify with a pool of codes, each good once',
    inWorld(async (world) => {
      await world.offer();
      await world.tend();
      expect(discountsAt(world)).toMatchObject([
        { title: 'Come back', value: { percentage: 0.1 }, usageLimit: 1, appliesOncePerCustomer: true },
      ]);
      expect(await world.states()).toEqual({ free: 100 });
      const codes = await prisma.discountCode.findMany({ where: { shopId: world.shop.id } });
      const known = new Map(codesAt(world).map(({ code, id }) => [code, id]));
      expect(codes.every(({ code, shopifyId }) => known.get(code) === shopifyId)).toBe(true);
      expect(codes.every(({ code }) => /^BACK-[B-Z2-9]{8}$/.test(code))).toBe(true);
    }),
  );

  test(
    'is found again where the answer to its making was lost',
    inWorld(async (world) => {
      const id = await world.offer();
      const { make } = world.deps.shopDiscounts;
      await expect(world.tend({ make: (...told) => make(...told).then(lost) })).rejects.toThrow('lost');
      expect(await offerNow(world, id)).toMatchObject({ discountId: null, leaseUntil: null });
      await world.tend();
      expect(discountsAt(world)).toHaveLength(1);
      expect((await offerNow(world, id)).discountId).toBe(discountsAt(world)[0]?.id);
    }),
  );

  test(
    'has all its codes once where the answer to adding them was lost',
    inWorld(async (world) => {
      await world.offer();
      const { addCodes } = world.deps.shopDiscounts;
      await expect(world.tend({ addCodes: (...told) => addCodes(...told).then(lost) })).rejects.toThrow('lost');
      expect(await world.states()).toEqual({ new: 100 });
      await world.tend();
      expect(await world.states()).toEqual({ free: 100 });
      expect(codesAt(world)).toHaveLength(101);
    }),
  );

  test(
    'counts codes that others took before, and makes others in their place',
    inWorld(async (world) => {
      await world.offer();
      const { addCodes } = world.deps.shopDiscounts;
      const others = world.store.createDiscount({
        ...{ title: 'Another app’s', code: 'OTHER', startsAt: world.clock.now().toISOString(), endsAt: null },
        ...{ usageLimit: null, appliesOncePerCustomer: false, minimumMinor: null },
        ...{ value: { percentage: 0.5 }, items: { kind: 'all' } },
      });
      await world.tend({
        addCodes: async (domain, id, codes) => {
          if (codesAt(world).length === 2) world.store.addDiscountCodes(others.id, codes.slice(0, 60));
          return addCodes(domain, id, codes);
        },
      });
      expect(await world.states()).toEqual({ failed: 60, free: 100 });
      expect(
        await prisma.codeBatch.findMany({ where: { shopId: world.shop.id }, orderBy: { id: 'asc' } }),
      ).toMatchObject([
        { failed: 60, state: 'done' },
        { failed: 0, state: 'done' },
      ]);
    }),
  );

  test(
    'is in the hands of one worker at a time',
    inWorld(async (world) => {
      await world.offer();
      await Promise.all([1, 2, 3].map(() => tendOffers(world.deps, world.shop)));
      await world.tend();
      expect(discountsAt(world)).toHaveLength(1);
      expect(await world.states()).toEqual({ free: 100 });
    }),
  );

  test(
    'has its end at Shopify put off as long as it is needed, and ends by itself where nobody does',
    inWorld(async (world) => {
      await world.offer();
      await world.tend();
      const end = () => Date.parse(discountsAt(world)[0]?.endsAt ?? '') - world.clock.now().getTime();
      expect(Math.round(end() / 86_400_000)).toBe(22);
      await world.pass(6);
      await world.tend();
      expect(Math.round(end() / 86_400_000)).toBe(16);
      await world.pass(2);
      await world.tend();
      expect(Math.round(end() / 86_400_000)).toBe(22);
    }),
  );

  test(
    'that was deleted in Shopify is made again; its old codes are nobody’s any more',
    inWorld(async (world) => {
      const id = await world.offer();
      await world.tend();
      const { message } = await world.wanting(id);
      await world.show(await world.give(id, message));
      world.store.deleteDiscount(discountsAt(world)[0]?.id ?? '');
      await world.pass(8);
      await world.tend();
      expect(discountsAt(world)).toHaveLength(1);
      expect(await world.states()).toEqual({ free: 100, gone: 100 });
      expect(
        await prisma.activityEntry.findMany({ where: { shopId: world.shop.id, kind: 'offer-lost' } }),
      ).toHaveLength(1);
    }),
  );

  test(
    'changes what it is worth at Shopify until somebody was given a code of it',
    inWorld(async (world) => {
      const id = await world.offer();
      await world.tend();
      const collections = world.data.collections.slice(0, 2).map((each) => each.id);
      const change = (terms: object) =>
        app.db.transaction((tx) =>
          changeOffer(world.deps, tx, world.shop.id, id, { ...TEN_PERCENT, terms: { ...TEN_PERCENT.terms, ...terms } }),
        );
      const items = { kind: 'collections', ids: collections };
      expect(await change({ value: { kind: 'amount', minor: 550 }, minimumMinor: 2_000, items })).toEqual({
        kind: 'changed',
      });
      await world.tend();
      expect(discountsAt(world)).toMatchObject([{ value: { amountMinor: 550 }, minimumMinor: 2_000, items }]);
      const { message } = await world.wanting(id);
      await world.give(id, message);
      expect(await change({})).toEqual({ kind: 'terms-stand' });
    }),
  );

  test(
    'that Shopify refuses says so, and is asked about no more until it is changed',
    inWorld(async (world) => {
      const gone = { kind: 'products' as const, ids: ['gid://shopify/Product/1'] };
      const id = await world.offer({ terms: { ...TEN_PERCENT.terms, items: gone } });
      await world.tend();
      expect((await offerNow(world, id)).problem).toContain('is not a valid id');
      expect(await tendOffers(world.deps, world.shop)).toBeNull();
      await app.db.transaction((tx) => changeOffer(world.deps, tx, world.shop.id, id, TEN_PERCENT));
      await world.tend();
      expect(await world.states()).toEqual({ free: 100 });
    }),
  );

  test(
    'lets as many mails that wait for a code be asked about as there are new ones, the first of them first',
    inWorld(async (world) => {
      const { deps, shop, clock } = world;
      const offerId = await world.offer();
      const otherId = await world.offer({ name: 'Another', prefix: 'OTHER' });
      const now = clock.now();
      const waits = async (forOffer: string, minutes: number) => {
        const { message } = await world.wanting(forOffer);
        const data = { dueAt: addMs(now, minutes * 60_000), reason: { code: 'no-code-left', offer: 'Come back' } };
        await prisma.message.update({ where: { shopId_id: { shopId: shop.id, id: message.id } }, data });
        return message.id;
      };
      const late = await waits(offerId, 9);
      const first = await waits(offerId, 3);
      const second = await waits(offerId, 6);
      const others = await waits(otherId, 2);
      const { addedCodes } = deps.shopDiscounts;
      const shopDiscounts = {
        ...deps.shopDiscounts,
        addedCodes: async (...told: Parameters<typeof addedCodes>) => {
          const added = await addedCodes(...told);
          return added && (added.every(({ code }) => code.startsWith('BACK')) ? added.slice(0, 2) : []);
        },
      };
      while (!(await world.states()).free) {
        await tendOffers({ ...deps, shopDiscounts }, shop);
        world.system.offsetMs += 3_000;
      }
      expect(await world.states()).toMatchObject({ free: 2 });
      const due = { dueAt: { lte: clock.now() }, shopId: shop.id };
      const asked = await prisma.message.findMany({ where: due, select: { id: true }, orderBy: { id: 'asc' } });
      expect(asked.map(({ id }) => id)).toEqual([first, second]);
      const messages = await prisma.message.findMany({ where: { shopId: shop.id, id: { in: [late, others] } } });
      const inMinutes = Object.fromEntries(messages.map(({ id, dueAt }) => [id, (+dueAt - +now) / 60_000]));
      expect(inMinutes).toEqual({ [late]: 9, [others]: 2 });
      const wakeup = { shopId: shop.id, kind: 'send-messages', nextDueAt: { lte: clock.now() } };
      expect(await prisma.shopWakeup.count({ where: wakeup })).toBe(1);
    }),
  );

  test(
    'switched off lets what nobody has go; a code that somebody has stays',
    inWorld(async (world) => {
      const id = await world.offer();
      await world.tend();
      const { message } = await world.wanting(id);
      const given = await world.give(id, message);
      await world.show(given);
      await app.db.transaction((tx) => switchOffer(world.deps, tx, world.shop.id, id, false));
      await world.tend();
      expect(await world.states()).toEqual({ given: 1, gone: 99 });
      expect(codesAt(world).map(({ code }) => code)).toContain(given.get(message.id)?.code);
      expect(codesAt(world)).toHaveLength(2);
    }),
  );
});
