import type { Clock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import { wake } from '~/platform/queue/wakeups.server';
import { waits } from './waits.server';

/** Lets mails to these people be asked about now that wait until what was told of their consent is read. */
export async function askAnew(
  db: Db,
  { clock }: { clock: Clock },
  shopId: string,
  profileIds: readonly string[],
): Promise<void> {
  if (!profileIds.length) return;
  const now = clock.now();
  const asked = await db.$executeRaw`
    UPDATE messages m SET "dueAt" = ${now}
    WHERE m."shopId" = ${shopId}::uuid AND m."profileId" = ANY(${[...profileIds]}::uuid[]) AND ${waits}
      AND m."reason" ->> 'code' = 'consent-being-read' AND m."dueAt" > ${now}`;
  if (asked) await wake(db, shopId, 'send-messages', now);
}
