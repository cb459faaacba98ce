import type { Db } from '~/platform/db/db.server';

/** Erases by what the mails of somebody were opened and where their links led. That they were opened stays with the mail and in the history. */
export async function eraseSignals(db: Db, shopId: string, messageIds: string[]): Promise<void> {
  await db.mailSignal.deleteMany({ where: { shopId, messageId: { in: messageIds } } });
}

/** Deletes signals from before an instant, at most `limit`. Returns how many went. */
export const forgetSignalsBefore = (db: Db, shopId: string, before: Date, limit: number): Promise<number> =>
  db.$executeRaw`
    DELETE FROM mail_signals WHERE "shopId" = ${shopId}::uuid AND "id" IN (
      SELECT "id" FROM mail_signals WHERE "shopId" = ${shopId}::uuid AND "occurredAt" < ${before}
      ORDER BY "occurredAt" LIMIT ${limit})`;
