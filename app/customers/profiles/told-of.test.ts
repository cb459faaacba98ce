import { beforeEach, expect, it } from 'vitest';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { TEST_START } from '../../../tests/factories/times';
import { testDatabase } from '../../../tests/setup/database';
import { appendEvents } from '~/capture/events/event-log.server';
import { withShop, type Db } from '~/platform/db/db.server';
import { moving, storeAsTold, tellOf } from './told-of.server';

const app = testApp(await testDatabase());

let shop: TestShop;
beforeEach(async () => {
  shop = await createShop(app);
});

const [person, other, origin] = [app.ids.next(), app.ids.next(), app.ids.next()];
const inShop = <T>(work: (tx: Db) => Promise<T>): Promise<T> => withShop(shop.id, () => app.db.transaction(work));

function append(tx: Db, profileId: string, dedupeKey: string): Promise<unknown> {
  const event = {
    type: 'cart_viewed',
    properties: {},
    occurredAt: TEST_START,
    source: 'storefront',
    dedupeKey,
  } as const;
  return appendEvents(app, tx, shop.id, [{ profileId, event }]);
}

async function origins(): Promise<Record<string, string | null>> {
  const { rows } = await withShop(shop.id, () =>
    app.db.pool.query<{ dedupeKey: string; originId: string | null }>('SELECT "dedupeKey", "originId" FROM events'),
  );
  return Object.fromEntries(rows.map(({ dedupeKey, originId }) => [dedupeKey, originId]));
}

it('lets rows of the person remember of whom they were told, those of nobody else, and none of another transaction', async () => {
  await inShop(async (tx) => {
    await append(tx, person, 'before');
    await tellOf(tx, { profileId: person, originId: origin });
    await append(tx, person, 'told');
    await append(tx, other, 'of another');
    await tellOf(tx, { profileId: person, originId: person });
    await append(tx, person, 'told of the person');
  });
  await inShop((tx) => append(tx, person, 'later'));
  expect(await origins()).toEqual({
    before: null,
    told: origin,
    'of another': null,
    'told of the person': null,
    later: null,
  });
});

it('stores a page of rows, each as it was told, though two are of one person', async () => {
  const told = [
    { profileId: person, originId: person },
    { profileId: person, originId: origin },
    { profileId: other, originId: other },
  ];
  await inShop(async (tx) => {
    await tellOf(tx, { profileId: other, originId: origin });
    await storeAsTold(tx, told, ['a', 'b', 'c'], async (rows) => {
      for (const row of rows) await append(tx, row === 'c' ? other : person, row);
    });
    await append(tx, person, 'after');
  });
  expect(await origins()).toEqual({ a: null, b: origin, c: null, after: null });
});

it('leaves origins alone while rows are moved', async () => {
  await inShop(async (tx) => {
    await tellOf(tx, { profileId: person, originId: origin });
    await append(tx, person, 'told');
    await moving(
      tx,
      () => tx.$executeRaw`UPDATE events SET "profileId" = ${other}::uuid WHERE "shopId" = ${shop.id}::uuid`,
    );
  });
  expect(await origins()).toEqual({ told: origin });
});
