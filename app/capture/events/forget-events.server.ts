import type { Db } from '~/platform/db/db.server';
import { eventTypes } from './event';

/**
 * Deletes events from before an instant, at most `limit`, whatever their type: found type by type, as the index stands. Returns how many went; as many
 * as `limit`: there may be more.
 */
export const forgetEventsBefore = (db: Db, shopId: string, before: Date, limit: number): Promise<number> =>
  db.$executeRaw`
    DELETE FROM events WHERE "shopId" = ${shopId}::uuid AND "id" IN (
      SELECT e."id" FROM unnest(${eventTypes}::text[]) AS t("type") CROSS JOIN LATERAL (
        SELECT "id" FROM events WHERE "shopId" = ${shopId}::uuid AND "type" = t."type" AND "occurredAt" < ${before}
        ORDER BY "occurredAt" LIMIT ${limit}) e
      LIMIT ${limit})`;

/** Deletes everything that these persons did. */
export const forgetEventsOf = (db: Db, shopId: string, profileIds: string[]): Promise<number> =>
  db.$executeRaw`DELETE FROM events WHERE "shopId" = ${shopId}::uuid AND "profileId" = ANY(${profileIds}::uuid[])`;

/** Deletes these events, by their ids or by what they are keyed with. Returns how many went. */
export async function forgetEvents(
  db: Db,
  shopId: string,
  which: { ids: string[] } | { dedupeKeys: string[] },
): Promise<number> {
  const where = 'ids' in which ? { id: { in: which.ids } } : { dedupeKey: { in: which.dedupeKeys } };
  const { count } = await db.event.deleteMany({ where: { shopId, ...where } });
  return count;
}
