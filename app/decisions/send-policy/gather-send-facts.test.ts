import { describe, expect, test } from 'vitest';
import type { Message } from '@prisma/client';
import { withShop } from '~/platform/db/db.server';
import { testDatabase } from '../../../tests/setup/database';
import { buyCart, fillCart } from '../../../tests/factories/filled-carts';
import { plan } from '../../../tests/factories/messages';
import { makePerson, makeVisitor, type Person } from '../../../tests/factories/people';
import { newOrder, placeOrders } from '../../../tests/factories/placed-orders';
import { cartLine, gid } from '../../../tests/factories/reports';
import { openRules } from '../../../tests/factories/send-facts';
import { createShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after } from '../../../tests/factories/times';
import { gatherSendFacts } from './gather-send-facts.server';

const app = testApp(await testDatabase());
const { prisma } = app.db;

/** Somebody with a cart of two lines (product 1 twice, product 2 once) and a message about it. */
async function withMessage(work: (shopId: string, person: Person, message: Message) => Promise<void>): Promise<void> {
  const { id } = await createShop(app);
  await withShop(id, async () => {
    const person = await makePerson(app, id);
    const { profileId } = person;
    await fillCart(app, id, { profileId, token: 'cart-a', lines: [cartLine(1, 2), cartLine(2)] });
    await work(id, person, await plan(app, id, { profileId, subject: { cartToken: 'cart-a' } }));
  });
}
const gather = (message: Message, soldOut: string[] = []) =>
  gatherSendFacts(prisma, message, {
    now: app.clock.now(),
    rules: openRules,
    stock: {
      hasVariant: (id) => !soldOut.includes(id),
      hasProduct: (id) => !soldOut.includes(id),
      priceOf: () => null,
    },
  });
const factsOf = async (message: Message) => (await gather(message)).facts;

describe('what the last decision looks at', () => {
  test('is the person, the cart and the consent as they are stored now', () =>
    withMessage(async (_shopId, { addressId }, message) => {
      const gathered = await gather(message);
      expect(gathered.facts).toMatchObject({
        ...{ now: app.clock.now(), expiresAt: message.expiresAt, hasAddress: true, orderedId: null, sentAt: [] },
        ...{ consent: { state: 'granted' }, cart: { itemCount: 3, buyableCount: 3 }, rules: openRules },
      });
      expect(gathered).toMatchObject({ addressId, checkoutUrl: expect.stringContaining('/recover') });
      expect(gathered.lines.map(({ quantity }) => quantity)).toEqual([2, 1]);
    }));

  test('is the cart, too, that a checkout alone turned out to be of after the message was planned', () =>
    withMessage(async (shopId, { profileId }) => {
      const subject = { cartToken: 'checkout-of-cart-a' };
      const { facts, checkoutUrl } = await gather(await plan(app, shopId, { profileId, subject }));
      expect(facts.cart).toEqual({ itemCount: 3, buyableCount: 3 });
      expect(checkoutUrl).toContain('/recover');
      await buyCart(app, shopId, 'cart-a');
      expect((await factsOf(await plan(app, shopId, { profileId, subject }))).orderedId).toBe('completed-checkout');
    }));

  test('leaves lines that cannot be bought out of what is buyable', () =>
    withMessage(async (_shopId, _person, message) => {
      const { facts } = await gather(message, [gid('ProductVariant', 1)]);
      expect(facts.cart).toEqual({ itemCount: 3, buyableCount: 1 });
    }));

  test('leaves lines of no pieces out altogether', () =>
    withMessage(async (shopId, { profileId }, message) => {
      app.advance(1_000);
      await fillCart(app, shopId, { profileId, token: 'cart-a', lines: [cartLine(1, 0), cartLine(2)] });
      const gathered = await gather(message);
      expect(gathered.lines).toHaveLength(1);
      expect(gathered.facts.cart?.itemCount).toBe(1);
    }));

  test('is an empty cart where the message names one that is gone, and none where it names none', () =>
    withMessage(async (shopId, { profileId }) => {
      const gatherFor = async (cartToken: string | null) =>
        gather(await plan(app, shopId, { profileId, subject: { cartToken } }));
      const nothing = { lines: [], checkoutUrl: null };
      const gone = { orderedId: null, cart: { itemCount: 0, buyableCount: 0 } };
      expect(await gatherFor('cart-gone')).toMatchObject({ ...nothing, facts: gone });
      expect(await gatherFor(null)).toMatchObject({ ...nothing, facts: { orderedId: null, cart: null } });
    }));

  test('says when there is no address to write to', () =>
    withMessage(async (shopId) => {
      const message = await plan(app, shopId, { profileId: await makeVisitor(app, shopId) });
      expect(await factsOf(message)).toMatchObject({ hasAddress: false, consent: { state: 'never-given' } });
    }));
});

describe('an order counts as meanwhile', () => {
  const orderedAt = (ms: number, isMeanwhile: boolean) =>
    withMessage(async (shopId, { profileId }, message) => {
      const order = newOrder(app, { profileId, placedAt: after(ms, app.clock.now()) });
      await placeOrders(app, shopId, [order]);
      expect((await factsOf(message)).orderedId).toBe(isMeanwhile ? order.id : null);
    });

  test('from the moment on at which the cart last changed', async () => {
    await orderedAt(0, true);
    await orderedAt(5_000, true);
  });

  test('but not before it: who bought something yesterday may be reminded of today’s cart', async () => {
    await orderedAt(-1_000, false);
    await orderedAt(-86_400_000, false);
  });

  test('also when only the checkout says it was completed', () =>
    withMessage(async (shopId, _person, message) => {
      await buyCart(app, shopId, 'cart-a');
      expect((await factsOf(message)).orderedId).toBe('completed-checkout');
    }));

  test('only when it is the person’s own', () =>
    withMessage(async (shopId, _person, message) => {
      const { profileId } = await makePerson(app, shopId);
      await placeOrders(app, shopId, [newOrder(app, { profileId })]);
      expect((await factsOf(message)).orderedId).toBeNull();
    }));
});

describe('a cart that another flow wrote about', () => {
  const toldBy = (flowKey: string, ms: number, isTold: boolean, cartToken = 'cart-a') =>
    withMessage(async (shopId, { profileId }, message) => {
      const other = await plan(app, shopId, { profileId, flowKey, subject: { cartToken } });
      const sentAt = after(ms, app.clock.now());
      const where = { shopId_id: { shopId, id: other.id } };
      await prisma.message.update({ where, data: { state: 'accepted', sentAt } });
      expect((await factsOf(message)).toldOfCart).toEqual(isTold ? { flow: flowKey, sentAt } : null);
    });

  test('was told of, since it last changed', async () => {
    await toldBy('abandoned-checkout', 1_000, true);
    await toldBy('abandoned-checkout', -1_000, false);
    await toldBy('abandoned-checkout', 1_000, true, 'checkout-of-cart-a');
  });

  test('was not, where the flow is the same, or the cart another', async () => {
    await toldBy('abandoned-cart', 1_000, false);
    await toldBy('abandoned-checkout', 1_000, false, 'cart-b');
  });
});

describe('when somebody was last written to', () => {
  const store = (shopId: string, message: Message, state: string, sentAt: Date | null) => {
    const leaseUntil = state === 'claimed' ? app.systemClock.now() : null;
    return prisma.message.update({
      where: { shopId_id: { shopId, id: message.id } },
      data: { state, sentAt, leaseUntil },
    });
  };

  test.each(['requested', 'accepted', 'unknown'])('counts a message that is %s', (state) =>
    withMessage(async (shopId, { profileId }, message) => {
      const sentAt = after(-60_000, app.clock.now());
      await store(shopId, await plan(app, shopId, { profileId }), state, sentAt);
      expect((await factsOf(message)).sentAt).toEqual([sentAt]);
    }),
  );

  test.each(['planned', 'claimed', 'skipped', 'rejected'])('does not count one that is %s', (state) =>
    withMessage(async (shopId, { profileId }, message) => {
      await store(shopId, await plan(app, shopId, { profileId }), state, app.clock.now());
      expect((await factsOf(message)).sentAt).toEqual([]);
    }),
  );

  test('counts all of a week, the newest first, and never the message itself', () =>
    withMessage(async (shopId, { profileId }, message) => {
      const [older, newer] = [after(-2_000, app.clock.now()), after(-1_000, app.clock.now())];
      await store(shopId, await plan(app, shopId, { profileId }), 'accepted', newer);
      await store(shopId, await plan(app, shopId, { profileId }), 'accepted', older);
      await store(shopId, message, 'accepted', app.clock.now());
      expect((await factsOf(message)).sentAt).toEqual([newer, older]);
    }));
});

describe('what else is looked at', () => {
  test('is a mail of a higher priority that is due soon', () =>
    withMessage(async (shopId, { profileId }, message) => {
      const planAt = async (minutesOn: number, priority: number) => {
        const { id } = await plan(app, shopId, { profileId });
        const dueAt = after(minutesOn * 60_000, app.clock.now());
        await prisma.message.update({ where: { shopId_id: { shopId, id } }, data: { dueAt, priority } });
        return dueAt;
      };
      await planAt(30, 50);
      await planAt(241, 90);
      expect((await factsOf(message)).makesWayUntil).toBeNull();
      const dueAt = await planAt(60, 51);
      expect((await factsOf(message)).makesWayUntil).toEqual(dueAt);
    }));

  test('is where the person lives, for their own quiet hours', () =>
    withMessage(async (shopId, { profileId }, message) => {
      expect((await factsOf(message)).person.timezone).toBeNull();
      const where = { shopId_id: { shopId, id: profileId } };
      await prisma.profile.update({ where, data: { countryCode: 'US', regionCode: 'CA' } });
      expect((await factsOf(message)).person.timezone).toBe('America/Los_Angeles');
    }));
});
