import { wake } from '~/platform/queue/wakeups.server';
import type { TendDeps } from './tend-deps';

/**
 * Lets as many mails that wait for a code of an offer as there are codes that nobody has be asked about now: those that would have been first. One that is in
 * hand just then is passed over, and asks again by itself.
 */
export async function letWaitingAsk({ db, clock }: TendDeps, shopId: string, offerId: string): Promise<void> {
  const now = clock.now();
  await db.transaction(async (tx) => {
    const asked = await tx.$executeRaw`
      WITH first AS MATERIALIZED (
        SELECT m."id" FROM messages m WHERE m."shopId" = ${shopId}::uuid AND m."state" = 'planned' AND m."subject" ? 'offerId'
          AND m."subject"->>'offerId' = ${offerId} AND m."reason"->>'code' = 'no-code-left' AND m."dueAt" > ${now}::timestamptz
        ORDER BY m."dueAt", m."id"
        LIMIT (SELECT count(*) FROM discount_codes c WHERE c."shopId" = ${shopId}::uuid AND c."offerId" = ${offerId}::uuid
          AND c."state" = 'free' AND c."usedAt" IS NULL)
        FOR UPDATE SKIP LOCKED)
      UPDATE messages m SET "dueAt" = ${now}::timestamptz FROM first WHERE m."shopId" = ${shopId}::uuid AND m."id" = first."id"`;
    if (asked > 0) await wake(tx, shopId, 'send-messages', now);
  });
}
