import type { Db } from '~/platform/db/db.server';
import type { Ids } from '~/platform/ids.server';
import type { SystemClock } from '~/platform/clock/clock';
import type { CustomerEvent } from './event';

export interface EventLogDeps {
  ids: Ids;
  systemClock: SystemClock;
}

export interface KnownEvent {
  profileId: string;
  event: CustomerEvent;
}

/**
 * Appends events to the shop's log; a fact that is already there is left out.
 * Returns the ids of those that were new, by dedupe key.
 */
export async function appendEvents(
  deps: EventLogDeps,
  db: Db,
  shopId: string,
  events: KnownEvent[],
): Promise<Map<string, string>> {
  if (!events.length) return new Map();
  const rows = events.map(({ profileId, event }) => ({ id: deps.ids.next(), profileId, ...event }));
  const added = await db.$queryRaw<{ id: string; dedupeKey: string }[]>`
    INSERT INTO events ("shopId", "id", "profileId", "type", "occurredAt", "recordedAt", "source", "dedupeKey", "properties")
    SELECT ${shopId}::uuid, r."id", r."profileId", r."type", r."occurredAt", ${deps.systemClock.now()}, r."source", r."dedupeKey", r."properties"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r("id" uuid, "profileId" uuid, "type" text, "occurredAt" timestamptz,
      "source" text, "dedupeKey" text, "properties" jsonb)
    ON CONFLICT DO NOTHING
    RETURNING "id", "dedupeKey"`;
  return new Map(added.map((row) => [row.dedupeKey, row.id]));
}
