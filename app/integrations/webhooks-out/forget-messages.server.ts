import { addMs } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';

const KEPT_MS = 30 * 86_400_000;

/** Lets go of what was noted more than 30 days ago, sent or not. */
export async function forgetOldMessages(tx: Db, shopId: string, now: Date): Promise<void> {
  await tx.webhookMessage.deleteMany({ where: { shopId, notedAt: { lt: addMs(now, -KEPT_MS) } } });
}

/** What was told and is to be told of these people goes with them. */
export async function eraseWebhookMessages(tx: Db, shopId: string, profileIds: string[]): Promise<void> {
  await tx.webhookMessage.deleteMany({ where: { shopId, profileId: { in: profileIds } } });
}
