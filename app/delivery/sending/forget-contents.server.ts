import type { Db } from '~/platform/db/db.server';

/** Deletes mails as they were sent before an instant, at most `limit`. Returns how many went. */
export const forgetContentsBefore = (db: Db, shopId: string, before: Date, limit: number): Promise<number> =>
  db.$executeRaw`
    DELETE FROM message_contents WHERE "shopId" = ${shopId}::uuid AND "messageId" IN (
      SELECT "messageId" FROM message_contents WHERE "shopId" = ${shopId}::uuid AND "renderedAt" < ${before}
      ORDER BY "renderedAt" LIMIT ${limit})`;
