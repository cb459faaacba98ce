import { expect, test } from 'vitest';
import { withShop } from '~/platform/db/db.server';
import { testDatabase } from '../../../tests/setup/database';
import { fillCart } from '../../../tests/factories/filled-carts';
import { turnOn } from '../../../tests/factories/flows';
import { plan } from '../../../tests/factories/messages';
import { makePerson } from '../../../tests/factories/people';
import { createShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { offerEvent } from '../flows/runner/offer-event.server';
import { moveRunsAndMessages } from './move-profile.server';

const app = testApp(await testDatabase());
const { prisma } = app.db;

/** Two profiles that turn out to be one person. */
async function withTwo(work: (shopId: string, from: string, to: string) => Promise<void>): Promise<void> {
  const { id } = await createShop(app);
  await withShop(id, async () => {
    await turnOn(app, id);
    await work(id, (await makePerson(app, id)).profileId, (await makePerson(app, id)).profileId);
  });
}
async function leaveCart(shopId: string, profileId: string): Promise<void> {
  const cartToken = `cart-of-${profileId}`;
  const event = await fillCart(app, shopId, { profileId, token: cartToken });
  await app.db.transaction((tx) => offerEvent(app, tx, { shopId, profileId, event, cartToken }));
}
const merge = (shopId: string, from: string, to: string) =>
  app.db.transaction((tx) => moveRunsAndMessages(tx, shopId, from, to));

test('a run under way and messages go along with their person', () =>
  withTwo(async (shopId, from, to) => {
    await leaveCart(shopId, from);
    const message = await plan(app, shopId, { profileId: from });
    await merge(shopId, from, to);
    expect(await prisma.flowRun.findMany({ where: { shopId } })).toMatchObject([{ profileId: to, status: 'active' }]);
    const [moved] = await prisma.message.findMany({ where: { shopId } });
    expect(moved).toEqual({ ...message, profileId: to });
  }));

test('where both are in a flow, one run ends and says why, so that nobody is in it twice', () =>
  withTwo(async (shopId, from, to) => {
    await leaveCart(shopId, from);
    await leaveCart(shopId, to);
    await merge(shopId, from, to);
    const runs = await prisma.flowRun.findMany({ where: { shopId }, orderBy: { status: 'asc' } });
    expect(runs.map((run) => run.profileId)).toEqual([to, to]);
    expect(runs).toMatchObject([
      { status: 'active', subject: { cartToken: `cart-of-${to}` } },
      { status: 'ended', dueAt: null, outcome: { kind: 'merged', into: to } },
    ]);
  }));

test('others keep what is theirs', () =>
  withTwo(async (shopId, from, to) => {
    const other = await makePerson(app, shopId);
    await leaveCart(shopId, other.profileId);
    await plan(app, shopId, { profileId: other.profileId });
    await merge(shopId, from, to);
    expect(await prisma.flowRun.findMany({ where: { shopId } })).toMatchObject([{ profileId: other.profileId }]);
    expect(await prisma.message.findMany({ where: { shopId } })).toMatchObject([{ profileId: other.profileId }]);
  }));
