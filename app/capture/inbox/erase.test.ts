import { beforeEach, describe, expect, it } from 'vitest';
import { deliver, delivery } from '../../../tests/factories/deliveries';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { testDatabase } from '../../../tests/setup/database';
import { withShop } from '~/platform/db/db.server';
import { eraseInbox } from './erase.server';
import { ParkEntry, processInbox, type RecordEntry } from './process-inbox.server';
import type { Subject } from './subjects';

const app = testApp(await testDatabase());
const { db, vault } = app;

let shop: TestShop;
beforeEach(async () => {
  shop = await createShop(app);
});

const send = (name: string, body: unknown) => deliver(app, shop.id, delivery(body, { externalId: name }));
const read = (record: RecordEntry = () => Promise.resolve('done')) =>
  withShop(shop.id, () => processInbox(app, shop.id, record));
const erase = (...subjects: Subject[]) => withShop(shop.id, () => eraseInbox(db.prisma, vault, shop.id, subjects));
const kept = () =>
  withShop(shop.id, async () => {
    const rows = await db.prisma.inboxItem.findMany({ orderBy: { id: 'asc' } });
    return Object.fromEntries(
      rows.map(({ externalId, state, payload, problem }) => [externalId, { state, isKept: payload !== null, problem }]),
    );
  });

const ANNA: Subject = { kind: 'email', value: 'Anna@example.com' };

describe('an erasure finds in the inbox', () => {
  it('what was read of somebody, by any name, and nothing of anybody else', async () => {
    await send('by address', { email: 'anna@example.com' });
    await send('by customer', { customer: { id: 7 } });
    await send('of bea', { email: 'bea@example.com', customer: { id: 8 } });
    await read();
    expect(await erase(ANNA, { kind: 'customer', value: 'gid://shopify/Customer/7' })).toBe(2);
    expect(await kept()).toEqual({
      'by address': { state: 'done', isKept: false, problem: null },
      'by customer': { state: 'done', isKept: false, problem: null },
      'of bea': { state: 'done', isKept: true, problem: null },
    });
  });

  it('what still waits: it is emptied and never read', async () => {
    await send('waits', { email: 'anna@example.com' });
    await send('of bea', { email: 'bea@example.com' });
    await erase(ANNA);
    const heard: string[] = [];
    await read((_, { externalId }) => {
      heard.push(externalId);
      return Promise.resolve('done');
    });
    expect(heard).toEqual(['of bea']);
    expect((await kept()).waits).toEqual({
      state: 'ignored',
      isKept: false,
      problem: 'it named somebody who was erased',
    });
  });

  it('what was put aside, also what is no JSON, and what its reason quotes', async () => {
    await send('odd', '{"email":"anna@example.com"');
    await read(() => Promise.reject(new ParkEntry('cannot read anna@example.com')));
    expect((await kept()).odd).toMatchObject({ state: 'parked' });
    await erase(ANNA);
    expect((await kept()).odd).toEqual({
      state: 'ignored',
      isKept: false,
      problem: 'it named somebody who was erased',
    });
  });

  it('more than one page of what nobody has read yet', async () => {
    for (let index = 0; index < 230; index += 1)
      await send(`${index}`, { email: index % 115 === 0 ? 'anna@example.com' : '' });
    expect(await erase(ANNA)).toBe(2);
  });

  it('nothing in another shop, and nothing for nobody', async () => {
    await send('here', { email: 'anna@example.com' });
    await read();
    const here = shop;
    shop = await createShop(app);
    expect(await erase(ANNA)).toBe(0);
    shop = here;
    expect(await erase()).toBe(0);
    expect((await kept()).here).toMatchObject({ isKept: true });
  });
});

it('what is kept beside a payload names nobody by itself', async () => {
  await send('a', { email: 'anna@example.com', customer: { id: 7 } });
  await read();
  const { subjects } = await withShop(shop.id, () => db.prisma.inboxItem.findFirstOrThrow());
  expect(subjects).toHaveLength(2);
  expect(subjects.join()).not.toMatch(/anna|customer|7$/);
});

it('an entry that erases the person it names is done, and empty', async () => {
  await send('redact', { customer: { id: 7, email: 'anna@example.com' } });
  await read(async (tx) => {
    await eraseInbox(tx, vault, shop.id, [ANNA]);
    return 'done';
  });
  expect((await kept()).redact).toEqual({ state: 'done', isKept: false, problem: null });
  const { subjects } = await withShop(shop.id, () => db.prisma.inboxItem.findFirstOrThrow());
  expect(subjects).toEqual([]);
});
