import { describe, expect, test } from 'vitest';
import { withShop } from '~/platform/db/db.server';
import { testDatabase } from '../../../tests/setup/database';
import { messagePlan, plan, wakeupOf } from '../../../tests/factories/messages';
import { makePerson, makeVisitor } from '../../../tests/factories/people';
import { createShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after } from '../../../tests/factories/times';
import { planMessage } from './plan-message.server';

const app = testApp(await testDatabase());
const { prisma } = app.db;
const inShop = async (work: (shopId: string) => Promise<void>) => {
  const { id } = await createShop(app);
  await withShop(id, () => work(id));
};

describe('planning a message', () => {
  test('writes it into the ledger and wakes the sender for its time', () =>
    inShop(async (shopId) => {
      const { profileId, addressId } = await makePerson(app, shopId);
      const dueAt = after(60_000, app.clock.now());
      const message = await plan(app, shopId, { profileId, dueAt });
      expect(message).toMatchObject({ state: 'planned', reason: null, addressId, dueAt, plannedAt: app.clock.now() });
      expect(await wakeupOf(app, shopId, 'send-messages')).toEqual(dueAt);
    }));

  test.each(['withdrawn', 'pending', 'never-given'] as const)(
    'for somebody whose consent is %s writes it as skipped, with the reason, and wakes nobody',
    (consent) =>
      inShop(async (shopId) => {
        const { profileId } = await makePerson(app, shopId, { consent });
        const message = await plan(app, shopId, { profileId });
        expect(message).toMatchObject({ state: 'skipped', reason: { code: 'no-consent', consent } });
        expect(await wakeupOf(app, shopId, 'send-messages')).toBeNull();
      }),
  );

  test('for a visitor without an address writes it as skipped', () =>
    inShop(async (shopId) => {
      const message = await plan(app, shopId, { profileId: await makeVisitor(app, shopId) });
      expect(message).toMatchObject({ state: 'skipped', reason: { code: 'no-address' }, addressId: null });
    }));

  test('for a profile that is gone is refused', () =>
    inShop(async (shopId) => {
      await expect(plan(app, shopId, { profileId: app.ids.next() })).rejects.toThrow();
    }));
});

describe('a message stands in the ledger once', () => {
  test('per source, step and person, and the first plan is the one that counts', () =>
    inShop(async (shopId) => {
      const { profileId } = await makePerson(app, shopId);
      const first = await plan(app, shopId, { profileId });
      const again = { profileId, sourceId: first.sourceId, dueAt: after(1, first.dueAt), templateKey: 'another' };
      expect(await plan(app, shopId, again)).toEqual(first);
    }));

  test('and each difference of source, step or person is another message', () =>
    inShop(async (shopId) => {
      const [one, two] = [await makePerson(app, shopId), await makePerson(app, shopId)];
      const { profileId } = one;
      const { sourceId } = await plan(app, shopId, { profileId });
      await plan(app, shopId, { profileId, sourceId, stepKey: 'second-mail' });
      await plan(app, shopId, { profileId: two.profileId, sourceId });
      await plan(app, shopId, { profileId });
      await plan(app, shopId, { profileId, sourceId, sourceKind: 'campaign' });
      expect(await prisma.message.count({ where: { shopId } })).toBe(5);
    }));

  test('even when ten plan it at the same moment', () =>
    inShop(async (shopId) => {
      const { profileId } = await makePerson(app, shopId);
      const wanted = messagePlan(app, shopId, { profileId });
      await Promise.all(Array.from({ length: 10 }, () => app.db.transaction((tx) => planMessage(app, tx, wanted))));
      expect(await prisma.message.count({ where: { shopId } })).toBe(1);
    }));

  test('and planning it again after it was skipped does not bring it back', () =>
    inShop(async (shopId) => {
      const { profileId, email } = await makePerson(app, shopId, { consent: 'never-given' });
      const skipped = await plan(app, shopId, { profileId });
      await makePerson(app, shopId, { email });
      expect(await plan(app, shopId, { profileId, sourceId: skipped.sourceId })).toEqual(skipped);
    }));
});

test('a plan that is not committed leaves neither message nor wake-up', () =>
  inShop(async (shopId) => {
    const { profileId } = await makePerson(app, shopId);
    const wanted = messagePlan(app, shopId, { profileId });
    const broken = app.db.transaction(async (tx) => {
      await planMessage(app, tx, wanted);
      throw new Error('the power is gone');
    });
    await expect(broken).rejects.toThrow('the power is gone');
    expect(await prisma.message.count({ where: { shopId } })).toBe(0);
    expect(await wakeupOf(app, shopId, 'send-messages')).toBeNull();
  }));
