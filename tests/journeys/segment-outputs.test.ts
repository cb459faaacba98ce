import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAdminClient, type AdminClient } from '../../devstore/admin-client';
import type { AppProcess } from '../../devstore/app-processes';
import { Stage } from '../../devstore/story/stage';
import type { OutputsPage } from '~/ops/segment-outputs/outputs-page.server';
import { openJourney, type Journey } from './open-journey';

/** Segments told to Shopify by the app's own processes, one of which dies in the middle of it. */
const LONG_MS = 300_000;
const CUSTOMERS = 300;
const TAG = 'Segment: Everybody';

let journey: Journey;
let admin: AdminClient;
let worker: AppProcess;
let segmentId: string;

beforeAll(async () => {
  journey = await openJourney({ store: { customers: CUSTOMERS, products: 40 } });
  const { world, app, appUrl } = journey;
  admin = createAdminClient(world, appUrl);
  await app.startWeb();
  worker = await app.startWorker();
  await admin.open('/app');
  await new Stage({ world, app, appUrl, unsubscribeMode: 'postmark', print: () => undefined }).settle(LONG_MS);
  const rule = { kind: 'fact', fact: 'profile.hasAddress', is: 'is', value: true };
  const form = { intent: 'save', name: 'Everybody', rule: JSON.stringify(rule) };
  const made = await admin.submit<{ id: string }>('/app/segments/new', 'routes/app.segments_.new', form);
  segmentId = made.id;
}, LONG_MS);
afterAll(() => journey.close());

const address = () => `/app/segments/${segmentId}/outputs`;
const ROUTE = 'routes/app.segments_.$id_.outputs';
const page = () => admin.load<OutputsPage>(address(), ROUTE);
const tagged = () => journey.world.shopify.store.data.customers.filter(({ tags }) => tags.includes(TAG));
const refusals = () =>
  journey.world.logs.shopify
    .all()
    .filter(({ entry }) => entry.kind === 'request' && entry.errorCodes?.includes('THROTTLED'));

/** Looks at a page until it says that nothing is to be told any more. */
const allTold = () =>
  expect.poll(
    async () => {
      const { people, waiting, stillToTell } = await page();
      return { people: people > 0, waiting, stillToTell };
    },
    { timeout: LONG_MS, interval: 500 },
  );

it(
  'a worker is killed while it tells, two go on: in the end exactly the members carry the tag',
  async () => {
    const { world, app } = journey;
    await expect.poll(async () => (await page()).people, { timeout: LONG_MS }).toBeGreaterThan(CUSTOMERS / 2);
    expect(await admin.submit(address(), ROUTE, { intent: 'call', tag: TAG, handle: 'everybody' })).toEqual({
      kind: 'saved',
    });
    await world.logs.shopify.waitFor((entry) => entry.kind === 'request' && entry.operation === 'AddTags25', {
      what: `the first tags\n${journey.complaints.join('\n')}`,
      timeoutMs: LONG_MS,
    });
    worker.kill('SIGKILL');
    await worker.ended;
    const before = tagged().length;
    [worker] = await Promise.all([app.startWorker(), app.startWorker()]);
    await allTold().toEqual({ people: true, waiting: 0, stillToTell: 0 });

    const members = world.shopify.store.data.customers.filter(({ email }) => email !== null);
    expect(before).toBeLessThan(members.length);
    expect(
      tagged()
        .map(({ id }) => id)
        .sort(),
    ).toEqual(members.map(({ id }) => id).sort());
    expect(await page()).toMatchObject({ told: members.length, refusedCount: 0, withoutCustomer: 0 });
  },
  LONG_MS,
);

it(
  'a segment out of use takes its tag back from everybody',
  async () => {
    const { world, app, appUrl } = journey;
    await admin.submit(`/app/segments/${segmentId}`, 'routes/app.segments_.$id', { intent: 'retire', id: segmentId });
    await expect.poll(() => tagged().length, { timeout: LONG_MS, interval: 500 }).toBe(0);
    await new Stage({ world, app, appUrl, unsubscribeMode: 'postmark', print: () => undefined }).settle(LONG_MS);
    expect(tagged()).toEqual([]);
    expect(refusals().length, 'throttled by Shopify, as two workers share its points').toBeLessThan(200);
  },
  LONG_MS,
);
