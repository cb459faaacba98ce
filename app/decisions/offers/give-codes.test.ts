import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { inOfferWorld, type OfferWorld } from '../../../tests/factories/offer-world';
import { plan } from '../../../tests/factories/messages';
import { testApp } from '../../../tests/factories/test-app';
import { testDatabase } from '../../../tests/setup/database';
import { noteShown } from './note-shown.server';
import { noteUsed } from './note-used.server';
import { offerFacts } from './offer-facts.server';
import { switchOffer } from './offers.server';

const app = testApp(await testDatabase(), { poolSize: 20 });
const { prisma } = app.db;
const inWorld = (work: (world: OfferWorld) => Promise<void>) => () => inOfferWorld(app, work);

const setMessage = ({ shop }: OfferWorld, id: string, data: object) =>
  prisma.message.update({ where: { shopId_id: { shopId: shop.id, id } }, data });
const codeOf = ({ shop }: OfferWorld, code: string) =>
  prisma.discountCode.findFirstOrThrow({ where: { shopId: shop.id, code } });
const isAtShopify = ({ store }: OfferWorld, code: string) => store.discountCodes().some((each) => each.code === code);
const asked = (world: OfferWorld, offerId: string, { id: messageId, profileId }: { id: string; profileId: string }) =>
  offerFacts(prisma, world.shop.id, [{ messageId, profileId, offerId }], world.clock.now());

describe('a code', () => {
  test(
    'is the same however often its person’s mails ask for it, with the same end once it was seen',
    inWorld(async (world) => {
      const id = await world.offer();
      await world.tend();
      const { message, profileId } = await world.wanting(id);
      const first = (await world.give(id, message)).get(message.id);
      expect(first?.endsAt.toISOString()).toMatch(/T2[12]:59:59/);
      await world.pass(1);
      const retried = await world.give(id, message);
      expect(retried.get(message.id)?.code).toBe(first?.code);
      expect(retried.get(message.id)?.endsAt.getTime()).toBe((first?.endsAt.getTime() ?? 0) + 86_400_000);
      await world.show(retried);
      await world.pass(1);
      const second = await plan(app, world.shop.id, { profileId, subject: { cartToken: null, offerId: id } as never });
      expect((await world.give(id, second)).get(second.id)).toEqual(retried.get(message.id));
    }),
  );

  test(
    'is nobody else’s, whoever asks at the same time',
    inWorld(async (world) => {
      const id = await world.offer();
      await world.tend();
      const shapes = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 2, maxLength: 4 });
      await fc.assert(
        fc.asyncProperty(shapes, async (sizes) => {
          const batches = await Promise.all(
            sizes.map((size) => Promise.all(Array.from({ length: size }, () => world.wanting(id)))),
          );
          const twice = [...batches, ...batches];
          const given = await Promise.all(twice.map((batch) => world.give(id, ...batch.map(({ message }) => message))));
          const ownerOf = new Map<string, string>();
          const codeOfPerson = new Map<string, string>();
          for (const [nth, batch] of twice.entries())
            for (const { message } of batch) {
              const code = given[nth]?.get(message.id)?.code;
              if (code === undefined) continue;
              expect(ownerOf.get(code) ?? message.profileId).toBe(message.profileId);
              expect(codeOfPerson.get(message.profileId) ?? code).toBe(code);
              ownerOf.set(code, message.profileId);
              codeOfPerson.set(message.profileId, code);
            }
          await world.tend();
        }),
        { numRuns: 8 },
      );
    }),
  );

  test(
    'is not shown with a mail once it is another’s, or nobody’s',
    inWorld(async (world) => {
      const id = await world.offer();
      await world.tend();
      const [one, other] = [await world.wanting(id), await world.wanting(id)];
      const given = await world.give(id, one.message);
      const codeId = given.get(one.message.id)?.codeId ?? '';
      const show = (messageId: string) => noteShown(world.deps, prisma, world.shop.id, [{ messageId, codeId }]);
      expect(await show(other.message.id)).toEqual(new Set());
      expect(await show(one.message.id)).toEqual(new Set([one.message.id]));
    }),
  );
});

describe('a mail that finds none', () => {
  test(
    'has none, and the pool is filled for it',
    inWorld(async (world) => {
      const id = await world.offer();
      const { message } = await world.wanting(id);
      expect((await world.give(id, message)).size).toBe(0);
      expect((await asked(world, id, message)).get(message.id)).toMatchObject({ hasOwn: false, hasFree: false });
      expect((await prisma.offer.findFirstOrThrow({ where: { id } })).dryAt).not.toBeNull();
      await world.tend();
      expect((await world.give(id, message)).size).toBe(1);
      expect((await prisma.offer.findFirstOrThrow({ where: { id } })).dryAt).toBeNull();
    }),
  );

  test(
    'of an offer that is off is given none, unless its person has one',
    inWorld(async (world) => {
      const id = await world.offer();
      await world.tend();
      const [one, other] = [await world.wanting(id), await world.wanting(id)];
      await world.show(await world.give(id, one.message));
      await app.db.transaction((tx) => switchOffer(world.deps, tx, world.shop.id, id, false));
      const given = await world.give(id, one.message, other.message);
      expect([...given.keys()]).toEqual([one.message.id]);
    }),
  );
});

describe('what becomes of it', () => {
  test(
    'unseen, with a mail that is not sent: it is free again',
    inWorld(async (world) => {
      const id = await world.offer();
      await world.tend();
      const { message } = await world.wanting(id);
      const code = (await world.give(id, message)).get(message.id)?.code ?? '';
      await setMessage(world, message.id, { state: 'skipped' });
      await world.tend();
      expect(await codeOf(world, code)).toMatchObject({ state: 'free', messageId: null, endsAt: null });
      expect(isAtShopify(world, code)).toBe(true);
    }),
  );

  test.each([
    ['was refused after it had left', { state: 'rejected' }],
    ['came back', { bouncedAt: new Date('2026-10-01T10:00:00Z') }],
  ])('with a mail that %s: it is deleted at Shopify, and its person may have another', (_how, data) =>
    inOfferWorld(app, async (world) => {
      const id = await world.offer();
      await world.tend();
      const { message } = await world.wanting(id);
      const given = await world.give(id, message);
      await world.show(given);
      await setMessage(world, message.id, data);
      await world.tend();
      const code = given.get(message.id)?.code ?? '';
      expect(await codeOf(world, code)).toMatchObject({ state: 'gone', messageId: null });
      expect(isAtShopify(world, code)).toBe(false);
      expect((await asked(world, id, message)).get(message.id)).toMatchObject({ hadOne: false });
    }),
  );

  test(
    'not used: it ends at Shopify when its day is over, and not before',
    inWorld(async (world) => {
      const id = await world.offer({ againAfterDays: 30 });
      await world.tend();
      const { message } = await world.wanting(id);
      const given = await world.give(id, message);
      await world.show(given);
      const { code, endsAt } = given.get(message.id) ?? { code: '', endsAt: new Date(0) };
      await world.pass((endsAt.getTime() - 60_000 - world.clock.now().getTime()) / 86_400_000);
      await world.tend();
      expect(isAtShopify(world, code)).toBe(true);
      await world.pass(2 / 1_440);
      await world.tend();
      expect(isAtShopify(world, code)).toBe(false);
      const facts = (await asked(world, id, message)).get(message.id);
      expect(facts).toMatchObject({ hasOwn: false, hadOne: true });
      expect(facts?.againAt && Math.round((facts.againAt.getTime() - world.clock.now().getTime()) / 86_400_000)).toBe(
        22,
      );
    }),
  );

  test(
    'used: it is known for which order, once, and stays out of the pool even where nobody had it',
    inWorld(async (world) => {
      const id = await world.offer();
      await world.tend();
      const { message } = await world.wanting(id);
      const code = (await world.give(id, message)).get(message.id)?.code ?? '';
      const leaked = await prisma.discountCode.findFirstOrThrow({ where: { shopId: world.shop.id, state: 'free' } });
      const usedAt = world.clock.now();
      const order = (orderId: string, codes: string[]) => ({ id: orderId, placedAt: usedAt, discountCodes: codes });
      await noteUsed(prisma, world.shop.id, [order('o1', [code.toLowerCase(), 'SUMMER']), order('o2', [leaked.code])]);
      await noteUsed(prisma, world.shop.id, [order('o3', [code])]);
      expect(await codeOf(world, code)).toMatchObject({ orderId: 'o1', usedAt, state: 'given' });
      expect(await codeOf(world, leaked.code)).toMatchObject({ orderId: 'o2', state: 'gone' });
      expect((await asked(world, id, message)).get(message.id)).toMatchObject({
        hasOwn: false,
        hadOne: true,
        againAt: null,
      });
    }),
  );
});
