import { beforeEach, describe, expect, it } from 'vitest';
import { deliver, delivery } from '../../../tests/factories/deliveries';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { testDatabase } from '../../../tests/setup/database';
import { addMs, minutes } from '~/platform/clock/clock';
import { withShop } from '~/platform/db/db.server';
import { discardParked, replayParked } from './parked.server';
import { ParkEntry, processInbox, type RecordEntry } from './process-inbox.server';
import { PARKED_KEPT_DAYS, PAYLOADS_KEPT_DAYS, purgeInbox } from './purge.server';

const app = testApp(await testDatabase());
const { db } = app;

let shop: TestShop;
beforeEach(async () => {
  shop = await createShop(app);
});

const inShop = <T>(work: () => Promise<T>): Promise<T> => withShop(shop.id, work);
const send = (...names: string[]) =>
  deliver(app, shop.id, ...names.map((name) => delivery({ name }, { externalId: name })));
const read = (record: RecordEntry) => inShop(() => processInbox(app, shop.id, record));
/** Parks each entry for what stands before the dash of its name. */
const park: RecordEntry = (_, { externalId }) => Promise.reject(new ParkEntry(externalId.split('-')[0]));
const entries = () => inShop(() => db.prisma.inboxItem.findMany({ orderBy: { id: 'asc' } }));
const states = async () => Object.fromEntries((await entries()).map(({ externalId, state }) => [externalId, state]));
const idOf = async (name: string) => (await entries()).find(({ externalId }) => externalId === name)?.id ?? '';

describe('a parked entry', () => {
  it('that is replayed is read again, with all its tries before it; the others stay', async () => {
    await send('odd-1', 'odd-2');
    await read(park);
    const choice = { id: await idOf('odd-1'), isAllOfReason: false };
    expect(await inShop(() => replayParked(db.prisma, shop.id, choice))).toBe(1);
    const tries: number[] = [];
    await read((_, { attempts }) => {
      tries.push(attempts);
      return Promise.resolve('done');
    });
    expect(tries).toEqual([0]);
    expect(await states()).toEqual({ 'odd-1': 'done', 'odd-2': 'parked' });
    expect((await entries())[0]).toMatchObject({ problem: null });
  });

  it('is replayed with all that were parked for its reason, and none for another', async () => {
    await send('odd-1', 'odd-2', 'other-1');
    await read(park);
    const choice = { id: await idOf('odd-2'), isAllOfReason: true };
    expect(await inShop(() => replayParked(db.prisma, shop.id, choice))).toBe(2);
    expect(await states()).toEqual({ 'odd-1': 'pending', 'odd-2': 'pending', 'other-1': 'parked' });
    expect(await inShop(() => replayParked(db.prisma, shop.id, choice)), 'and only once').toBe(0);
  });

  it('that is discarded keeps who did, when and why', async () => {
    await send('odd-1');
    await read(park);
    const choice = { id: await idOf('odd-1'), isAllOfReason: false };
    const note = { note: 'a test order', by: '42', at: app.systemClock.now() };
    expect(await inShop(() => discardParked(db.prisma, shop.id, choice, note))).toBe(1);
    expect((await entries())[0]).toMatchObject({
      ...{ state: 'discarded', problem: 'odd', discardNote: 'a test order', discardedBy: '42', discardedAt: note.at },
    });
    expect(await inShop(() => replayParked(db.prisma, shop.id, choice)), 'it is gone for good').toBe(0);
  });

  it('of another shop is none', async () => {
    await send('odd-1');
    await read(park);
    const choice = { id: await idOf('odd-1'), isAllOfReason: true };
    const here = shop;
    shop = await createShop(app);
    expect(await inShop(() => replayParked(db.prisma, shop.id, choice))).toBe(0);
    shop = here;
    expect(await states()).toEqual({ 'odd-1': 'parked' });
  });
});

describe('payloads are let go of', () => {
  const purgeAfter = (days: number, more = 1) =>
    inShop(() => purgeInbox(db.prisma, shop.id, addMs(app.systemClock.now(), minutes(days * 1_440 + more))));

  it('some days after they were read, with whom they named', async () => {
    await deliver(app, shop.id, delivery({ email: 'anna@example.com' }));
    await read(() => Promise.resolve('done'));
    await purgeAfter(PAYLOADS_KEPT_DAYS, -1);
    expect((await entries())[0]?.payload).not.toBeNull();
    await purgeAfter(PAYLOADS_KEPT_DAYS);
    expect((await entries())[0]).toMatchObject({ payload: null, subjects: [], state: 'done' });
  });

  it('of what nobody looked at after a month, and it says so; never of what waits', async () => {
    await send('odd-1');
    await read(park);
    await send('waits');
    await purgeAfter(PARKED_KEPT_DAYS, -1);
    expect(await states()).toEqual({ 'odd-1': 'parked', waits: 'pending' });
    await purgeAfter(PARKED_KEPT_DAYS);
    expect(await states()).toEqual({ 'odd-1': 'discarded', waits: 'pending' });
    expect((await entries())[0]).toMatchObject({ payload: null, discardNote: 'Nobody looked at it for 30 days.' });
    expect((await entries())[1]?.payload).not.toBeNull();
  });
});
