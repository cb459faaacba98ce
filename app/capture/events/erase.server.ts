import type { Db } from '~/platform/db/db.server';

/** Empties what programs told of a person's doings in words of their own: nobody knows what stands there. That it happened, and when, stays. */
export async function eraseToldWords(db: Db, shopId: string, profileId: string): Promise<void> {
  await db.$executeRaw`
    UPDATE events SET "properties" = jsonb_set("properties", '{properties}', '{}')
    WHERE "shopId" = ${shopId}::uuid AND "profileId" = ${profileId}::uuid AND "type" = 'custom_event'`;
}
