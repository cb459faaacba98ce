import pg from 'pg';
import { v7 } from 'uuid';

/** Makes bare shops, so that no shop's own limit is what is measured. Gives their domains. */
export async function makeShops(ownerUrl: string, count: number): Promise<string[]> {
  const domains = Array.from({ length: count }, (_, nth) => `bench-${nth}.myshopify.com`);
  await asOwner(ownerUrl, async (client) => {
    for (const domain of domains)
      await client.query('INSERT INTO shops ("id", "domain", "createdAt") VALUES ($1, $2, $3)', [
        v7(),
        domain,
        new Date(),
      ]);
  });
  return domains;
}

export interface Processed {
  entries: number;
  events: number;
  seconds: number;
}

/** What came of the storefronts' entries, and in how long, by the stamps of those who recorded them; null while some wait. */
export async function processed(ownerUrl: string): Promise<Processed | null> {
  return asOwner(ownerUrl, async (client) => {
    const { rows: shops } = await client.query<{ id: string }>('SELECT "id"::text FROM shops');
    const sums = { entries: 0, events: 0, first: Infinity, last: 0 };
    for (const { id } of shops) {
      await client.query(`SELECT set_config('app.shop_id', $1, false)`, [id]);
      const { rows } = await client.query<{
        waiting: number;
        entries: number;
        events: number;
        first: Date;
        last: Date;
      }>(
        `SELECT count(*) FILTER (WHERE "state" = 'pending')::int AS waiting, count(*)::int AS entries,
           (SELECT count(*)::int FROM events WHERE "source" = 'storefront') AS events, min("processedAt") AS first, max("processedAt") AS last
         FROM inbox WHERE "source" = 'storefront'`,
      );
      const [row] = rows;
      if (!row || row.waiting > 0) return null;
      if (row.entries === 0) continue;
      sums.entries += row.entries;
      sums.events += row.events;
      sums.first = Math.min(sums.first, row.first.getTime());
      sums.last = Math.max(sums.last, row.last.getTime());
    }
    return { entries: sums.entries, events: sums.events, seconds: (sums.last - sums.first) / 1_000 };
  });
}

/** Lets go of all that waits, so that what is measured next has nothing behind it. */
export async function emptyInbox(ownerUrl: string): Promise<void> {
  await asOwner(ownerUrl, (client) => client.query('TRUNCATE inbox'));
}

async function asOwner<T>(ownerUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
