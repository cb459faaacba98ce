import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** So few are read within a second or two. */
const FEW = 100;
const LOOK_AGAIN_MS = 500;

/** Resolves when the app has read all but a few of the webhooks that it took, or after so long; its database may be killed meanwhile. */
export async function readByApp(databaseUrl: string, atMostMs: number): Promise<void> {
  const endsAt = performance.now() + atMostMs;
  while (performance.now() < endsAt) {
    const unread = await unreadIn(databaseUrl).catch(() => null);
    if (unread !== null && unread <= FEW) return;
    await sleep(LOOK_AGAIN_MS);
  }
}

/** A connection each time: the one before may have gone with its server. */
async function unreadIn(connectionString: string): Promise<number> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: LOOK_AGAIN_MS });
  // A server that is killed ends its connections: the question fails by itself.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(`SELECT set_config('app.shop_id', "id"::text, false) FROM shops`);
    const { rows } = await client.query<{ unread: number }>(
      `SELECT count(*)::int AS unread FROM (SELECT FROM inbox WHERE "state" = 'pending' LIMIT ${FEW + 1}) few`,
    );
    return rows[0]?.unread ?? 0;
  } finally {
    await client.end();
  }
}
