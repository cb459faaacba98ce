import { beforeEach, describe, expect, it } from 'vitest';
import { delivery } from '../../../tests/factories/deliveries';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { TEST_START } from '../../../tests/factories/times';
import { testDatabase } from '../../../tests/setup/database';
import { withShop } from '~/platform/db/db.server';
import { receive } from './receive.server';

const app = testApp(await testDatabase());
const { db } = app;

let shop: TestShop;
beforeEach(async () => {
  shop = await createShop(app);
});

const stored = (shopId = shop.id) => withShop(shopId, () => db.prisma.inboxItem.findMany({ orderBy: { id: 'asc' } }));

const insert = (returning = '') =>
  db.pool.query(
    `INSERT INTO inbox ("shopId", "id", "source", "topic", "externalId", "receivedAt", "payload")
     VALUES ($1, $2, 'shopify', 't', $3, $4, '\\x00') ${returning}`,
    [shop.id, app.ids.next(), app.ids.next(), TEST_START],
  );

describe('a delivery', () => {
  it('waits in the inbox as it came, once it was received', async () => {
    const body = '{"name":"Ünï 👍","n":1.10}';
    expect(await receive(app, shop.id, delivery(body, { topic: 'carts/update', externalId: 'x' }))).toBe(true);
    const [item] = await stored();
    expect(item).toMatchObject({
      source: 'shopify',
      topic: 'carts/update',
      externalId: 'x',
      triggeredAt: TEST_START,
      receivedAt: app.systemClock.now(),
      state: 'pending',
      attempts: 0,
      notBefore: null,
      problem: null,
      processedAt: null,
    });
    expect(app.vault.open(item?.payload ?? Buffer.of(), shop.id)).toBe(body);
  });

  it('is stored so that nobody without the key can read it', async () => {
    await receive(app, shop.id, delivery('{"email":"anna@example.com"}'));
    expect(Buffer.from((await stored())[0]?.payload ?? []).toString('latin1')).not.toContain('anna');
  });

  it('told again is no second one, also when many are told at once', async () => {
    const same = delivery('{}');
    const told = await Promise.all(Array.from({ length: 30 }, () => receive(app, shop.id, same)));
    expect(told.filter(Boolean)).toHaveLength(1);
    expect(await stored()).toHaveLength(1);
  });

  it('told again with another body does not replace the first', async () => {
    const first = delivery('first');
    await receive(app, shop.id, first);
    expect(await receive(app, shop.id, { ...first, body: 'second' })).toBe(false);
    expect(app.vault.open((await stored())[0]?.payload ?? Buffer.of(), shop.id)).toBe('first');
  });

  it('is another one when it is of another topic, source or shop, whatever its name', async () => {
    const other = await createShop(app);
    const first = delivery('{}');
    const told = [
      await receive(app, shop.id, first),
      await receive(app, shop.id, { ...first, topic: 'orders/updated' }),
      await receive(app, shop.id, { ...first, source: 'postmark' }),
      await receive(app, other.id, first),
    ];
    expect(told).toEqual([true, true, true, true]);
  });

  it('for a shop that is not known is refused', async () => {
    await expect(receive(app, app.ids.next(), delivery('{}'))).rejects.toThrow(/foreign key/);
  });

  it('may be empty or as large as the largest webhook', async () => {
    await receive(app, shop.id, delivery(''));
    await receive(app, shop.id, delivery('x'.repeat(5_000_000)));
    const bodies = (await stored()).map(({ payload }) => app.vault.open(payload ?? Buffer.of(), shop.id).length);
    expect(bodies).toEqual([0, 5_000_000]);
  });
});

describe('without a shop’s wall around it the app’s role', () => {
  it('may put an entry into any shop’s inbox', async () => {
    expect((await insert()).rowCount).toBe(1);
    expect(await stored()).toHaveLength(1);
  });

  it('cannot read one, not even the one it puts in', async () => {
    await insert();
    await expect(insert('RETURNING "id"')).rejects.toThrow(/row-level security/);
    expect((await db.pool.query('SELECT * FROM inbox')).rows).toEqual([]);
    expect(await db.prisma.inboxItem.count()).toBe(0);
  });

  it('cannot change or delete one', async () => {
    await insert();
    expect((await db.pool.query(`UPDATE inbox SET "state" = 'done'`)).rowCount).toBe(0);
    expect((await db.pool.query('DELETE FROM inbox')).rowCount).toBe(0);
    expect(await stored()).toMatchObject([{ state: 'pending' }]);
  });

  it('cannot overwrite one by telling it again', async () => {
    await insert();
    const [item] = await stored();
    const overwrite = db.pool.query(
      `INSERT INTO inbox ("shopId", "id", "source", "topic", "externalId", "receivedAt", "payload")
       VALUES ($1, $2, 'shopify', 't', $3, $4, '\\x01')
       ON CONFLICT ("shopId", "source", "topic", "externalId") DO UPDATE SET "payload" = EXCLUDED."payload"`,
      [shop.id, app.ids.next(), item?.externalId, TEST_START],
    );
    await expect(overwrite).rejects.toThrow(/row-level security/);
  });
});

describe('inside another shop’s wall', () => {
  it('an entry is neither read, changed nor moved', async () => {
    await insert();
    const other = await createShop(app);
    await withShop(other.id, async () => {
      expect(await db.prisma.inboxItem.count()).toBe(0);
      expect((await db.pool.query(`UPDATE inbox SET "state" = 'done'`)).rowCount).toBe(0);
      expect((await db.pool.query('DELETE FROM inbox')).rowCount).toBe(0);
    });
    const moved = withShop(shop.id, () => db.pool.query('UPDATE inbox SET "shopId" = $1', [other.id]));
    await expect(moved).rejects.toThrow(/row-level security/);
  });
});
