import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAdminClient, type AdminClient } from '../../devstore/admin-client';
import type { AppProcess } from '../../devstore/app-processes';
import { Stage } from '../../devstore/story/stage';
import type { MembershipPayload } from '~/integrations/webhooks-out/payload';
import type { WebhooksPage } from '~/ops/webhooks-out/webhooks-page.server';
import { openReceiver, type WebhookReceiver } from '../factories/webhook-receiver';
import { openJourney, type Journey } from './open-journey';

/** Webhooks out by the app's own processes, one of which dies while the receiver thinks about its answer. */
const LONG_MS = 300_000;
const ROUTE = 'routes/app.settings_.webhooks';
const ADDRESS = '/app/settings/webhooks';

let journey: Journey;
let admin: AdminClient;
let stage: Stage;
let worker: AppProcess;
let receiver: WebhookReceiver;

beforeAll(async () => {
  journey = await openJourney({ store: { customers: 40, products: 40 }, env: { WEBHOOKS_TO_LOOPBACK: '1' } });
  const { world, app, appUrl } = journey;
  admin = createAdminClient(world, appUrl);
  stage = new Stage({ world, app, appUrl, unsubscribeMode: 'postmark', print: () => undefined });
  receiver = await openReceiver();
  await app.startWeb();
  worker = await app.startWorker();
  await admin.open('/app');
  await stage.settle(LONG_MS);
}, LONG_MS);
afterAll(async () => {
  await receiver.close();
  await journey.close();
});

const told = () => receiver.heard.map(({ body }) => JSON.parse(body) as MembershipPayload);
const page = () => admin.load<WebhooksPage>(ADDRESS, ROUTE);

it(
  'a program hears at once who entered a segment, from whichever worker is left, and that it is from Kindred',
  async () => {
    const form = { intent: 'make-endpoint', url: receiver.url, withEmail: 'false', segments: '' };
    const made = await admin.submit<{ secret: string }>(ADDRESS, ROUTE, form);
    receiver.secret = made.secret;
    const [endpoint] = (await page()).endpoints;
    const tested = await admin.submit(ADDRESS, ROUTE, { intent: 'test-endpoint', id: endpoint?.id ?? '' });
    expect(tested).toMatchObject({ kind: 'tested', isTaken: true });
    receiver.heard.length = 0;

    const rule = { kind: 'fact', fact: 'shopify.tags', is: 'is', value: 'wholesale' };
    const segment = { intent: 'save', name: 'Wholesale', rule: JSON.stringify(rule) };
    await admin.submit('/app/segments/new', 'routes/app.segments_.new', segment);
    await stage.settle(LONG_MS);

    // It thinks about its answer when the worker dies.
    receiver.answer = () => undefined;
    const people = journey.world.shopify.store.data.customers.filter(({ email }) => email !== null).slice(0, 6);
    for (const { id } of people) journey.world.shopify.store.updateCustomer(id, { tags: ['wholesale'] });
    await expect.poll(() => receiver.heard.length, { timeout: LONG_MS }).toBeGreaterThan(0);
    worker.kill('SIGKILL');
    await worker.ended;
    receiver.answer = (response) => response.writeHead(200).end();
    worker = await journey.app.startWorker();

    const named = () => new Set(told().map(({ profile }) => profile.shopifyCustomerId));
    const open = async () => (await page()).endpoints[0]?.waiting;
    await expect.poll(open, { timeout: LONG_MS, interval: 500 }).toBe(0);
    expect(named()).toEqual(new Set(people.map(({ id }) => id)));
    expect(
      told()
        .map(({ type }) => type)
        .every((type) => type === 'segment.entered'),
    ).toBe(true);
    expect(receiver.heard.every(({ isGenuine }) => isGenuine)).toBe(true);
    const bodies = new Map(receiver.heard.map(({ id, body }) => [id, body]));
    expect(bodies.size, 'told again, it is the same').toBe(
      new Set(receiver.heard.map(({ id, body }) => id + body)).size,
    );
    expect((await page()).deliveries.map(({ status }) => status)).toEqual(people.map(() => 'delivered'));
  },
  LONG_MS,
);
