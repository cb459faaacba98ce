import { recordActivity } from '~/platform/audit/activity.server';
import { addMs, minutes } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import type { CampaignDeps } from './campaign-deps';
import type { StoredCampaign } from './stored-campaign';

const DAY_MINUTES = 1_440;
const LOOK_AGAIN_MINUTES = 1;

/**
 * Looks whether all of a campaign has left. While something still waits, it is looked again when the last of it is due. With the last of the first mails it
 * ends, or is scheduled once more for those who do not read them.
 */
export async function look(deps: CampaignDeps, tx: Db, stored: StoredCampaign): Promise<void> {
  const { shopId, id, step, campaign } = stored;
  const now = deps.clock.now();
  const lastDueAt = await lastDueOf(tx, shopId, id);
  const again = addMs(now, minutes(LOOK_AGAIN_MINUTES));
  const where = { shopId_id: { shopId, id } };
  if (lastDueAt) {
    await tx.campaign.update({ where, data: { lookAt: lastDueAt > again ? lastDueAt : again } });
    return;
  }
  const ended = { lookAt: null, ...(step === 'mail' ? { mailedAt: now } : {}) };
  if (step === 'mail' && campaign.resend) {
    const startsAt = addMs(now, minutes(campaign.resend.afterDays * DAY_MINUTES));
    await tx.campaign.update({ where, data: { ...ended, state: 'scheduled', step: 'resend', startsAt } });
  } else await tx.campaign.update({ where, data: { ...ended, state: 'sent', endedAt: now } });
  await recordActivity(deps, tx, shopId, { kind: 'campaign-sent', subject: id, details: { name: campaign.name } });
}

/** When the last of what waits, or is on its way, is due; null: nothing does. What Postmark could not take waits again. */
async function lastDueOf(tx: Db, shopId: string, id: string): Promise<Date | null> {
  const rows = await tx.$queryRaw<{ at: Date | null }[]>`
    SELECT max("dueAt") AS "at" FROM messages WHERE "shopId" = ${shopId}::uuid AND "sourceKind" = 'campaign' AND "sourceId" = ${id}::uuid
      AND "state" IN ('planned', 'claimed', 'requested', 'unknown')`;
  return rows[0]?.at ?? null;
}
