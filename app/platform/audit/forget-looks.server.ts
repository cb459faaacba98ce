import type { Db } from '../db/db.server';

/** Deletes what the access log holds from before an instant of system time, at most `limit` entries. Returns how many went. */
export const forgetLooksBefore = (db: Db, shopId: string, before: Date, limit: number): Promise<number> =>
  db.$executeRaw`
    DELETE FROM access_log WHERE "shopId" = ${shopId}::uuid AND "id" IN (
      SELECT "id" FROM access_log WHERE "shopId" = ${shopId}::uuid AND "at" < ${before} ORDER BY "at" LIMIT ${limit})`;
