import { describe, expect, test } from 'vitest';
import { withShop } from '~/platform/db/db.server';
import { buyCart, fillCart } from '../../../../tests/factories/filled-carts';
import { turnOn } from '../../../../tests/factories/flows';
import { makePerson, makeVisitor } from '../../../../tests/factories/people';
import { createShop } from '../../../../tests/factories/shops';
import { testApp } from '../../../../tests/factories/test-app';
import { after } from '../../../../tests/factories/times';
import { testDatabase } from '../../../../tests/setup/database';
import { turnedAwayWords } from '../../explanations/turned-away-words';
import { abandonedCart } from '../templates/abandoned-cart';
import { advanceRuns } from './advance-runs.server';
import type { TurnedAway } from './entering';
import { offerEvent } from './offer-event.server';

const HOUR = 3_600_000;
const app = testApp(await testDatabase());
const { prisma } = app.db;

async function inShop(work: (shopId: string, profileId: string) => Promise<void>): Promise<void> {
  const { id } = await createShop(app);
  await withShop(id, async () => {
    await turnOn(app, id);
    await work(id, (await makePerson(app, id)).profileId);
  });
}

async function leaveCart(shopId: string, profileId: string, token: string, isBought = false): Promise<void> {
  const event = await fillCart(app, shopId, { profileId, token });
  if (isBought) await buyCart(app, shopId, token);
  await app.db.transaction((tx) => offerEvent(app, tx, { shopId, profileId, event, cartToken: token }));
}

const turnedAway = (shopId: string) => prisma.flowTurnedAway.findMany({ where: { shopId } });
const wordsOf = (why: unknown) =>
  turnedAwayWords(why as TurnedAway, abandonedCart, {
    ...{ now: app.clock.now().toISOString(), timezone: 'UTC', locale: 'en-GB', currency: 'EUR' },
  });

describe('who sets off a flow and does not enter it', () => {
  test('is kept with what did not hold, as it was then', () =>
    inShop(async (shopId, profileId) => {
      await leaveCart(shopId, profileId, 'cart-a', true);
      const [row, ...others] = await turnedAway(shopId);
      expect(others).toEqual([]);
      expect(row).toMatchObject({
        ...{ flowKey: 'abandoned-cart', version: 1, profileId, at: app.clock.now(), times: 1 },
        why: { kind: 'rule', missing: [2], facts: { 'cart.isBought': true, 'cart.itemCount': 1 } },
      });
      expect(wordsOf(row?.why)).toBe(
        '“Abandoned cart” did not begin for them: it begins only where the cart was not bought.',
      );
    }));

  test('is one row, with the last time and how often', () =>
    inShop(async (shopId, profileId) => {
      await leaveCart(shopId, profileId, 'cart-a', true);
      app.advance(HOUR);
      await leaveCart(shopId, profileId, 'cart-b', true);
      expect(await turnedAway(shopId)).toMatchObject([{ times: 2, at: app.clock.now() }]);
    }));

  test('is told when they may come again, where they were in it lately', () =>
    inShop(async (shopId, profileId) => {
      await leaveCart(shopId, profileId, 'cart-a');
      await buyCart(app, shopId, 'cart-a');
      await advanceRuns(app, shopId);
      const endedAt = app.clock.now();
      app.advance(HOUR);
      await leaveCart(shopId, profileId, 'cart-b');
      const [row] = await turnedAway(shopId);
      expect(row?.why).toEqual({
        ...{ kind: 'again', endedAt: endedAt.toISOString() },
        againFrom: after(24 * HOUR, endedAt).toISOString(),
      });
      expect(wordsOf(row?.why)).toMatch(
        /^“Abandoned cart” did not begin for them: they had left it at [\d:]+, and they may come again tomorrow at [\d:]+\.$/,
      );
    }));

  test('is nobody who enters, or is in it', () =>
    inShop(async (shopId, profileId) => {
      await leaveCart(shopId, profileId, 'cart-a');
      await leaveCart(shopId, profileId, 'cart-b');
      expect(await turnedAway(shopId)).toEqual([]);
    }));

  test('is no visitor without an address: nobody could have written to them', () =>
    inShop(async (shopId) => {
      await leaveCart(shopId, await makeVisitor(app, shopId), 'cart-a');
      expect(await turnedAway(shopId)).toEqual([]);
    }));
});
