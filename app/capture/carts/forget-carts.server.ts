import type { Db } from '~/platform/db/db.server';

/** Deletes carts that nobody has changed since an instant, at most `limit`. Returns how many went. */
export const forgetCartsBefore = (db: Db, shopId: string, before: Date, limit: number): Promise<number> =>
  db.$executeRaw`
    DELETE FROM carts WHERE "shopId" = ${shopId}::uuid AND "token" IN (
      SELECT "token" FROM carts WHERE "shopId" = ${shopId}::uuid AND "linesChangedAt" < ${before}
      ORDER BY "linesChangedAt" LIMIT ${limit})`;
