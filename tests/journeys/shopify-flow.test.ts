import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAdminClient, type AdminClient } from '../../devstore/admin-client';
import { setUpShop } from '../../devstore/demo/merchant';
import { Stage } from '../../devstore/story/stage';
import type { FlowPage } from '~/ops/flows/flow-page.server';
import type { WebhooksPage } from '~/ops/webhooks-out/webhooks-page.server';
import { openJourney, type Journey } from './open-journey';

/** Shopify Flow and the Marketing page, by the app's own processes: what workflows ask for, what they are told, and what stands of flows in the admin. */
const LONG_MS = 300_000;
const ASKED = {
  ...{
    key: 'greeting',
    name: 'Greeting',
    again: 'never',
    meanwhile: 'nothing',
    priority: 50,
    exits: [],
    start: 'greet',
  },
  trigger: { kind: 'asked', when: { kind: 'all', rules: [] } },
  nodes: [
    { kind: 'set-property', key: 'greet', property: 'greeted', value: 'yes', next: 'end' },
    { kind: 'exit', key: 'end' },
  ],
};

let journey: Journey;
let admin: AdminClient;
let stage: Stage;

beforeAll(async () => {
  journey = await openJourney({
    store: { customers: 40, products: 40 },
    world: { shopify: { unknowns: { flowTriggerCalled: 'name' } } },
  });
  const { world, app, appUrl } = journey;
  admin = createAdminClient(world, appUrl);
  stage = new Stage({ world, app, appUrl, unsubscribeMode: 'postmark', print: () => undefined });
  await app.startWeb();
  await app.startWorker();
  await admin.open('/app');
  await stage.settle(LONG_MS);
  await setUpShop(world, appUrl, 'postmark');
}, LONG_MS);
afterAll(() => journey.close());

const flow = () => journey.world.shopify.flow;
const someone = () => {
  const found = journey.world.shopify.store.data.customers.find(({ email }) => email !== null);
  if (!found) throw new Error('the store has nobody with an address');
  return { id: found.id, number: Number(found.id.split('/').at(-1)) };
};

describe('Shopify Flow', () => {
  it(
    'sends a customer into a flow, once however often it asks, and hears when they have finished it',
    async () => {
      const form = { intent: 'create', from: 'file', of: JSON.stringify({ format: 'kindred-flow/1', flow: ASKED }) };
      const made = await admin.submit<{ kind: string; key: string }>('/app/flows/new', 'routes/app.flows.new', form);
      expect(made).toMatchObject({ kind: 'created', key: 'greeting' });
      const properties = { customer_id: someone().number, flow_key: 'greeting' };
      const early = await flow().run('kindred-send-into-flow', properties);
      expect(early).toMatchObject({ status: 422, isTriedAgain: false });
      expect(early.message).toContain('is off');

      await admin.submit('/app/flows/greeting', 'routes/app.flows.$key', { intent: 'switch', isOn: 'true' });
      expect(await flow().turn('kindred-flow-finished', true)).toBe(true);
      for (let time = 0; time < 3; time++)
        expect((await flow().run('kindred-send-into-flow', properties, { runId: 'one run' })).status).toBe(200);
      await expect.poll(() => flow().received().length, { timeout: LONG_MS, interval: 500 }).toBe(1);
      await stage.settle(LONG_MS);
      expect(flow().received()).toMatchObject([
        {
          ...{ handle: 'kindred-flow-finished', isUsed: true },
          payload: { customer_id: someone().number, 'Flow key': 'greeting' },
        },
      ]);
    },
    LONG_MS,
  );

  it(
    'hears who entered a segment, and of nothing that no workflow begins with',
    async () => {
      const before = flow().received().length;
      expect(await flow().turn('kindred-segment-entered', true)).toBe(true);
      const rule = { kind: 'fact', fact: 'shopify.tags', is: 'is', value: 'wholesale' };
      const segment = { intent: 'save', name: 'Wholesale', rule: JSON.stringify(rule) };
      await admin.submit('/app/segments/new', 'routes/app.segments_.new', segment);
      await stage.settle(LONG_MS);
      journey.world.shopify.store.updateCustomer(someone().id, { tags: ['wholesale'] });
      await expect.poll(() => flow().received().length, { timeout: LONG_MS, interval: 500 }).toBe(before + 1);
      journey.world.shopify.store.updateCustomer(someone().id, { tags: [] });
      await stage.settle(LONG_MS);
      expect(flow().received().slice(before)).toMatchObject([
        {
          handle: 'kindred-segment-entered',
          payload: { customer_id: someone().number, 'Segment name': 'Wholesale' },
        },
      ]);
      const page = await admin.load<WebhooksPage>('/app/settings/webhooks', 'routes/app.settings_.webhooks');
      expect(page.endpoints).toMatchObject([{ isFlow: true, waiting: 0, state: 'works' }]);
    },
    LONG_MS,
  );

  it('is answered in words where it asks for what cannot be, and not at all where it is somebody else', async () => {
    const bad = await flow().run('kindred-set-property', {
      customer_id: someone().number,
      property: 'no name',
      value: '1',
    });
    expect(bad).toMatchObject({ status: 422, isTriedAgain: false });
    expect(bad.message).toContain('no name for a property');
    const forged = await flow().run('kindred-set-property', {}, { secret: 'of somebody else' });
    expect(forged).toMatchObject({ status: 401, message: null });
  });
});

it(
  'Shopify’s Marketing page has the flow as it is, and the flow’s page says so',
  async () => {
    const { marketing } = journey.world.shopify;
    const status = () => marketing.find('flow:abandoned-cart')?.input.status;
    await expect.poll(status, { timeout: LONG_MS, interval: 500 }).toBe('ACTIVE');
    const page = await admin.load<FlowPage>('/app/flows/abandoned-cart', 'routes/app.flows.$key');
    expect(page.toldShopify).toEqual({ at: expect.any(String), problem: null });
    await admin.submit('/app/flows/abandoned-cart', 'routes/app.flows.$key', { intent: 'switch', isOn: 'false' });
    await expect.poll(status, { timeout: LONG_MS, interval: 500 }).toBe('PAUSED');
  },
  LONG_MS,
);
