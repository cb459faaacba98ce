import { describe, expect, test } from 'vitest';
import type { CustomerMarks, MarkOutcome } from '~/customers/segments/outputs/customer-marks';
import type { MarkChange } from '~/customers/segments/outputs/output';
import { withShop } from '~/platform/db/db.server';
import { flowOf, turnOn } from '../../../../tests/factories/flows';
import { makePerson } from '../../../../tests/factories/people';
import { createShop } from '../../../../tests/factories/shops';
import { testApp } from '../../../../tests/factories/test-app';
import { after } from '../../../../tests/factories/times';
import { testDatabase } from '../../../../tests/setup/database';
import type { FlowNode } from '../language/node';
import { nextActionAt, tellTags } from './tell-tags.server';
import { doActions } from './do-actions.server';

const MINUTE = 60_000;
const app = testApp(await testDatabase());
const { prisma } = app.db;
const CUSTOMER = 'gid://shopify/Customer/1';

/** What Shopify would hear, and what it answers: the port's own terms, of which the stand-in's are tested with the integration. */
function listening(answer: () => MarkOutcome = () => ({ kind: 'told' })) {
  const heard: MarkChange[] = [];
  const marks: CustomerMarks = {
    tell(_domain, changes) {
      heard.push(...changes);
      return Promise.resolve(new Map(changes.map(({ customerId }) => [customerId, answer()])));
    },
    define: () => Promise.resolve(null),
  };
  return { heard, deps: { ...app, customerMarks: marks } };
}

/** A shop with a run whose person is a customer at Shopify, and what the run said of tags, in its order. */
async function withTags(
  said: { change: 'add' | 'remove'; tag: string }[],
  work: (
    shop: { id: string; domain: string },
    actions: () => ReturnType<typeof prisma.flowAction.findMany>,
  ) => Promise<void>,
  isCustomer = true,
): Promise<void> {
  const shop = await createShop(app);
  await withShop(shop.id, async () => {
    const done: FlowNode = { kind: 'exit', key: 'done' };
    const version = await turnOn(app, shop.id, flowOf([done]));
    const { profileId } = await makePerson(app, shop.id);
    const run = { id: app.ids.next(), flowKey: 'a-flow', profileId, startedAt: app.clock.now() };
    await prisma.flowRun.create({ data: { shopId: shop.id, version, subject: {}, state: {}, ...run } });
    if (isCustomer)
      await prisma.$executeRaw`
        INSERT INTO identities ("shopId", "kind", "value", "profileId", "evidence", "linkedAt")
        VALUES (${shop.id}::uuid, 'customer', ${CUSTOMER}, ${profileId}::uuid, 'test', ${app.clock.now()})`;
    for (const [nth, { change, tag }] of said.entries()) {
      const about = { runId: run.id, flowKey: 'a-flow', profileId, stepKey: `step-${nth}`, at: app.clock.now() };
      await app.db.transaction((tx) =>
        doActions(app, tx, shop.id, [{ ...about, action: { kind: 'tag', change, tag } }]),
      );
      app.advance(1);
    }
    await work(shop, () => prisma.flowAction.findMany({ where: { shopId: shop.id }, orderBy: { createdAt: 'asc' } }));
  });
}

describe('tags that a flow says', () => {
  test('are told in the order they were said, each once', () =>
    withTags(
      [
        { change: 'add', tag: 'vip' },
        { change: 'remove', tag: 'vip' },
      ],
      async (shop, actions) => {
        const { heard, deps } = listening();
        expect(await tellTags(deps, shop)).toBeNull();
        await tellTags(deps, shop);
        expect(heard).toEqual([
          { customerId: CUSTOMER, add: ['vip'], remove: [], handles: null },
          { customerId: CUSTOMER, add: [], remove: ['vip'], handles: null },
        ]);
        expect(await actions()).toMatchObject([{ state: 'done', tryAt: null }, { state: 'done' }]);
      },
    ));

  test('of somebody who is no customer at Shopify are not told, and it is said why', () =>
    withTags(
      [{ change: 'add', tag: 'vip' }],
      async (shop, actions) => {
        const { heard, deps } = listening();
        expect(await tellTags(deps, shop)).toBeNull();
        expect(heard).toEqual([]);
        expect(await actions()).toMatchObject([{ state: 'refused', why: 'This person is no customer at Shopify.' }]);
      },
      false,
    ));

  test('that Shopify will not have end with its words', () =>
    withTags([{ change: 'add', tag: 'vip' }], async (shop, actions) => {
      const { deps } = listening(() => ({ kind: 'refused', problem: 'Shopify says: too many tags' }));
      expect(await tellTags(deps, shop)).toBeNull();
      expect(await actions()).toMatchObject([{ state: 'refused', why: 'Shopify says: too many tags' }]);
    }));

  test('while Shopify does not answer are tried again, later each time, for some days', () =>
    withTags([{ change: 'add', tag: 'vip' }], async (shop, actions) => {
      const { deps } = listening(() => {
        throw new Error('nobody answers');
      });
      expect(await tellTags(deps, shop)).toEqual(after(MINUTE, app.clock.now()));
      expect(await actions()).toMatchObject([{ state: 'waiting', tries: 1, why: 'nobody answers' }]);
      app.advance(MINUTE);
      expect(await tellTags(deps, shop)).toEqual(after(2 * MINUTE, app.clock.now()));
      const begunAt = app.clock.now();
      for (let next = await nextActionAt(prisma, shop.id); next; next = await tellTags(deps, shop))
        app.advance(next.getTime() - app.clock.now().getTime());
      expect(await actions()).toMatchObject([{ state: 'refused', tries: 16, why: 'nobody answers' }]);
      expect(app.clock.now().getTime() - begunAt.getTime()).toBeGreaterThan(24 * 60 * MINUTE);
    }));

  test('that a worker died with are told by another, once its lease is over', () =>
    withTags([{ change: 'add', tag: 'vip' }], async (shop, actions) => {
      const [before] = await actions();
      const where = { shopId_id: { shopId: shop.id, id: before?.id ?? '' } };
      await prisma.flowAction.update({ where, data: { tryAt: after(5 * MINUTE, app.clock.now()), tries: 1 } });
      const { heard, deps } = listening();
      expect(await tellTags(deps, shop)).toEqual(after(5 * MINUTE, app.clock.now()));
      expect(heard).toEqual([]);
      app.advance(5 * MINUTE);
      expect(await tellTags(deps, shop)).toBeNull();
      expect(heard).toHaveLength(1);
    }));
});
