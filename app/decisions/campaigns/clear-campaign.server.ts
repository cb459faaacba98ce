import type { Db } from '~/platform/db/db.server';
import type { CampaignDeps } from './campaign-deps';
import type { StoredCampaign } from './stored-campaign';

const AT_ONCE = 2_000;

/** Of a campaign that was cancelled the next of what still waits is skipped, with why. What is claimed already the arbiter looks at once more. */
export async function clearSome(_deps: CampaignDeps, tx: Db, { shopId, id }: StoredCampaign): Promise<void> {
  const reason = JSON.stringify({ code: 'campaign-cancelled' });
  const skipped = await tx.$executeRaw`
    UPDATE messages m SET "state" = 'skipped', "leaseUntil" = NULL, "reason" = ${reason}::jsonb
    WHERE m."shopId" = ${shopId}::uuid AND m."state" = 'planned' AND m."id" IN (
      SELECT w."id" FROM messages w WHERE w."shopId" = ${shopId}::uuid AND w."sourceKind" = 'campaign' AND w."sourceId" = ${id}::uuid
        AND w."state" = 'planned' LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED)`;
  if (skipped < AT_ONCE)
    await tx.campaign.update({ where: { shopId_id: { shopId, id } }, data: { isClearing: false } });
}
