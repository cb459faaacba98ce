import type { Db } from '~/platform/db/db.server';

/**
 * How many reports of a shop wait to be read, counted up to `most`. What browsers tell is not among them, and neither is what could not be read and is to
 * be tried later.
 */
export async function unreadReports(db: Db, shopId: string, now: Date, most: number): Promise<number> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM inbox WHERE "shopId" = ${shopId}::uuid AND "state" = 'pending' AND "source" <> 'storefront'
      AND ("notBefore" IS NULL OR "notBefore" <= ${now}) LIMIT ${most}`;
  return rows.length;
}
