import { describe, expect, test } from 'vitest';
import type { CustomerEvent } from '~/capture/events/event';
import { appendEvents } from '~/capture/events/event-log.server';
import { propertiesOf } from '~/customers/profiles/set-properties.server';
import type { Rule } from '~/customers/rules/rule';
import { withShop } from '~/platform/db/db.server';
import { flowOf, turnOn } from '../../../../tests/factories/flows';
import { makePerson } from '../../../../tests/factories/people';
import { createShop } from '../../../../tests/factories/shops';
import { testApp } from '../../../../tests/factories/test-app';
import { after } from '../../../../tests/factories/times';
import { testDatabase } from '../../../../tests/setup/database';
import type { FlowDefinition } from '../language/flow';
import type { FlowNode } from '../language/node';
import type { EventChoice } from '../engine/requests';
import { advanceRuns } from './advance-runs.server';
import { offerEvent } from './offer-event.server';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const app = testApp(await testDatabase());
const { prisma } = app.db;
const always: Rule = { kind: 'all', rules: [] };
const PRODUCT = 'gid://shopify/Product/1';
const done: FlowNode = { kind: 'exit', key: 'done' };
const hold: FlowNode = { kind: 'delay', key: 'hold', minutes: 600, after: 'arrival', next: 'done' };

const startedBy = (...events: EventChoice[]): Pick<FlowDefinition, 'trigger'> => ({
  trigger: { kind: 'event', events, when: always },
});

/** A shop with a flow on, and somebody to whom things happen. */
async function inFlow(
  flow: FlowDefinition,
  work: (it: {
    shopId: string;
    profileId: string;
    happen: (type: CustomerEvent['type'], properties?: object) => Promise<void>;
    runs: () => ReturnType<typeof prisma.flowRun.findMany>;
  }) => Promise<void>,
): Promise<void> {
  const { id: shopId } = await createShop(app);
  let told = 0;
  await withShop(shopId, async () => {
    await turnOn(app, shopId, flow);
    const { profileId } = await makePerson(app, shopId);
    const happen = async (type: CustomerEvent['type'], properties: object = {}) => {
      const about = { occurredAt: app.clock.now(), source: 'storefront', dedupeKey: `told ${(told += 1)}` };
      const event = { type, properties, ...about } as unknown as CustomerEvent;
      await app.db.transaction(async (tx) => {
        await appendEvents(app, tx, shopId, [{ profileId, event }]);
        await offerEvent(app, tx, { shopId, profileId, event, cartToken: null });
      });
    };
    const runs = () => prisma.flowRun.findMany({ where: { shopId }, orderBy: { startedAt: 'asc' } });
    await work({ shopId, profileId, happen, runs });
  });
}

describe('a trigger', () => {
  test('means some events of a type, by what stands in them', () =>
    inFlow(
      flowOf([hold, done], {
        ...startedBy({ event: 'product_viewed', where: [{ field: 'product', is: 'one-of', value: [PRODUCT] }] }),
      }),
      async ({ happen, runs }) => {
        await happen('product_viewed', { productId: 'gid://shopify/Product/2' });
        expect(await runs()).toEqual([]);
        await happen('product_viewed', { productId: PRODUCT });
        expect(await runs()).toMatchObject([{ subject: { cartToken: null, about: { productId: PRODUCT } } }]);
      },
    ));

  test('means a custom event by its name, and by what its program said', () =>
    inFlow(
      flowOf([hold, done], {
        ...startedBy({
          event: 'custom_event',
          named: 'Quiz done',
          where: [{ field: 'custom:score', is: 'at-least', value: 5 }],
        }),
      }),
      async ({ happen, runs }) => {
        await happen('custom_event', { name: 'Quiz done', properties: { score: 4 } });
        await happen('custom_event', { name: 'Quiz begun', properties: { score: 9 } });
        expect(await runs()).toEqual([]);
        await happen('custom_event', { name: 'Quiz done', properties: { score: 5 } });
        expect(await runs()).toHaveLength(1);
      },
    ));

  test('means entering one segment', () => {
    const segmentId = '0192d0a0-0000-7000-8000-000000000001';
    const where = [{ field: 'segment', is: 'is', value: segmentId } as const];
    return inFlow(flowOf([hold, done], startedBy({ event: 'segment_entered', where })), async ({ happen, runs }) => {
      await happen('segment_entered', { segmentId: '0192d0a0-0000-7000-8000-000000000002', cause: 'seen' });
      expect(await runs()).toEqual([]);
      await happen('segment_entered', { segmentId, cause: 'seen' });
      expect(await runs()).toMatchObject([{ subject: { about: { segmentId } } }]);
    });
  });
});

describe('somebody who is in the flow', () => {
  const viewed = startedBy({ event: 'product_viewed' });

  test('begins again where that is wanted, from the newer event on', () =>
    inFlow(flowOf([hold, done], { ...viewed, meanwhile: 'restart' }), async ({ shopId, happen, runs }) => {
      await happen('product_viewed', { productId: PRODUCT });
      await advanceRuns(app, shopId);
      app.advance(HOUR);
      await happen('product_viewed', { productId: 'gid://shopify/Product/2' });
      const startedAt = app.clock.now();
      expect(await advanceRuns(app, shopId)).toEqual(after(10 * HOUR, startedAt));
      expect(await runs()).toMatchObject([{ startedAt, subject: { about: { productId: 'gid://shopify/Product/2' } } }]);
    }));

  test('does not once something was sent', () => {
    const mail: FlowNode = { kind: 'send', key: 'mail', template: 'a-mail', expiresAfterMinutes: 60, next: 'hold' };
    return inFlow(flowOf([mail, hold, done], { ...viewed, meanwhile: 'restart' }), async ({ shopId, happen, runs }) => {
      await happen('product_viewed', { productId: PRODUCT });
      await advanceRuns(app, shopId);
      const before = await runs();
      app.advance(HOUR);
      await happen('product_viewed', { productId: PRODUCT });
      await advanceRuns(app, shopId);
      expect((await runs()).map(({ startedAt }) => startedAt)).toEqual(before.map(({ startedAt }) => startedAt));
      expect(await prisma.message.count({ where: { shopId } })).toBe(1);
    });
  });

  test('is left alone where nothing is wanted', () =>
    inFlow(flowOf([hold, done], { ...viewed, meanwhile: 'nothing' }), async ({ happen, runs }) => {
      await happen('product_viewed', { productId: PRODUCT });
      const before = await runs();
      app.advance(HOUR);
      await happen('product_viewed', { productId: 'gid://shopify/Product/2' });
      expect(await runs()).toEqual(before);
    }));

  test('comes never again where once is enough', () =>
    inFlow(flowOf([done], { ...viewed, again: 'never' }), async ({ shopId, happen, runs }) => {
      for (let times = 0; times < 3; times++) {
        await happen('product_viewed', { productId: PRODUCT });
        await advanceRuns(app, shopId);
        app.advance(1_000 * HOUR);
      }
      expect(await runs()).toHaveLength(1);
    }));
});

describe('waiting for an order', () => {
  const watch: FlowNode[] = [
    {
      kind: 'wait-for',
      key: 'watch',
      events: [{ event: 'order_placed' }],
      minutes: 120,
      happened: 'bought',
      timedOut: 'done',
    },
    { kind: 'exit', key: 'bought' },
    done,
  ];
  const flow = flowOf(watch, startedBy({ event: 'product_viewed' }));

  test('ends as soon as it is placed', () =>
    inFlow(flow, async ({ shopId, happen, runs }) => {
      await happen('product_viewed', { productId: PRODUCT });
      expect(await advanceRuns(app, shopId)).toEqual(after(2 * HOUR, app.clock.now()));
      app.advance(HOUR);
      await happen('order_placed', {
        orderId: 'gid://shopify/Order/1',
        totalMinor: 1,
        currency: 'EUR',
        productIds: [],
      });
      await advanceRuns(app, shopId);
      expect(await runs()).toMatchObject([{ outcome: { kind: 'finished', node: 'bought' }, endedAt: app.clock.now() }]);
    }));

  test('ends in vain to the minute, and stirs for nothing else', () =>
    inFlow(flow, async ({ shopId, happen, runs }) => {
      await happen('product_viewed', { productId: PRODUCT });
      await advanceRuns(app, shopId);
      const [before] = await runs();
      app.advance(HOUR);
      await happen('page_viewed');
      expect(await runs()).toEqual([before]);
      app.advance(HOUR);
      await advanceRuns(app, shopId);
      expect(await runs()).toMatchObject([{ outcome: { kind: 'finished', node: 'done' } }]);
    }));

  test('behind a delay counts from when the delay was over, though nobody was there to see', () => {
    const begin: FlowNode = { kind: 'delay', key: 'begin', minutes: 60, after: 'arrival', next: 'watch' };
    return inFlow(
      flowOf([begin, ...watch], startedBy({ event: 'product_viewed' })),
      async ({ shopId, happen, runs }) => {
        await happen('product_viewed', { productId: PRODUCT });
        await advanceRuns(app, shopId);
        const begunAt = app.clock.now();
        app.advance(2 * HOUR);
        expect(await advanceRuns(app, shopId)).toEqual(after(3 * HOUR, begunAt));
        expect(await runs()).toMatchObject([
          { state: { node: 'watch', arrivedAt: after(HOUR, begunAt).toISOString() } },
        ]);
      },
    );
  });
});

test('time of day is the person’s where it is known, else the shop’s', () =>
  inFlow(
    flowOf(
      [
        {
          kind: 'wait-until',
          key: 'morning',
          minuteOfDay: 600,
          weekdays: [1, 2, 3, 4, 5, 6, 7],
          zone: 'person',
          next: 'done',
        },
        done,
      ],
      {
        ...startedBy({ event: 'product_viewed' }),
      },
    ),
    async ({ shopId, profileId, happen }) => {
      await prisma.shop.update({ where: { id: shopId }, data: { timezone: 'Europe/Berlin' } });
      const next = async (countryCode: string, regionCode: string | null) => {
        await prisma.profile.update({
          where: { shopId_id: { shopId, id: profileId } },
          data: { countryCode, regionCode },
        });
        await happen('order_placed', {
          orderId: 'gid://shopify/Order/1',
          totalMinor: 1,
          currency: 'EUR',
          productIds: [],
        });
        return (await advanceRuns(app, shopId))?.toISOString().slice(11, 16);
      };
      await happen('product_viewed', { productId: PRODUCT });
      const isSummer = app.clock.now() > new Date('2026-03-29T01:00:00Z');
      expect(await next('US', 'CA')).toBe('17:00');
      expect(await next('US', null)).toBe(isSummer ? '08:00' : '09:00');
    },
  ));

describe('other doings', () => {
  test('a property is set in the run’s own step, once', () => {
    const mark: FlowNode = { kind: 'set-property', key: 'mark', property: 'tier', value: 'gold', next: 'done' };
    return inFlow(
      flowOf([mark, done], startedBy({ event: 'product_viewed' })),
      async ({ shopId, profileId, happen }) => {
        await happen('product_viewed', { productId: PRODUCT });
        await advanceRuns(app, shopId);
        expect(await propertiesOf(prisma, shopId, profileId)).toMatchObject([
          { key: 'tier', value: 'gold', source: 'flow a-flow' },
        ]);
      },
    );
  });

  test('what is done elsewhere waits in a row of its own, once for its run and step', () => {
    const label: FlowNode = { kind: 'tag', key: 'label', change: 'add', tag: 'vip', next: 'done' };
    return inFlow(flowOf([label, done], startedBy({ event: 'product_viewed' })), async ({ shopId, happen, runs }) => {
      await happen('product_viewed', { productId: PRODUCT });
      await Promise.all([advanceRuns(app, shopId), advanceRuns(app, shopId)]);
      const [run] = await runs();
      expect(await prisma.flowAction.findMany({ where: { shopId } })).toMatchObject([
        {
          runId: run?.id,
          stepKey: 'label',
          kind: 'tag',
          action: { kind: 'tag', change: 'add', tag: 'vip' },
          state: 'waiting',
        },
      ]);
    });
  });
});
