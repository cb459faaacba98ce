import { describe, expect, test } from 'vitest';
import { cancelRequest, REQUEST_DAYS } from '~/customers/wants/product-requests.server';
import {
  catalogueFlow,
  inCatalogueShop as inShop,
  someBuyers,
  soldOut,
} from '../../../../tests/factories/catalogue-world';
import { fillCart } from '../../../../tests/factories/filled-carts';
import { turnOn } from '../../../../tests/factories/flows';
import { makePerson, makeVisitor, type Person } from '../../../../tests/factories/people';
import { newOrder, placeOrders } from '../../../../tests/factories/placed-orders';
import { cartLine, gid } from '../../../../tests/factories/reports';
import { after } from '../../../../tests/factories/times';
import { switchFlow } from '../flows.server';
import { advanceRuns } from './advance-runs.server';
import { nextTellingAt, tellCatalogue } from './tell-catalogue.server';
import { PEOPLE_A_PIECE } from './tellings';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const idsOf = (made: Person[]) => made.map(({ profileId }) => profileId);

describe('who asked to be told when something is back', () => {
  test('is told once of that very product, with its price; who did not ask is not', () =>
    inShop(async (world) => {
      const { app, id, prisma, becomes, ask, begun } = world;
      const [anna, bea] = (await someBuyers(world, 3)) as [Person, Person, Person];
      for (const person of [anna, bea]) await ask(person);
      await turnOn(app, id, catalogueFlow());
      await becomes({ inventoryQuantity: 9, priceMinor: 1_500 });
      expect(await nextTellingAt(prisma, id, app.clock.now())).toEqual(app.clock.now());
      await tellCatalogue(app, id);
      await tellCatalogue(app, id);
      expect(await begun()).toEqual([anna.profileId, bea.profileId]);
      const about = { productId: gid('Product', 1), variantId: gid('ProductVariant', 1), change: 'back-in-stock' };
      expect(await prisma.flowRun.findFirst({ where: { shopId: id } })).toMatchObject({
        subject: { cartToken: null, about: { ...about, isAsked: true, priceNowMinor: 1_500 } },
        startedAt: app.clock.now(),
      });
      expect(await prisma.productRequest.findMany({ where: { shopId: id } })).toMatchObject([
        { state: 'told' },
        { state: 'told' },
      ]);
    }));

  test('is told by one of two workers, however they meet', () =>
    inShop(async (world) => {
      const { app, id, becomes, ask, begun } = world;
      const made = await someBuyers(world, 6);
      for (const person of made) await ask(person);
      await turnOn(app, id, catalogueFlow());
      await becomes({ inventoryQuantity: 9 });
      await Promise.all([tellCatalogue(app, id), tellCatalogue(app, id), tellCatalogue(app, id)]);
      await tellCatalogue(app, id);
      expect((await begun()).sort()).toEqual(idsOf(made).sort());
    }));

  test('has the first turn who asked first: no more in an hour than few pieces are for', () =>
    inShop(async (world) => {
      const { app, id, becomes, ask, begun } = world;
      const made = await someBuyers(world, PEOPLE_A_PIECE + 2);
      for (const person of made) await ask(person);
      await turnOn(app, id, catalogueFlow());
      await becomes({ inventoryQuantity: 1 });
      const begunAt = app.clock.now();
      expect(await tellCatalogue(app, id)).toEqual(after(HOUR, begunAt));
      expect(await begun()).toEqual(idsOf(made.slice(0, PEOPLE_A_PIECE)));
      app.advance(HOUR - MINUTE);
      await tellCatalogue(app, id);
      expect(await begun()).toHaveLength(PEOPLE_A_PIECE);
      app.advance(MINUTE);
      await tellCatalogue(app, id);
      expect(await begun()).toEqual(idsOf(made));
    }));

  test('is not told when it is sold out again before their turn; the next time they are', () =>
    inShop(async (world) => {
      const { app, id, prisma, becomes, ask, begun } = world;
      const [anna] = (await someBuyers(world, 1)) as [Person];
      await ask(anna);
      await turnOn(app, id, catalogueFlow());
      await becomes({ inventoryQuantity: 1 });
      await becomes(soldOut);
      await tellCatalogue(app, id);
      expect(await begun()).toEqual([]);
      expect(await prisma.flowTelling.findMany({ where: { shopId: id } })).toMatchObject([{ why: 'not-so-any-more' }]);
      await becomes({ inventoryQuantity: 1 });
      await tellCatalogue(app, id);
      expect(await begun()).toEqual([anna.profileId]);
    }));

  test('is not told who took it back, asked half a year ago, bought it since, or has yet to agree', () =>
    inShop(async (world) => {
      const { app, id, becomes, ask, begun } = world;
      const [old, gone, bought] = (await someBuyers(world, 3)) as [Person, Person, Person];
      const silent = await makePerson(app, id, { consent: 'never-given' });
      await ask(old);
      app.advance(REQUEST_DAYS * DAY);
      const request = await ask(gone);
      await cancelRequest(app, app.db.prisma, id, { id: request });
      for (const person of [bought, silent]) await ask(person);
      await placeOrders(app, id, [newOrder(app, { profileId: bought.profileId, products: [1] })]);
      await turnOn(app, id, catalogueFlow());
      await becomes({ inventoryQuantity: 9 });
      await tellCatalogue(app, id);
      expect(await begun()).toEqual([]);
    }));
});

describe('who looked at something, or has it in the cart', () => {
  test('hears of it once, however often stock comes and goes in an hour', () =>
    inShop(async (world) => {
      const { app, id, becomes, view, begun } = world;
      const [anna, bea] = (await someBuyers(world, 2)) as [Person, Person];
      await view(anna.profileId);
      await view(await makeVisitor(app, id));
      await turnOn(app, id, catalogueFlow({ whom: 'viewed' }));
      await becomes({ inventoryQuantity: 9 });
      await tellCatalogue(app, id);
      await advanceRuns(app, id);
      await becomes(soldOut);
      await becomes({ inventoryQuantity: 9 });
      await tellCatalogue(app, id);
      expect(await begun()).toEqual([anna.profileId]);
      expect(await begun()).not.toContain(bea.profileId);
    }));

  test('hears of a price that is lower than in thirty days, where the rule holds; not who bought it, or looked long ago', () =>
    inShop(async (world) => {
      const { app, id, prisma, becomes, view, begun } = world;
      await becomes({ inventoryQuantity: 9, priceMinor: 2_000 });
      const [long, anna, buyer, silent] = [
        ...(await someBuyers(world, 3)),
        await makePerson(app, id, { consent: 'never-given' }),
      ] as [Person, Person, Person, Person];
      await view(long.profileId);
      app.advance(31 * DAY);
      for (const { profileId } of [anna, buyer, silent]) await view(profileId);
      await placeOrders(app, id, [newOrder(app, { profileId: buyer.profileId, products: [1] })]);
      const when = { kind: 'fact', fact: 'consent.marketing', is: 'is', value: 'granted' } as const;
      await turnOn(app, id, catalogueFlow({ change: 'price-drop', whom: 'viewed', atLeastPercent: 10, when }));
      await becomes({ inventoryQuantity: 9, priceMinor: 1_900 });
      await tellCatalogue(app, id);
      expect(await begun()).toEqual([]);
      await becomes({ inventoryQuantity: 9, priceMinor: 1_700 });
      await tellCatalogue(app, id);
      expect(await begun()).toEqual([anna.profileId]);
      expect(await prisma.flowRun.findFirst({ where: { shopId: id } })).toMatchObject({
        subject: { about: { change: 'price-drop', priceWasMinor: 1_900, priceNowMinor: 1_700 } },
      });
    }));

  test('hears that few are left of what lies in the cart', () =>
    inShop(async (world) => {
      const { app, id, becomes, begun } = world;
      await becomes({ inventoryQuantity: 9 });
      const [anna, bea] = (await someBuyers(world, 2)) as [Person, Person];
      await fillCart(app, id, { profileId: anna.profileId, token: 'cart-anna', lines: [cartLine(1)] });
      await fillCart(app, id, { profileId: bea.profileId, token: 'cart-bea', lines: [cartLine(2)] });
      await turnOn(app, id, catalogueFlow({ change: 'low-stock', whom: 'in-cart', atMostUnits: 3 }));
      await becomes({ inventoryQuantity: 4 });
      await becomes({ inventoryQuantity: 3 });
      await tellCatalogue(app, id);
      expect(await begun()).toEqual([anna.profileId]);
    }));

  test('hears nothing of a flow that was turned off meanwhile, nor of what turned a day ago', () =>
    inShop(async (world) => {
      const { app, id, prisma, becomes, view, begun } = world;
      const [anna] = (await someBuyers(world, 1)) as [Person];
      await view(anna.profileId);
      await turnOn(app, id, catalogueFlow({ whom: 'viewed' }));
      await becomes({ inventoryQuantity: 9 });
      app.advance(DAY + MINUTE);
      await tellCatalogue(app, id);
      await becomes(soldOut);
      await becomes({ inventoryQuantity: 9 });
      await switchFlow(prisma, app.clock, id, 'back-in-stock', false);
      await tellCatalogue(app, id);
      expect(await begun()).toEqual([]);
      expect(await nextTellingAt(prisma, id, app.clock.now())).toBeNull();
    }));
});
