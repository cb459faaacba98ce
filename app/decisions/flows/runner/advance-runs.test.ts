import { describe, expect, test } from 'vitest';
import { withShop } from '~/platform/db/db.server';
import { testDatabase } from '../../../../tests/setup/database';
import { buyCart, fillCart } from '../../../../tests/factories/filled-carts';
import { flowOf, turnOn } from '../../../../tests/factories/flows';
import { makePerson, sayAboutMarketing, type Person } from '../../../../tests/factories/people';
import { cartLine } from '../../../../tests/factories/reports';
import { createShop } from '../../../../tests/factories/shops';
import { testApp } from '../../../../tests/factories/test-app';
import { after } from '../../../../tests/factories/times';
import { advanceRuns, nextFlowsAt } from './advance-runs.server';
import type { FlowDefinition } from '../language/flow';
import { switchFlow } from '../flows.server';
import { flowsNotUnderstood } from '../not-understood.server';
import { offerEvent } from './offer-event.server';
import { abandonedCart } from '../templates/abandoned-cart';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const app = testApp(await testDatabase());
const { prisma } = app.db;

/** A shop with the flow on and somebody who has just left a cart. */
async function withCart(
  work: (shopId: string, person: Person) => Promise<void>,
  flow: FlowDefinition = abandonedCart,
): Promise<void> {
  const { id } = await createShop(app);
  await withShop(id, async () => {
    await turnOn(app, id, flow);
    const person = await makePerson(app, id);
    await leaveCart(id, person);
    await work(id, person);
  });
}

async function leaveCart(shopId: string, { profileId }: Person, token = `cart-of-${profileId}`): Promise<void> {
  const event = await fillCart(app, shopId, { profileId, token });
  await app.db.transaction((tx) => offerEvent(app, tx, { shopId, profileId, event, cartToken: token }));
}

const runsOf = (shopId: string) => prisma.flowRun.findMany({ where: { shopId }, orderBy: { id: 'asc' } });
const messagesOf = (shopId: string) => prisma.message.findMany({ where: { shopId }, orderBy: { dueAt: 'asc' } });
const decisionsOf = (shopId: string) => prisma.flowDecision.findMany({ where: { shopId }, orderBy: { seq: 'asc' } });

describe('advancing runs', () => {
  test('waits for the mail’s time, plans it then, and says when to look again', () =>
    withCart(async (shopId, { profileId, addressId }) => {
      const leftAt = app.clock.now();
      expect(await advanceRuns(app, shopId)).toEqual(after(4 * HOUR, leftAt));
      app.advance(4 * HOUR - 1);
      await advanceRuns(app, shopId);
      expect(await messagesOf(shopId)).toEqual([]);
      app.advance(1);
      expect(await advanceRuns(app, shopId)).toEqual(after(24 * HOUR, leftAt));
      const [run] = await runsOf(shopId);
      const [message, ...others] = await messagesOf(shopId);
      expect(others).toEqual([]);
      expect(message).toMatchObject({
        sourceKind: 'flow-run',
        sourceId: run?.id,
        stepKey: 'first-mail',
        state: 'planned',
      });
      expect(message).toMatchObject({ profileId, addressId, flowKey: 'abandoned-cart', dueAt: app.clock.now() });
      expect(message).toMatchObject({
        templateKey: 'abandoned-cart-first',
        subject: { cartToken: `cart-of-${profileId}` },
      });
    }));

  test('to the end leaves two messages and a run that is finished, with nothing due', () =>
    withCart(async (shopId) => {
      app.advance(48 * HOUR);
      expect(await advanceRuns(app, shopId)).toBeNull();
      expect((await messagesOf(shopId)).map((message) => message.stepKey)).toEqual(['first-mail', 'second-mail']);
      const outcome = { kind: 'finished', node: 'done' };
      expect(await runsOf(shopId)).toMatchObject([{ status: 'ended', dueAt: null, outcome, endedAt: app.clock.now() }]);
    }));

  test('of somebody who bought ends the run and plans nothing', () =>
    withCart(async (shopId, { profileId }) => {
      await buyCart(app, shopId, `cart-of-${profileId}`);
      app.advance(5 * HOUR);
      await advanceRuns(app, shopId);
      expect(await runsOf(shopId)).toMatchObject([{ status: 'ended', outcome: { kind: 'exited', exit: 'ordered' } }]);
      expect(await messagesOf(shopId)).toEqual([]);
    }));

  test('of somebody who opted out ends the run', () =>
    withCart(async (shopId, { email }) => {
      app.advance(MINUTE);
      await sayAboutMarketing(app, shopId, { email, state: 'withdrawn' });
      app.advance(5 * HOUR);
      await advanceRuns(app, shopId);
      expect(await runsOf(shopId)).toMatchObject([{ outcome: { kind: 'exited', exit: 'consent-lost' } }]);
    }));

  test('after an outage gives messages the times they would have had', () =>
    withCart(async (shopId) => {
      const leftAt = app.clock.now();
      app.advance(30 * HOUR);
      await advanceRuns(app, shopId);
      expect((await messagesOf(shopId)).map(({ dueAt, expiresAt }) => ({ dueAt, expiresAt }))).toEqual([
        { dueAt: after(4 * HOUR, leftAt), expiresAt: after(22 * HOUR, leftAt) },
        { dueAt: after(24 * HOUR, leftAt), expiresAt: after(42 * HOUR, leftAt) },
      ]);
    }));

  test('keeps each decision with the facts it saw, in order', () =>
    withCart(async (shopId, { profileId }) => {
      await advanceRuns(app, shopId);
      app.advance(4 * HOUR);
      await advanceRuns(app, shopId);
      const decisions = await decisionsOf(shopId);
      expect(decisions.map(({ seq }) => seq)).toEqual([0, 1]);
      const cart = await prisma.cart.findFirstOrThrow({ where: { shopId, profileId } });
      expect(decisions[1]).toMatchObject({
        decidedAt: app.clock.now(),
        evaluation: {
          facts: {
            'cart.itemCount': 1,
            'cart.isBought': false,
            'cart.linesChangedAt': cart.linesChangedAt.toISOString(),
            'consent.marketing': 'granted',
            'count:order_placed:run': 0,
          },
          observations: expect.arrayContaining([{ kind: 'send', node: 'first-mail' }]),
        },
      });
    }));

  test('is about the cart the person has now', () =>
    withCart(async (shopId, person) => {
      app.advance(HOUR);
      await leaveCart(shopId, person, 'the-newer-cart');
      app.advance(4 * HOUR);
      await advanceRuns(app, shopId);
      expect((await messagesOf(shopId)).map((message) => message.subject)).toEqual([{ cartToken: 'the-newer-cart' }]);
    }));

  test('is about the cart that a checkout alone turned out to be of after the run began', () =>
    withCart(async (shopId, { profileId }) => {
      const subject = { cartToken: `checkout-of-cart-of-${profileId}` };
      await prisma.flowRun.updateMany({ where: { shopId }, data: { subject } });
      app.advance(4 * HOUR);
      await advanceRuns(app, shopId);
      const [decision] = await decisionsOf(shopId);
      expect(decision?.evaluation).toMatchObject({ facts: { 'cart.itemCount': 1, 'cart.isBought': false } });
    }));

  test('of one shop leaves another’s alone', () =>
    withCart(async (shopId) => {
      await withCart(async (otherId) => {
        app.advance(5 * HOUR);
        await advanceRuns(app, otherId);
        expect(await messagesOf(otherId)).toHaveLength(1);
      });
      expect(await messagesOf(shopId)).toEqual([]);
      expect(await decisionsOf(shopId)).toEqual([]);
    }));
});

describe('two workers at once', () => {
  test('advance many runs each exactly once', () =>
    withCart(async (shopId) => {
      for (let person = 0; person < 19; person++) await leaveCart(shopId, await makePerson(app, shopId));
      app.advance(4 * HOUR);
      await Promise.all([advanceRuns(app, shopId), advanceRuns(app, shopId), advanceRuns(app, shopId)]);
      const [messages, decisions] = [await messagesOf(shopId), await decisionsOf(shopId)];
      expect(new Set(messages.map((message) => message.profileId)).size).toBe(20);
      expect(messages).toHaveLength(20);
      expect(decisions).toHaveLength(20);
    }));

  test('a worker that dies in the middle of a step leaves the run as it was', () =>
    withCart(async (shopId) => {
      app.advance(4 * HOUR);
      const before = await runsOf(shopId);
      let steps = 0;
      const dying = { ...app, ids: { next: () => (steps++ ? app.ids.next() : broken()) } };
      const broken = (): string => {
        throw new Error('the power is gone');
      };
      await expect(advanceRuns(dying, shopId)).rejects.toThrow('the power is gone');
      expect(await runsOf(shopId)).toEqual(before);
      expect(await decisionsOf(shopId)).toEqual([]);
      await advanceRuns(app, shopId);
      expect(await messagesOf(shopId)).toHaveLength(1);
    }));
});

describe('a flow that is off', () => {
  test('holds its runs where they are, and lets them go on when it is on again', () =>
    withCart(async (shopId) => {
      await switchFlow(prisma, app.clock, shopId, 'abandoned-cart', false);
      app.advance(5 * HOUR);
      expect(await advanceRuns(app, shopId)).toBeNull();
      expect(await messagesOf(shopId)).toEqual([]);
      await switchFlow(prisma, app.clock, shopId, 'abandoned-cart', true);
      expect(await nextFlowsAt(prisma, shopId, app.clock.now())).not.toBeNull();
      await advanceRuns(app, shopId);
      expect(await messagesOf(shopId)).toHaveLength(1);
    }));
});

describe('a run', () => {
  test('finishes on the version it began on, while new ones begin on the live one', () =>
    withCart(async (shopId) => {
      const hasty = flowOf([{ kind: 'exit', key: 'done' }], { key: 'abandoned-cart', trigger: abandonedCart.trigger });
      expect(await turnOn(app, shopId, hasty)).toBe(2);
      const late = await makePerson(app, shopId);
      await leaveCart(shopId, late);
      await advanceRuns(app, shopId);
      const runs = await runsOf(shopId);
      expect(runs.map(({ version, status }) => ({ version, status }))).toEqual([
        { version: 1, status: 'active' },
        { version: 2, status: 'ended' },
      ]);
      app.advance(4 * HOUR);
      await advanceRuns(app, shopId);
      expect((await messagesOf(shopId)).map((message) => message.sourceId)).toEqual([runs[0]?.id]);
    }));

  test('counts what happened since it began, not before', () => {
    const visits = { kind: 'happened', event: 'page_viewed', atLeast: 1, within: 'run' } as const;
    const trigger = { ...abandonedCart.trigger, againAfterMinutes: 0 };
    const wait = { kind: 'delay', key: 'wait', minutes: 600, after: 'arrival', next: 'done' } as const;
    const flow = flowOf([wait, { kind: 'exit', key: 'done' }], { trigger, exits: [{ key: 'seen', when: visits }] });
    return withCart(async (shopId, { profileId }) => {
      const view = (dedupeKey: string, occurredAt: Date) =>
        prisma.event.create({
          data: {
            ...{ shopId, id: app.ids.next(), profileId, type: 'page_viewed', source: 'storefront' },
            ...{ occurredAt, recordedAt: occurredAt, dedupeKey, properties: {} },
          },
        });
      await view('before', after(-1, app.clock.now()));
      await advanceRuns(app, shopId);
      expect(await runsOf(shopId)).toMatchObject([{ status: 'active' }]);
      await view('since', app.clock.now());
      app.advance(600 * MINUTE);
      await advanceRuns(app, shopId);
      expect(await runsOf(shopId)).toMatchObject([{ outcome: { kind: 'exited', exit: 'seen' } }]);
    }, flow);
  });

  test('sees a cart whose lines were all removed as empty', () =>
    withCart(async (shopId, { profileId }) => {
      app.advance(HOUR);
      const token = `cart-of-${profileId}`;
      await fillCart(app, shopId, { profileId, token, lines: [cartLine(1, 0)] });
      app.advance(4 * HOUR);
      await advanceRuns(app, shopId);
      expect(await runsOf(shopId)).toMatchObject([{ outcome: { kind: 'exited', exit: 'cart-emptied' } }]);
    }));
});

describe('a version that is not understood', () => {
  /** As a release would find it that no longer knows one of its nodes. */
  const spoil = (shopId: string, flowKey: string) =>
    prisma.flowVersion.updateMany({
      where: { shopId, flowKey },
      data: { definition: { name: 'Of before', key: flowKey } },
    });

  test('keeps its people where they are, and holds up nobody else of the shop', () =>
    withCart(async (shopId, person) => {
      await turnOn(app, shopId, { ...abandonedCart, key: 'another' });
      await leaveCart(shopId, person, 'newer-cart');
      await advanceRuns(app, shopId);
      await spoil(shopId, 'abandoned-cart');
      app.advance(4 * HOUR);
      await advanceRuns(app, shopId);
      expect((await messagesOf(shopId)).map(({ flowKey }) => flowKey)).toEqual(['another']);
      const runs = await prisma.flowRun.findMany({ where: { shopId, flowKey: 'abandoned-cart' } });
      expect(runs.map((run) => [run.status, run.dueAt])).toEqual([['active', after(HOUR, app.clock.now())]]);
      expect(await flowsNotUnderstood(prisma, shopId)).toEqual([
        { key: 'abandoned-cart', name: 'Of before', waiting: 1 },
      ]);
    }));

  test('lets nobody in, while others are let in', () =>
    withCart(async (shopId) => {
      await turnOn(app, shopId, { ...abandonedCart, key: 'another' });
      await spoil(shopId, 'abandoned-cart');
      await leaveCart(shopId, await makePerson(app, shopId));
      expect((await runsOf(shopId)).map(({ flowKey }) => flowKey)).toEqual(['abandoned-cart', 'another']);
    }));
});
