import { beforeEach, describe, expect, it } from 'vitest';
import { deliver, delivery } from '../../tests/factories/deliveries';
import { createShop, type TestShop } from '../../tests/factories/shops';
import { testApp } from '../../tests/factories/test-app';
import { testDatabase } from '../../tests/setup/database';
import { ParkEntry, processInbox, type RecordEntry } from '~/capture/inbox/process-inbox.server';
import { recordActivity } from '~/platform/audit/activity.server';
import { activityKinds } from '~/platform/audit/activity-kinds';
import { addMs, minutes } from '~/platform/clock/clock';
import { withShop } from '~/platform/db/db.server';
import { createShopDirectory } from '~/platform/shops/shop-directory.server';
import { activityPage } from './activity.server';
import { activityWords } from './activity-words';
import { handleParked, showEntry } from './parked-entries.server';

const app = testApp(await testDatabase());
const { db, ids, systemClock } = app;
const pages = { ...app, shops: createShopDirectory({ pool: db.pool, ids, systemClock }) };
const USER = '548380009';

let shop: TestShop;
beforeEach(async () => {
  shop = await createShop(app);
});

const inShop = <T>(work: () => Promise<T>): Promise<T> => withShop(shop.id, work);
const page = (search = '') => activityPage(pages, shop.domain, new URLSearchParams(search));
const send = (topic: string, body: unknown) => deliver(app, shop.id, delivery(body, { topic }));
const read = (record: RecordEntry) => inShop(() => processInbox(app, shop.id, record));
const park = (reason: string): Promise<Date | null> => read(() => Promise.reject(new ParkEntry(reason)));
const done: RecordEntry = () => Promise.resolve('done');
const act = (form: Record<string, string>) => handleParked(pages, shop.domain, USER, form);

describe('the Activity page', () => {
  it('of a shop where nothing came yet is empty', async () => {
    expect(await page()).toMatchObject({ arrivals: [], parked: [], done: [], oldestWaitingAt: null });
  });

  it('counts what came within a day by what it tells, and says since when the oldest waits', async () => {
    await send('orders/create', { id: 1 });
    await send('orders/create', { id: 2 });
    await deliver(app, shop.id, delivery('{}', { source: 'storefront', topic: 'batch' }));
    await read(done);
    await send('refunds/create', { id: 3 });
    const { arrivals, oldestWaitingAt } = await page();
    expect(arrivals).toEqual([
      { source: 'Shopify', topic: 'orders/create', name: 'New orders', received: 2, waiting: 0, parked: 0 },
      { source: 'Shopify', topic: 'refunds/create', name: 'Refunds', received: 1, waiting: 1, parked: 0 },
      { source: 'Storefront', topic: '', name: 'What visitors did', received: 1, waiting: 0, parked: 0 },
    ]);
    expect(oldestWaitingAt).toBe(systemClock.now().toISOString());
  });

  it('forgets what came before, but not what could not be read', async () => {
    await send('orders/create', { id: 1 });
    await read(done);
    await send('orders/create', { id: 2 });
    await park('odd');
    const tomorrow = { ...systemClock, now: () => addMs(systemClock.now(), minutes(1_441)) };
    const { arrivals, parked } = await activityPage(
      { ...pages, systemClock: tomorrow },
      shop.domain,
      new URLSearchParams(),
    );
    expect(arrivals).toMatchObject([{ received: 0, parked: 1 }]);
    expect(parked).toHaveLength(1);
  });

  it('says why something could not be read, once for all that are alike', async () => {
    await send('orders/create', { id: 1 });
    await send('orders/create', { id: 2 });
    await park('orders/create: price is missing');
    await send('refunds/create', { id: 3 });
    await park('refunds/create: amount is missing');
    const { parked } = await page();
    expect(parked.map(({ name, problem, count, tries }) => [name, problem, count, tries]).sort()).toEqual([
      ['New orders', 'Price is missing', 2, 1],
      ['Refunds', 'Amount is missing', 1, 1],
    ]);
  });

  it('is of one shop', async () => {
    await send('orders/create', { id: 1 });
    await park('odd');
    shop = await createShop(app);
    expect(await page()).toMatchObject({ arrivals: [], parked: [] });
  });
});

describe('what could not be read', () => {
  const parkedId = async () => (await page()).parked[0]?.id ?? '';

  it('is read again when somebody says so, and that is written down', async () => {
    await send('orders/create', { id: 1 });
    await send('orders/create', { id: 2 });
    await park('odd');
    expect(await act({ intent: 'replay', id: await parkedId(), isAllOfReason: 'true' })).toEqual({ kind: 'saved' });
    await read(done);
    const { parked, done: acts } = await page();
    expect(parked).toEqual([]);
    expect(acts).toMatchObject([{ words: 'Read 2 things that had been put aside again', isByUser: true }]);
    const wakeup = await db.prisma.shopWakeup.findFirst({ where: { shopId: shop.id, kind: 'process-inbox' } });
    expect(wakeup?.nextDueAt).toEqual(systemClock.now());
  });

  it('is let go of with a note, or not without one', async () => {
    await send('orders/create', { id: 1 });
    await park('odd');
    const id = await parkedId();
    expect(await act({ intent: 'discard', id, note: ' ' })).toMatchObject({
      ...{ kind: 'refused', problems: [{ field: 'note', message: expect.stringMatching(/^is needed: /) as string }] },
    });
    expect(await act({ intent: 'discard', id, note: 'a test order' })).toEqual({ kind: 'saved' });
    const entry = await inShop(() => db.prisma.inboxItem.findFirstOrThrow());
    expect(entry).toMatchObject({ state: 'discarded', discardNote: 'a test order', discardedBy: USER });
    expect(await act({ intent: 'replay', id }), 'it is settled').toMatchObject({ kind: 'refused' });
    expect((await page()).done).toHaveLength(1);
  });

  it('is shown only once it is written down who asked', async () => {
    await send('orders/create', { email: 'anna@example.com' });
    await park('odd');
    const id = await parkedId();
    expect(await showEntry(pages, shop.domain, USER, id)).toMatchObject({
      ...{ name: 'New orders', source: 'Shopify', problem: 'odd', tries: 1 },
      payload: '{\n  "email": "anna@example.com"\n}',
    });
    const log = await inShop(() => db.prisma.accessLogEntry.findMany());
    expect(log).toMatchObject([{ actor: USER, what: 'inbox-payload-shown', subject: id, at: systemClock.now() }]);
  });

  it.each(['not an id', '01990000-0000-7000-8000-000000000000'])('is not shown where there is none: %s', async (id) => {
    expect(await showEntry(pages, shop.domain, USER, id)).toBeNull();
    expect(await inShop(() => db.prisma.accessLogEntry.count())).toBe(0);
  });

  it.each<Record<string, string>>([{}, { intent: 'burn', id: 'x' }, { intent: 'replay', id: 'x' }])(
    'stays where %j is asked',
    async (form) => {
      expect(await act(form)).toMatchObject({ kind: 'refused' });
    },
  );
});

describe('what was done', () => {
  const record = (kind: (typeof activityKinds)[number], actor?: string) =>
    inShop(() =>
      recordActivity(app, db.prisma, shop.id, { kind, ...(actor ? { actor } : {}), subject: 'abandoned-cart' }),
    );

  it('stands newest first, a page at a time', async () => {
    for (let count = 0; count < 31; count += 1) await record('flow-changed', USER);
    await record('sync-finished');
    const first = await page();
    expect(first.done).toHaveLength(30);
    expect(first.done[0]).toMatchObject({ words: 'Read the store from Shopify', isByUser: false });
    const second = await page(`older=${first.links.older}`);
    expect(second.done).toHaveLength(2);
    expect((await page(`newer=${second.links.newer}`)).done).toHaveLength(30);
  });

  it.each(activityKinds)('%s has words', (kind) => {
    expect(activityWords({ kind, subject: 'abandoned-cart', details: {} })).toMatch(/^[A-Z].+[a-z”]$/);
  });

  it('of a kind that nobody knows any more is still told', () => {
    expect(activityWords({ kind: 'hat-tipped', subject: null, details: {} })).toBe('Hat tipped');
  });

  it('cannot be changed afterwards', async () => {
    await record('sending-paused', USER);
    await expect(inShop(() => db.prisma.activityEntry.updateMany({ data: { actor: 'nobody' } }))).rejects.toThrow(
      'append-only',
    );
  });
});
