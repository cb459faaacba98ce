import type { Db } from '~/platform/db/db.server';
import { staysAfterErasure } from './stays-after-erasure';

/**
 * Empties what persons did of everything that could name them. That something happened, when, and with which goods, stays. A key that holds a browser's
 * id or a cart's token goes, too; that of an order's event stays, so that the same fact told again is no second one.
 */
export async function eraseEvents(db: Db, shopId: string, profileIds: string[]): Promise<void> {
  const stays = JSON.stringify(staysAfterErasure);
  await db.$executeRaw`
    UPDATE events e SET
      "properties" = COALESCE((SELECT jsonb_object_agg(p."key", p."value") FROM jsonb_each(e."properties") AS p("key", "value")
        WHERE ${stays}::jsonb -> e."type" @> to_jsonb(p."key")), '{}'),
      "dedupeKey" = CASE WHEN e."type" LIKE 'order\\_%' THEN e."dedupeKey" ELSE 'erased:' || e."id" END
    WHERE e."shopId" = ${shopId}::uuid AND e."profileId" = ANY(${profileIds}::uuid[])`;
}
