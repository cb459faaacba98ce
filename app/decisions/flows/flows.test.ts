import { describe, expect, test } from 'vitest';
import { withShop } from '~/platform/db/db.server';
import { testDatabase } from '../../../tests/setup/database';
import { flowOf, turnOn } from '../../../tests/factories/flows';
import { createShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { flowDefinition, liveFlows, publishFlow, switchFlow } from './flows.server';
import { abandonedCart } from './templates/abandoned-cart';

const app = testApp(await testDatabase());
const { prisma } = app.db;
const inShop = async (work: (shopId: string) => Promise<void>) => {
  const { id } = await createShop(app);
  await withShop(id, () => work(id));
};
const publish = (shopId: string, flow: unknown) => app.db.transaction((tx) => publishFlow(tx, app.clock, shopId, flow));
const renamed = { ...abandonedCart, name: 'Left behind' };

describe('publishing a flow', () => {
  test('makes its first version, which is off', () =>
    inShop(async (shopId) => {
      expect(await publish(shopId, abandonedCart)).toBe(1);
      expect(await liveFlows(prisma, shopId)).toEqual([]);
      expect(await flowDefinition(prisma, shopId, 'abandoned-cart', 1)).toEqual(abandonedCart);
    }));

  test('again as it is makes no new version', () =>
    inShop(async (shopId) => {
      const versions = [await publish(shopId, abandonedCart), await publish(shopId, structuredClone(abandonedCart))];
      expect(versions).toEqual([1, 1]);
      expect(await prisma.flowVersion.count({ where: { shopId } })).toBe(1);
    }));

  test('with a change makes the next version, which is live; the earlier ones stay as they were', () =>
    inShop(async (shopId) => {
      await turnOn(app, shopId);
      expect(await publish(shopId, renamed)).toBe(2);
      expect(await liveFlows(prisma, shopId)).toEqual([{ key: 'abandoned-cart', version: 2, definition: renamed }]);
      expect(await flowDefinition(prisma, shopId, 'abandoned-cart', 1)).toEqual(abandonedCart);
    }));

  test('and going back to what it was is a version, too', () =>
    inShop(async (shopId) => {
      for (const flow of [abandonedCart, renamed, abandonedCart]) await publish(shopId, flow);
      expect(await flowDefinition(prisma, shopId, 'abandoned-cart', 3)).toEqual(abandonedCart);
    }));

  test('that runs in a circle is refused, and nothing is stored', () =>
    inShop(async (shopId) => {
      const circle = flowOf([{ kind: 'delay', key: 'wait', minutes: 1, after: 'arrival', next: 'wait' }]);
      await expect(publish(shopId, circle)).rejects.toThrow('runs in a circle');
      expect(await prisma.flow.count({ where: { shopId } })).toBe(0);
    }));
});

describe('a flow', () => {
  test('is live only while it is on', () =>
    inShop(async (shopId) => {
      await turnOn(app, shopId);
      expect(await liveFlows(prisma, shopId)).toHaveLength(1);
      await switchFlow(prisma, app.clock, shopId, 'abandoned-cart', false);
      expect(await liveFlows(prisma, shopId)).toEqual([]);
    }));

  test('that does not exist cannot be turned on, and a version that does not exist cannot be read', () =>
    inShop(async (shopId) => {
      await expect(switchFlow(prisma, app.clock, shopId, 'welcome', true)).rejects.toThrow();
      await expect(flowDefinition(prisma, shopId, 'abandoned-cart', 7)).rejects.toThrow();
    }));

  test('of one shop is no other shop’s, even by its id', () =>
    inShop(async (shopId) => {
      await turnOn(app, shopId);
      const other = await createShop(app);
      await withShop(other.id, async () => {
        expect(await liveFlows(prisma, shopId)).toEqual([]);
        await expect(switchFlow(prisma, app.clock, shopId, 'abandoned-cart', false)).rejects.toThrow();
      });
      expect(await liveFlows(prisma, shopId)).toHaveLength(1);
    }));
});
