import { beforeEach, describe, expect, it } from 'vitest';
import { appendEvents } from '~/capture/events/event-log.server';
import type { CustomerEvent } from '~/capture/events/event';
import { withShop } from '~/platform/db/db.server';
import { flowOf, turnOn } from '../../../tests/factories/flows';
import { makePerson, type Person } from '../../../tests/factories/people';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after } from '../../../tests/factories/times';
import { testDatabase } from '../../../tests/setup/database';
import { offerEvent } from '~/decisions/flows/runner/offer-event.server';
import { advanceRuns } from '~/decisions/flows/runner/advance-runs.server';
import { eraseWebhookMessages } from '../webhooks-out/forget-messages.server';
import type { PostOutcome } from '../webhooks-out/post-webhook.server';
import { sendWebhooks } from '../webhooks-out/send-webhooks.server';
import { noteLifecycle } from './note-lifecycle.server';
import { handleOf, type FlowTrigger } from './triggers';

const app = testApp(await testDatabase());
const { prisma } = app.db;
const CUSTOMER = 'gid://shopify/Customer/4711';

let shop: TestShop;
let ana: Person;
let told: { handle: string; payload: Record<string, unknown> }[];
let answer: PostOutcome;

const inShop = <T>(work: () => Promise<T>): Promise<T> => withShop(shop.id, work);
const deps = {
  ...app,
  webhookPoster: () => Promise.reject(new Error('nobody else is told')),
  flowTeller: (_: string, body: string) => {
    told.push(JSON.parse(body) as (typeof told)[number]);
    return Promise.resolve(answer);
  },
};
const send = () => inShop(() => sendWebhooks(deps, shop));
const messages = () => inShop(() => prisma.webhookMessage.findMany({ where: { shopId: shop.id } }));
const turn = (trigger: FlowTrigger, isOn: boolean) =>
  noteLifecycle(app, shop.id, {
    ...{ flow_trigger_definition_id: handleOf(trigger), has_enabled_flow: isOn, shopify_domain: shop.domain },
    timestamp: app.clock.now().toISOString(),
  });

let key = 0;
const happens = (event: Pick<CustomerEvent, 'type' | 'properties'>, occurredAt = app.clock.now()) =>
  inShop(() => {
    const about = { occurredAt, source: 'kindred', dedupeKey: `event ${++key}` };
    return appendEvents(app, prisma, shop.id, [
      { profileId: ana.profileId, event: { ...event, ...about } as CustomerEvent },
    ]);
  });
const clicks = (url = 'https://shop.example/') =>
  happens({ type: 'email_clicked', properties: { messageId: app.ids.next(), url } });

beforeEach(async () => {
  shop = await createShop(app);
  [told, answer] = [[], { kind: 'answered', status: 200 }];
  ana = await inShop(() => makePerson(app, shop.id));
  const identity = { kind: 'customer', value: CUSTOMER, evidence: 'test', linkedAt: app.clock.now() };
  await inShop(() => prisma.identity.create({ data: { shopId: shop.id, profileId: ana.profileId, ...identity } }));
});

describe('Shopify Flow', () => {
  it('is told of nothing that no workflow begins with', async () => {
    await clicks();
    await turn('segment.left', true);
    await clicks();
    expect(await messages()).toEqual([]);
  });

  it('is told of a person’s click, once, and not of a program’s', async () => {
    await turn('mail.clicked', true);
    await clicks('https://shop.example/mug');
    const scan = { messageId: app.ids.next(), url: 'https://shop.example/', by: 'machine' as const, why: [] };
    await happens({ type: 'email_scanned', properties: scan });
    await send();
    await send();
    expect(told).toEqual([
      {
        handle: 'kindred-mail-clicked',
        payload: { customer_id: 4711, Link: 'https://shop.example/mug', 'Mail from': '' },
      },
    ]);
    expect((await messages()).map(({ status }) => status)).toEqual(['delivered']);
  });

  it('is told of who unsubscribed from marketing, and of no other change of mind', async () => {
    await turn('person.unsubscribed', true);
    const change = (purpose: string, state: string) =>
      happens({ type: 'consent_changed', properties: { purpose, state } });
    await change('marketing', 'granted');
    await change('data-sale', 'withdrawn');
    await change('marketing', 'withdrawn');
    await send();
    expect(told).toEqual([{ handle: 'kindred-unsubscribed', payload: { customer_id: 4711 } }]);
  });

  it('is told of segments by their names', async () => {
    await turn('segment.entered', true);
    const segmentId = app.ids.next();
    await happens({ type: 'segment_entered', properties: { segmentId, cause: 'profile' } });
    await happens({ type: 'segment_left', properties: { segmentId, cause: 'profile' } });
    await send();
    expect(told).toEqual([{ handle: 'kindred-segment-entered', payload: { customer_id: 4711, 'Segment name': '' } }]);
  });

  it('is told of who came to the end of a flow, and not of who left it', async () => {
    await turn('flow.finished', true);
    const ends = flowOf([{ kind: 'exit', key: 'end' }], {
      trigger: { kind: 'event', events: [{ event: 'search_submitted' }], when: { kind: 'all', rules: [] } },
    });
    await inShop(async () => {
      await turnOn(app, shop.id, ends);
      const about = { occurredAt: app.clock.now(), source: 'api', dedupeKey: 'a search' } as const;
      const event = { ...about, type: 'search_submitted', properties: { query: 'mug' } } as const;
      await app.db.transaction((tx) =>
        offerEvent(app, tx, { shopId: shop.id, profileId: ana.profileId, event, cartToken: null }),
      );
      await advanceRuns(app, shop.id);
    });
    await send();
    expect(told).toEqual([{ handle: 'kindred-flow-finished', payload: { customer_id: 4711, 'Flow key': 'a-flow' } }]);
  });

  it('is told of who was told that something is back', async () => {
    await turn('wish.told', true);
    const at = app.clock.now();
    const wanted = { productId: 'gid://shopify/Product/5', variantId: 'gid://shopify/ProductVariant/6' };
    const id = app.ids.next();
    await inShop(async () => {
      const dates = { askedAt: at, expiresAt: after(1_000, at) };
      await prisma.productRequest.create({
        data: { shopId: shop.id, id, addressId: ana.addressId, ...wanted, ...dates },
      });
      const key = { shopId_id: { shopId: shop.id, id } };
      await prisma.productRequest.update({ where: key, data: { state: 'told', endedAt: at } });
    });
    await send();
    expect(told).toEqual([
      {
        handle: 'kindred-back-in-stock-told',
        payload: { customer_id: 4711, product_id: 5, 'Variant ID': 'gid://shopify/ProductVariant/6' },
      },
    ]);
  });

  it('is told of nobody whom Shopify does not know, and nothing waits for them', async () => {
    await turn('mail.clicked', true);
    await inShop(() => prisma.identity.deleteMany({ where: { shopId: shop.id, kind: 'customer' } }));
    await clicks();
    await send();
    expect([told, await messages()]).toEqual([[], []]);
  });

  it('is told of nothing a day late, and of nothing once the last workflow is off', async () => {
    await turn('mail.clicked', true);
    const url = 'https://shop.example/';
    await happens({ type: 'email_clicked', properties: { messageId: app.ids.next(), url } }, after(-90_000_000));
    app.advance(1_000);
    await turn('mail.clicked', false);
    await clicks();
    expect(await messages()).toEqual([]);
  });

  it('that does not take it is told again later, the same', async () => {
    await turn('mail.clicked', true);
    await clicks();
    answer = { kind: 'failed', problem: 'Shopify says: later' };
    await send();
    answer = { kind: 'answered', status: 200 };
    await send();
    expect(told).toHaveLength(1);
    app.advanceSystem(10_000);
    await send();
    expect(told[1]).toEqual(told[0]);
    expect((await messages()).map(({ status, attempts }) => [status, attempts])).toEqual([['delivered', 2]]);
  });

  it('is told nothing more of who was erased', async () => {
    await turn('mail.clicked', true);
    await clicks();
    await inShop(() => app.db.transaction((tx) => eraseWebhookMessages(tx, shop.id, [ana.profileId])));
    await send();
    expect(told).toEqual([]);
  });
});
