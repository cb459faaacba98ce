import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advanceRuns } from '~/decisions/flows/runner/advance-runs.server';
import { publishFlow, switchFlow } from '~/decisions/flows/flows.server';
import { processInboxJob } from '~/jobs/process-inbox.server';
import { withShop } from '~/platform/db/db.server';
import { flowOf, turnOn } from '../../tests/factories/flows';
import { ingestApp, webhookSignature } from '../../tests/factories/ingest-app';
import { createShop, type TestShop } from '../../tests/factories/shops';
import { testApp } from '../../tests/factories/test-app';
import { testDatabase } from '../../tests/setup/database';

const database = await testDatabase();
const app = testApp(database);
const web = ingestApp(app, database);
const { prisma } = app.db;

const GREETING = flowOf(
  [
    { kind: 'set-property', key: 'greet', property: 'greeted', value: true, next: 'end' },
    { kind: 'exit', key: 'end' },
  ],
  { key: 'greeting', name: 'Greeting', trigger: { kind: 'asked', when: { kind: 'all', rules: [] } } },
);

interface Asked {
  runId?: string;
  secret?: string;
}

async function ask(
  shop: TestShop,
  action: string,
  properties: Record<string, unknown>,
  { runId = 'run-1', secret }: Asked = {},
) {
  const ids = { shop_id: 1, shopify_domain: shop.domain, action_run_id: runId, action_definition_id: 'x' };
  const body = JSON.stringify({ ...ids, handle: 'x', properties });
  const headers = { 'X-Shopify-Hmac-Sha256': webhookSignature(body, secret) };
  const answer = await web.post(`/flow/actions/${action}`, body, headers);
  const said = (await answer.json().catch(() => null)) as { message: string } | null;
  return { status: answer.status, message: said?.message ?? null };
}

const read = (shop: TestShop) => withShop(shop.id, () => processInboxJob(app, { shopId: shop.id }));
const inShop = <T>(shop: TestShop, work: (shopId: string) => Promise<T>): Promise<T> =>
  withShop(shop.id, () => work(shop.id));
const eventsOf = (shop: TestShop) => inShop(shop, (shopId) => prisma.event.findMany({ where: { shopId } }));
const propertiesOf = (shop: TestShop) =>
  inShop(shop, async (shopId) => {
    const rows = await prisma.profileProperty.findMany({ where: { shopId } });
    return Object.fromEntries(rows.map(({ key, value }) => [key, value]));
  });

describe('a workflow in Shopify Flow', () => {
  it('sends a customer into a flow, who goes the flow’s way and gets no mail by the action itself', async () => {
    const shop = await createShop(app);
    await inShop(shop, (shopId) => turnOn(app, shopId, GREETING));
    expect((await ask(shop, 'send-into-flow', { customer_id: 7, flow_key: 'greeting' })).status).toBe(200);
    await read(shop);
    await inShop(shop, (shopId) => advanceRuns(app, shopId));
    const runs = await inShop(shop, (shopId) => prisma.flowRun.findMany({ where: { shopId } }));
    expect(runs).toMatchObject([{ flowKey: 'greeting', status: 'ended' }]);
    expect(await propertiesOf(shop)).toEqual({ greeted: true });
    expect(await inShop(shop, (shopId) => prisma.message.count({ where: { shopId } }))).toBe(0);
  });

  it('begins no other flow that waits to be asked', async () => {
    const shop = await createShop(app);
    await inShop(shop, async (shopId) => {
      await turnOn(app, shopId, GREETING);
      await turnOn(app, shopId, { ...GREETING, key: 'another' });
    });
    await ask(shop, 'send-into-flow', { customer_id: 7, flow_key: 'another' });
    await read(shop);
    const runs = await inShop(shop, (shopId) => prisma.flowRun.findMany({ where: { shopId } }));
    expect(runs.map(({ flowKey }) => flowKey)).toEqual(['another']);
  });

  it('sets a property, takes it away, and records what happened', async () => {
    const shop = await createShop(app);
    const set = { customer_id: 'gid://shopify/Customer/7', property: 'tier', value: 'gold' };
    await ask(shop, 'set-property', set, { runId: '1' });
    await read(shop);
    expect(await propertiesOf(shop)).toEqual({ tier: 'gold' });
    app.advanceBusiness(1_000);
    await ask(shop, 'remove-property', { customer_id: '7', property: 'tier' }, { runId: '2' });
    const details = JSON.stringify({ plan: 'gold', mail: 'ana@example.com' });
    await ask(shop, 'record-event', { customer_id: 7, event_name: 'Visited', details }, { runId: '3' });
    await read(shop);
    expect(await propertiesOf(shop)).toEqual({ tier: null });
    expect((await eventsOf(shop)).map(({ type, properties }) => [type, properties])).toEqual([
      ['custom_event', { name: 'Visited', properties: { plan: 'gold' } }],
    ]);
    const people = await inShop(shop, (shopId) => prisma.profile.count({ where: { shopId } }));
    expect(people).toBe(1);
  });
});

describe('what is refused', () => {
  it('is a signature of somebody else’s, and says nothing', async () => {
    const shop = await createShop(app);
    const set = { customer_id: 7, property: 'tier', value: 'gold' };
    expect(await ask(shop, 'set-property', set, { secret: 'another' })).toEqual({ status: 401, message: null });
    expect((await web.post('/flow/actions/set-property', '{}')).status).toBe(401);
    expect((await web.post('/flow/lifecycle', '{}')).status).toBe(401);
  });

  it.each([
    ['send-into-flow', { customer_id: 7 }, 'flow’s key'],
    ['send-into-flow', { flow_key: 'greeting' }, 'the customer'],
    ['send-into-flow', { customer_id: 7, flow_key: 'nothing' }, 'no flow “nothing”'],
    ['set-property', { customer_id: 7, property: 'not a name', value: 'x' }, 'no name for a property'],
    ['record-event', { customer_id: 7, event_name: 'A', details: 'no JSON' }, 'no JSON object'],
    ['something-else', { customer_id: 7 }, 'no such action'],
  ])('is said in words: %s %j', async (action, properties, words) => {
    const shop = await createShop(app);
    const { status, message } = await ask(shop, action, properties);
    expect([status, message]).toEqual([422, expect.stringContaining(words)]);
    expect(await inShop(shop, (shopId) => prisma.inboxItem.count({ where: { shopId } }))).toBe(0);
  });

  it('is a flow that is off, or begins by something else', async () => {
    const shop = await createShop(app);
    await inShop(shop, async (shopId) => {
      await turnOn(app, shopId, flowOf([{ kind: 'exit', key: 'end' }]));
      await app.db.transaction((tx) => publishFlow(tx, app.clock, shopId, GREETING));
    });
    const flow = (key: string) => ask(shop, 'send-into-flow', { customer_id: 7, flow_key: key });
    expect((await flow('a-flow')).message).toContain('begins by something else');
    expect((await flow('greeting')).message).toContain('is off');
    await inShop(shop, (shopId) => switchFlow(prisma, app.clock, shopId, 'greeting', true));
    expect((await flow('greeting')).status).toBe(200);
  });
});

it('a run that Flow repeats, in whatever order and however often, does nothing twice', async () => {
  const repeats = fc.array(fc.nat({ max: 4 }), { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(repeats, fc.boolean(), async (runs, isAtOnce) => {
      const shop = await createShop(app);
      const send = (run: number) =>
        ask(shop, 'record-event', { customer_id: 7, event_name: `Event ${run}` }, { runId: `run-${run}` });
      if (isAtOnce) await Promise.all(runs.map(send));
      else for (const run of runs) await send(run).then(() => read(shop));
      await read(shop);
      const names = (await eventsOf(shop)).map(({ properties }) => (properties as { name: string }).name);
      expect(names.sort()).toEqual([...new Set(runs)].map((run) => `Event ${run}`).sort());
    }),
    { numRuns: 15 },
  );
});
