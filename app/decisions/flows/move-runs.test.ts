import { describe, expect, test } from 'vitest';
import { withShop } from '~/platform/db/db.server';
import { fillCart } from '../../../tests/factories/filled-carts';
import { flowOf, turnOn } from '../../../tests/factories/flows';
import { makePerson } from '../../../tests/factories/people';
import { createShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after } from '../../../tests/factories/times';
import { testDatabase } from '../../../tests/setup/database';
import type { FlowNode } from './language/node';
import { moveRuns } from './move-runs.server';
import { advanceRuns } from './runner/advance-runs.server';
import { offerEvent } from './runner/offer-event.server';

const HOUR = 3_600_000;
const app = testApp(await testDatabase());
const { prisma } = app.db;
const hold = (key: string, minutes: number): FlowNode => ({
  kind: 'delay',
  key,
  minutes,
  after: 'arrival',
  next: 'done',
});
const done: FlowNode = { kind: 'exit', key: 'done' };
const FLOW = { flowKey: 'a-flow', from: 1, to: 2 };

/** A run that waits for two hours by version 1, and a second version. */
async function withRun(second: FlowNode[], work: (shopId: string) => Promise<void>): Promise<void> {
  const { id: shopId } = await createShop(app);
  await withShop(shopId, async () => {
    const trigger = {
      kind: 'event' as const,
      events: [{ event: 'checkout_updated' as const }],
      when: { kind: 'all' as const, rules: [] },
    };
    await turnOn(app, shopId, flowOf([hold('hold', 120), done], { trigger }));
    const { profileId } = await makePerson(app, shopId);
    const event = await fillCart(app, shopId, { profileId, token: 'cart-a' });
    await app.db.transaction((tx) => offerEvent(app, tx, { shopId, profileId, event, cartToken: 'cart-a' }));
    await advanceRuns(app, shopId);
    await turnOn(app, shopId, flowOf(second, { trigger }));
    await work(shopId);
  });
}

const move = (shopId: string, changes: object = {}) =>
  app.db.transaction((tx) => moveRuns(app, tx, shopId, { ...FLOW, ...changes }));

describe('moving runs to another version', () => {
  test('lets them go on at the same node, without beginning its wait anew', () =>
    withRun([hold('hold', 180), done], async (shopId) => {
      const begunAt = app.clock.now();
      app.advance(HOUR);
      expect(await move(shopId)).toEqual({ kind: 'moved', runs: 1 });
      expect(await advanceRuns(app, shopId)).toEqual(after(3 * HOUR, begunAt));
      expect(await prisma.flowRun.findMany({ where: { shopId } })).toMatchObject([{ version: 2, status: 'active' }]);
      expect(await move(shopId), 'there are none left').toEqual({ kind: 'moved', runs: 0 });
    }));

  test('moves none where a node is gone and it is not said where they go on', () =>
    withRun([hold('other', 60), done], async (shopId) => {
      expect(await move(shopId)).toEqual({ kind: 'unplaced', nodes: [{ node: 'hold', runs: 1 }] });
      expect(await move(shopId, { places: { hold: 'gone' } })).toMatchObject({ kind: 'unplaced' });
      expect(await prisma.flowRun.findMany({ where: { shopId } })).toMatchObject([{ version: 1 }]);
      expect(await move(shopId, { places: { hold: 'done' } })).toEqual({ kind: 'moved', runs: 1 });
      await advanceRuns(app, shopId);
      expect(await prisma.flowRun.findMany({ where: { shopId } })).toMatchObject([
        { version: 2, outcome: { kind: 'finished', node: 'done' } },
      ]);
    }));

  test('of one flow leaves others’ alone', () =>
    withRun([hold('hold', 180), done], async (shopId) => {
      await turnOn(app, shopId, flowOf([hold('hold', 180), done], { key: 'other' }));
      expect(await move(shopId, { flowKey: 'other', to: 1 })).toEqual({ kind: 'moved', runs: 0 });
      expect(await prisma.flowRun.findMany({ where: { shopId } })).toMatchObject([{ version: 1 }]);
    }));
});
