import { recordActivity } from '~/platform/audit/activity.server';
import type { Db } from '~/platform/db/db.server';
import { wake } from '~/platform/queue/wakeups.server';
import type { CampaignDeps } from './campaign-deps';
import { countAudience, countUnread } from './audience.server';
import type { StoredCampaign } from './stored-campaign';

/** A campaign whose time has come begins: it is counted how many there are, as turns are drawn among so many. */
export async function begin(deps: CampaignDeps, tx: Db, stored: StoredCampaign): Promise<void> {
  const { shopId, id, name, step } = stored;
  const startedAt = deps.clock.now();
  await tx.campaign.update({
    where: { shopId_id: { shopId, id } },
    data: {
      ...{ state: 'sending', startedAt, reachCount: await reachOf(tx, stored, startedAt) },
      ...{ preparedUpTo: null, turns: 0, preparedAt: null, pausedMs: 0 },
    },
  });
  const kind = step === 'mail' ? 'campaign-begun' : 'campaign-begun-again';
  await recordActivity(deps, tx, shopId, { kind, subject: id, details: { name } });
  if (stored.campaign.offerId) await wake(tx, shopId, 'tend-offers', startedAt);
}

async function reachOf(tx: Db, { shopId, id, step, campaign }: StoredCampaign, at: Date): Promise<number> {
  if (step === 'resend') return countUnread(tx, shopId, id);
  const { audience, topicKey } = campaign;
  return (await countAudience(tx, { shopId, audience, topicKey, at }, at)).reach;
}
