import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { TEST_START } from '../../../tests/factories/times';
import { testDatabase } from '../../../tests/setup/database';
import { connectDatabase, currentShopId, requireShopId, withShop } from './db.server';

const database = await testDatabase();
const app = testApp(database);
const { db } = app;

const SHOPS = 12;
const CALLS = 2_000;

interface Seen {
  shopId: string;
}

/** Every way in which the app reads rows. */
const ways = {
  'a Prisma query': (): Promise<Seen[]> => db.prisma.profile.findMany({ select: { shopId: true } }),
  'a Prisma transaction': (): Promise<Seen[]> =>
    db.transaction(async (tx) => {
      const first = await tx.profile.findMany({ select: { shopId: true } });
      const again = await tx.$queryRaw<Seen[]>`SELECT "shopId" FROM profiles`;
      return first.length === again.length ? again : [...first, ...again, { shopId: 'changed within a transaction' }];
    }),
  'raw SQL through Prisma': (): Promise<Seen[]> => db.prisma.$queryRaw<Seen[]>`SELECT "shopId" FROM profiles`,
  'a plain query': async (): Promise<Seen[]> => (await db.pool.query<Seen>('SELECT "shopId" FROM profiles')).rows,
  'a named statement': async (): Promise<Seen[]> =>
    (await db.pool.query<Seen>({ name: 'seen', text: 'SELECT "shopId" FROM profiles' })).rows,
  'a connection of its own': async (): Promise<Seen[]> => {
    const client = await db.pool.connect();
    try {
      return (await client.query<Seen>('SELECT "shopId" FROM profiles')).rows;
    } finally {
      client.release();
    }
  },
};
const wayNames = Object.keys(ways) as (keyof typeof ways)[];

let shops: TestShop[];

beforeAll(async () => {
  shops = [];
  for (let index = 0; index < SHOPS; index++) {
    const shop = await createShop(app);
    shops.push(shop);
    await withShop(shop.id, () => addProfiles(shop.id, index + 1));
  }
});

const addProfiles = (shopId: string, count: number) =>
  db.prisma.profile.createMany({
    data: Array.from({ length: count }, () => ({
      shopId,
      id: app.ids.next(),
      createdAt: TEST_START,
      lastSeenAt: TEST_START,
    })),
  });

describe('2,000 calls at once, of twelve shops and of none, in every way there is', () => {
  it('each see all rows of their shop and not one of another', async () => {
    const wrong: string[] = [];
    await Promise.all(
      Array.from({ length: CALLS }, async (_, call) => {
        // Steps that share no factor, so that every shop (and none) meets every way.
        const index = (call * 7) % (SHOPS + 1);
        const shop = shops[index];
        const way = wayNames[(call * 5) % wayNames.length] ?? 'a plain query';
        const seen = shop ? await withShop(shop.id, ways[way]) : await ways[way]();
        const isRight = seen.length === (shop ? index + 1 : 0) && seen.every((row) => row.shopId === shop?.id);
        if (!isRight) wrong.push(`${way} of ${shop?.domain ?? 'nobody'} saw ${JSON.stringify(seen)}`);
      }),
    );
    expect(wrong).toEqual([]);
  });
});

describe('outside every shop', () => {
  it.each(wayNames)('%s sees nothing', async (way) => {
    expect(await ways[way]()).toEqual([]);
  });

  it('nothing can be stored', async () => {
    await expect(addProfiles(shops[0]?.id ?? '', 1)).rejects.toThrow(/row-level security/);
  });

  it('what needs a shop says so instead of seeing nothing', () => {
    expect(currentShopId()).toBeUndefined();
    expect(() => requireShopId()).toThrow('withShop');
  });

  it('a Prisma promise made inside and awaited outside is still the shop’s: withShop awaits it', async () => {
    const [shop] = shops as [TestShop];
    const lazy = withShop(shop.id, () => db.prisma.profile.count());
    expect(await lazy).toBe(1);
  });
});

describe('inside one shop', () => {
  it('the shop is known to whatever is called, and forgotten behind it', async () => {
    const [a, b] = shops as [TestShop, TestShop];
    const seen = await withShop(a.id, async () => {
      const inner = await withShop(b.id, () => Promise.resolve(requireShopId()));
      return [inner, requireShopId()];
    });
    expect(seen).toEqual([b.id, a.id]);
    expect(currentShopId()).toBeUndefined();
  });

  it('the database refuses a row for another shop', async () => {
    const [a, b] = shops as [TestShop, TestShop];
    await expect(withShop(a.id, () => addProfiles(b.id, 1))).rejects.toThrow(/row-level security/);
    expect(await withShop(b.id, () => db.prisma.profile.count())).toBe(2);
  });

  it('the database refuses to move a row to another shop', async () => {
    const [a, b] = shops as [TestShop, TestShop];
    await expect(
      withShop(a.id, () => db.prisma.$executeRaw`UPDATE profiles SET "shopId" = ${b.id}::uuid`),
    ).rejects.toThrow(/row-level security/);
  });

  it('another shop’s rows are neither changed nor deleted, even when they are named', async () => {
    const [a, b] = shops as [TestShop, TestShop];
    const touched = await withShop(a.id, async () => [
      (await db.prisma.profile.updateMany({ where: { shopId: b.id }, data: { locale: 'xx' } })).count,
      (await db.prisma.profile.deleteMany({ where: { shopId: b.id } })).count,
      (await db.pool.query('DELETE FROM profiles WHERE "shopId" = $1', [b.id])).rowCount,
    ]);
    expect(touched).toEqual([0, 0, 0]);
  });

  it('a transaction stays with the shop it was begun for', async () => {
    const [a, b] = shops as [TestShop, TestShop];
    const seen = await withShop(a.id, () =>
      db.transaction((tx) => withShop(b.id, () => tx.profile.findMany({ select: { shopId: true } }))),
    );
    expect(seen).toEqual([{ shopId: a.id }]);
  });
});

describe('one connection that serves everybody', () => {
  const single = connectDatabase(database.appUrl, 1);
  afterAll(() => single.close());

  const countOf = (shop: TestShop | undefined) => {
    const count = async () => await single.prisma.profile.count();
    return shop ? withShop(shop.id, count) : count();
  };

  it('belongs to the next caller after a transaction that failed', async () => {
    const [a, b] = shops as [TestShop, TestShop];
    await expect(withShop(a.id, () => single.transaction((tx) => tx.$executeRaw`SELECT 1 / 0`))).rejects.toThrow(
      /division by zero/,
    );
    expect([await countOf(b), await countOf(undefined), await countOf(a)]).toEqual([2, 0, 1]);
  });

  it('belongs to the next caller after a transaction that took too long', async () => {
    const [a, b] = shops as [TestShop, TestShop];
    const tooLong = withShop(a.id, () =>
      single.transaction((tx) => tx.$queryRaw`SELECT pg_sleep(0.3)::text`, { timeoutMs: 50 }),
    );
    await expect(tooLong).rejects.toThrow(/timeout|expired|closed/i);
    expect([await countOf(b), await countOf(undefined), await countOf(a)]).toEqual([2, 0, 1]);
  });

  it('is replaced when the server ended it in the middle of a transaction, and nothing waits for it', async () => {
    const [a, b] = shops as [TestShop, TestShop];
    const cut = withShop(a.id, () =>
      single.transaction(async (tx) => {
        const [row] = await tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
        await db.pool.query('SELECT pg_terminate_backend($1)', [row?.pid]);
        await tx.profile.count();
      }),
    );
    await expect(cut).rejects.toThrow();
    expect([await countOf(b), await countOf(undefined), await countOf(a)]).toEqual([2, 0, 1]);
    expect({ connections: single.pool.totalCount, waiting: single.pool.waitingCount }).toEqual({
      connections: 1,
      waiting: 0,
    });
  });

  it('is replaced when the server ended it while somebody held it and asked nothing', async () => {
    const [a, b] = shops as [TestShop, TestShop];
    const client = await withShop(a.id, () => single.pool.connect());
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const ended = new Promise((resolve) => client.once('end', resolve));
    await db.pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
    await ended;
    expect([await countOf(b), await countOf(undefined), await countOf(a)]).toEqual([2, 0, 1]);
    client.release();
    expect(single.pool.totalCount, 'given back twice, counted once').toBe(1);
  });

  it('is replaced when the server ended it, by one that belongs to the caller', async () => {
    const [a, b] = shops as [TestShop, TestShop];
    const { rows } = await withShop(a.id, () => single.pool.query<{ pid: number }>('SELECT pg_backend_pid() AS pid'));
    const ended = new Promise((resolve) => single.pool.once('error', resolve));
    await db.pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
    await ended;
    expect([await countOf(b), await countOf(undefined), await countOf(a)]).toEqual([2, 0, 1]);
  });
});

describe('the wall itself', () => {
  it('stands around every table that has a shop, but for the wake-ups', async () => {
    const { rows } = await db.pool.query<{ table: string; policies: number; isForced: boolean }>(`
      SELECT c.relname AS "table", (SELECT count(*)::int FROM pg_policy p WHERE p.polrelid = c.oid) AS policies,
             c.relrowsecurity AND c.relforcerowsecurity AS "isForced"
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'shopId'
       WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace ORDER BY 1`);
    const open = rows.filter(({ isForced, policies }) => !isForced || policies === 0).map(({ table }) => table);
    expect(open).toEqual(['shop_wakeups']);
    expect(rows.length).toBeGreaterThan(20);
  });

  it('has a key that begins with the shop in every such table', async () => {
    const { rows } = await db.pool.query<{ table: string }>(`
      SELECT c.relname AS "table" FROM pg_class c
        JOIN pg_attribute shop ON shop.attrelid = c.oid AND shop.attname = 'shopId'
        LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
       WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND i.indkey[0] IS DISTINCT FROM shop.attnum`);
    expect(rows).toEqual([]);
  });
});
