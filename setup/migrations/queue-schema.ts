import { runMigrations } from 'bullmq';
import type { Client } from 'pg';
import { quoteName } from '../postgres/session';

/** The schema that BullMQ's tables are in. */
export const QUEUE_SCHEMA = 'bullmq';

/** Brings the queue's tables to what the installed BullMQ needs. `client` is connected as the owner. */
export async function migrateQueueSchema(client: Client): Promise<void> {
  await runMigrations(client, QUEUE_SCHEMA);
  await lendSequenceRights(client);
}

/**
 * BullMQ makes a sequence when a queue gets its first job, and drops it with the queue. The app's role may make nothing, so the
 * functions that do it run with their owner's rights. BullMQ replaces its functions in later versions: this is asked anew each time.
 */
async function lendSequenceRights(client: Client): Promise<void> {
  const { rows } = await client.query<{ signature: string }>(
    `SELECT oid::regprocedure::text AS signature FROM pg_proc
      WHERE pronamespace = $1::regnamespace AND prosrc ~ '(CREATE|DROP) SEQUENCE' AND NOT prosecdef`,
    [QUEUE_SCHEMA],
  );
  for (const { signature } of rows) {
    // Whoever calls it cannot slip a temporary object of the same name in: its own schema is searched first.
    await client.query(
      `ALTER FUNCTION ${signature} SECURITY DEFINER SET search_path = ${quoteName(QUEUE_SCHEMA)}, pg_temp`,
    );
  }
}
