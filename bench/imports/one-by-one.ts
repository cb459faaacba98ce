import { systemClock } from '~/platform/clock/clock.server';
import { connectDatabase, withShop } from '~/platform/db/db.server';
import { createIds } from '~/platform/ids.server';

/**
 * How many rows a second the simplest import could store at the most: one INSERT for each, which makes a bare profile and nothing else of the row. One
 * connection, prepared, each statement its own transaction.
 */
export async function measureOneByOne(databaseUrl: string, rows: number): Promise<number> {
  const db = connectDatabase(databaseUrl, 1);
  const ids = createIds(systemClock);
  const [shopId, at] = [ids.next(), systemClock.now()];
  await db.prisma.shop.create({ data: { id: shopId, domain: `${shopId}.myshopify.com`, createdAt: at } });
  try {
    return await withShop(shopId, async () => {
      const beganAt = performance.now();
      for (let row = 0; row < rows; row++)
        await db.pool.query(
          'INSERT INTO profiles ("shopId", "id", "createdAt", "lastSeenAt") VALUES ($1, $2, $3, $3)',
          [...[shopId, ids.next(), at]],
        );
      return Math.round(rows / ((performance.now() - beganAt) / 1_000));
    });
  } finally {
    await withShop(shopId, () => db.prisma.shop.delete({ where: { id: shopId } }));
    await db.close();
  }
}
