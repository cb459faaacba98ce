import { beforeEach, describe, expect, it } from 'vitest';
import { advanceRuns } from '~/decisions/flows/runner/advance-runs.server';
import { offerEvent } from '~/decisions/flows/runner/offer-event.server';
import { nextActionAt } from '~/decisions/flows/runner/tell-tags.server';
import type { FlowDefinition } from '~/decisions/flows/language/flow';
import { flowOf, turnOn } from '../../../tests/factories/flows';
import { webhooksHeard } from '../../../tests/factories/heard-webhooks';
import { viewOf } from '../../../tests/factories/told-history';
import type { Person } from '../../../tests/factories/people';
import { testApp } from '../../../tests/factories/test-app';
import type { WebhookReceiver } from '../../../tests/factories/webhook-receiver';
import { testDatabase } from '../../../tests/setup/database';
import { noteFlowSteps } from './note-flow-steps.server';

const app = testApp(await testDatabase());
const { prisma } = app.db;
const { now, inShop, send, listen, addEndpoint, addPerson, told, messages } = webhooksHeard(app);

let receiver: WebhookReceiver;
beforeEach(async () => {
  receiver = await listen();
});

const telling = (endpoint: string): FlowDefinition =>
  flowOf(
    [
      { kind: 'webhook', key: 'tell-the-till', endpoint, next: 'done' },
      { kind: 'exit', key: 'done' },
    ],
    {
      ...{ key: 'tells', name: 'Tells the till' },
      trigger: { kind: 'event', events: [{ event: 'product_viewed' }], when: { kind: 'all', rules: [] } },
    },
  );

/** Somebody goes through the flow. */
const walk = ({ profileId }: Person) =>
  inShop(async () => {
    const shopId = now.shop.id;
    await app.db.transaction((tx) =>
      offerEvent(app, tx, { shopId, profileId, event: { ...viewOf(1), occurredAt: app.clock.now() }, cartToken: null }),
    );
    await advanceRuns(app, shopId);
  });
const note = () => inShop(() => noteFlowSteps(app, now.shop.id));
const actions = () =>
  inShop(() => prisma.flowAction.findMany({ where: { shopId: now.shop.id }, select: { state: true, why: true } }));

describe('a step of a flow that tells a program', () => {
  it('is told, signed, of whom and in which flow', async () => {
    await inShop(async () => turnOn(app, now.shop.id, telling(await addEndpoint(receiver))));
    const anna = await addPerson();
    await walk(anna);
    expect(await inShop(() => nextActionAt(prisma, now.shop.id)), 'it waits to be told').not.toBeNull();
    await note();
    await send();
    expect(told(receiver)).toEqual([
      {
        ...{ id: receiver.heard[0]?.id, type: 'flow.step', shop: now.shop.domain },
        at: app.clock.now().toISOString(),
        flow: { key: 'tells', name: 'Tells the till', step: 'tell-the-till' },
        profile: { id: anna.profileId, shopifyCustomerId: null },
      },
    ]);
    expect(receiver.heard.map(({ isGenuine }) => isGenuine)).toEqual([true]);
    expect(await actions()).toEqual([{ state: 'done', why: null }]);
    expect(await inShop(() => nextActionAt(prisma, now.shop.id))).toBeNull();
  });

  it('is told once, by however many workers', async () => {
    await inShop(async () => turnOn(app, now.shop.id, telling(await addEndpoint(receiver))));
    for (let person = 0; person < 5; person++) await walk(await addPerson());
    await Promise.all([note(), note(), note()]);
    await note();
    expect(await messages()).toHaveLength(5);
    await send();
    expect(new Set(receiver.heard.map(({ id }) => id)).size).toBe(5);
  });

  it('whose address is gone is refused, with why', async () => {
    await inShop(() => turnOn(app, now.shop.id, telling(app.ids.next())));
    await walk(await addPerson());
    await note();
    expect(await actions()).toEqual([{ state: 'refused', why: 'The address it was to tell is not there any more.' }]);
    expect(await messages()).toEqual([]);
  });
});
