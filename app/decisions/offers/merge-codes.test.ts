import type { Message } from '@prisma/client';
import { expect, test } from 'vitest';
import { inOfferWorld, type OfferWorld } from '../../../tests/factories/offer-world';
import { plan } from '../../../tests/factories/messages';
import { testApp } from '../../../tests/factories/test-app';
import { testDatabase } from '../../../tests/setup/database';
import { moveRunsAndMessages } from '../send-policy/move-profile.server';
import { mergeCodes } from './merge-codes.server';

const app = testApp(await testDatabase(), { poolSize: 20 });
const { prisma } = app.db;

/** Two people with a mail each that is to carry a code of one offer; `merge` makes one of them, whichever way. */
async function openTwo(world: OfferWorld, isTurned: boolean) {
  const offerId = await world.offer();
  await world.tend();
  const [one, other] = [await world.wanting(offerId), await world.wanting(offerId)];
  const { shop } = world;
  const [from, to] = isTurned ? [other, one] : [one, other];
  const give = async (...mails: Message[]) => {
    const given = await world.give(offerId, ...mails);
    return mails.map(({ id }) => given.get(id)?.code);
  };
  const merge = () =>
    app.db.transaction(async (tx) => {
      await tx.profile.update({
        where: { shopId_id: { shopId: shop.id, id: from.profileId } },
        data: { mergedIntoId: to.profileId },
      });
      await mergeCodes(tx, shop.id, from.profileId, to.profileId);
      await moveRunsAndMessages(tx, shop.id, from.profileId, to.profileId);
    });
  const show = async (message: Message) => world.show(await world.give(offerId, message));
  return { offerId, first: one.message, second: other.message, give, show, merge, from, to };
}

test.each([false, true])('nobody has seen either: the older is kept for both mails (turned: %s)', (isTurned) =>
  inOfferWorld(app, async (world) => {
    const { first, second, give, merge } = await openTwo(world, isTurned);
    const [older] = await give(first);
    await world.pass(0.01);
    const [younger] = await give(second);
    expect(older).not.toBe(younger);
    await merge();
    expect(await world.states()).toEqual({ given: 1, free: 99 });
    expect(await give(first, second)).toEqual([older, older]);
  }),
);

test.each([false, true])('one was sent: it is kept, though the other is older (turned: %s)', (isTurned) =>
  inOfferWorld(app, async (world) => {
    const { first, second, give, show, merge } = await openTwo(world, isTurned);
    await give(first);
    await world.pass(0.01);
    await show(second);
    const [sent] = await give(second);
    await merge();
    expect(await world.states()).toEqual({ given: 1, free: 99 });
    expect(await give(first)).toEqual([sent]);
  }),
);

test.each([false, true])(
  'one was used: the other goes back, as whoever had theirs gets no second (turned: %s)',
  (isTurned) =>
    inOfferWorld(app, async (world) => {
      const { first, second, give, show, merge } = await openTwo(world, isTurned);
      await show(first);
      await prisma.discountCode.updateMany({
        where: { messageId: first.id },
        data: { usedAt: world.deps.clock.now() },
      });
      await give(second);
      await merge();
      expect(await world.states()).toEqual({ given: 1, free: 99 });
    }),
);

test.each([false, true])('both were sent: both stay good, as both mails say (turned: %s)', (isTurned) =>
  inOfferWorld(app, async (world) => {
    const { first, second, show, merge } = await openTwo(world, isTurned);
    await show(first);
    await show(second);
    await merge();
    expect(await world.states()).toEqual({ given: 2, free: 98 });
  }),
);

test('of a source that wrote to one of them already the mail of the other shows the same code', () =>
  inOfferWorld(app, async (world) => {
    const { offerId, give, show, merge, from, to } = await openTwo(world, false);
    const source = { sourceId: app.ids.next(), stepKey: 'one-for-all', subject: { cartToken: null, offerId } };
    const sent = await plan(app, world.shop.id, { ...source, profileId: from.profileId });
    const coming = await plan(app, world.shop.id, { ...source, profileId: to.profileId });
    await show(sent);
    await give(coming);
    const [code] = await give(sent);
    await merge();
    expect(await world.states()).toEqual({ given: 1, free: 99 });
    expect(await give(coming)).toEqual([code]);
    await show(coming);
    expect(await world.states()).toEqual({ given: 1, free: 99 });
  }));

test('two workers give while they are merged: whichever comes first, their mails show one code', () =>
  inOfferWorld(app, async (world) => {
    for (let round = 0; round < 8; round++) {
      const { first, second, give, merge } = await openTwo(world, round % 2 === 1);
      const turns = [() => give(first), () => give(second), merge];
      const shifted = [...turns.slice(round % 3), ...turns.slice(0, round % 3)];
      await Promise.all(shifted.map((turn) => turn()));
      const [one, other] = await give(first, second);
      expect(one).toBeTruthy();
      expect(other).toBe(one);
      const held = await prisma.discountCode.count({
        where: { shopId: world.shop.id, state: 'given', messageId: { in: [first.id, second.id] } },
      });
      expect(held).toBe(1);
    }
  }));
