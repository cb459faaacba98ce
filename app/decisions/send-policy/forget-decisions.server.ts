import type { Db } from '~/platform/db/db.server';

/**
 * Deletes what rules saw before an instant, at most `limit` times, oldest first. Returns how many went. Of a mail that still waits it stays: its next answer is
 * compared with the last. One that was first given before and again since goes with its first: nobody waits so long for a mail.
 */
export const forgetDecisionsBefore = (db: Db, shopId: string, before: Date, limit: number): Promise<number> =>
  db.$executeRaw`
    DELETE FROM message_decisions d USING (
      SELECT o."messageId", o."seq" FROM message_decisions o JOIN messages m ON m."shopId" = o."shopId" AND m."id" = o."messageId"
      WHERE o."shopId" = ${shopId}::uuid AND o."decidedAt" < ${before}::timestamptz AND m."state" NOT IN ('planned', 'claimed')
      ORDER BY o."decidedAt" LIMIT ${limit}) old
    WHERE d."shopId" = ${shopId}::uuid AND d."messageId" = old."messageId" AND d."seq" = old."seq"`;
