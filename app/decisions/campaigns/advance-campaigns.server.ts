import type { Campaign as Row } from '@prisma/client';
import type { Clock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import type { CampaignDeps } from './campaign-deps';
import { begin } from './begin-campaign.server';
import { clearSome } from './clear-campaign.server';
import { look } from './finish-campaign.server';
import { moveSome } from './move-turns.server';
import { prepareSome } from './prepare-campaign.server';
import { storedCampaign, type StoredCampaign } from './stored-campaign';

/** Steps of one turn: after so many the job ends and is due again, so that nobody waits behind a large campaign. */
const MOST_STEPS = 20;

/**
 * Does what a shop's campaigns have to do now: begin, be prepared, go on after a pause, be cleared away, end. Each step is a transaction of its own over some
 * hundreds of people, which holds its campaign: a second worker does what others have to do meanwhile, and one that is killed loses a step. Returns when
 * there is more to do, or null.
 */
export async function advanceCampaigns(deps: CampaignDeps, shopId: string): Promise<Date | null> {
  for (let step = 0; step < MOST_STEPS; step++) {
    const hadWork = await deps.db.transaction((tx) => advanceOne(deps, tx, shopId));
    if (!hadWork) break;
  }
  return nextCampaignsAt(deps.db.prisma, deps.clock, shopId);
}

async function advanceOne(deps: CampaignDeps, tx: Db, shopId: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<Row[]>`
    SELECT c.* FROM campaigns c
    WHERE c."shopId" = ${shopId}::uuid AND (c."isClearing"
      OR (c."state" = 'scheduled' AND c."startsAt" <= ${deps.clock.now()})
      OR (c."state" = 'paused' AND c."resumedAt" IS NOT NULL)
      OR (c."state" = 'sending' AND (c."preparedAt" IS NULL OR c."lookAt" <= ${deps.clock.now()})))
    ORDER BY c."startsAt", c."id" LIMIT 1 FOR UPDATE SKIP LOCKED`;
  if (!row) return false;
  await workOf(storedCampaign(row))(deps, tx, storedCampaign(row));
  return true;
}

type Work = (deps: CampaignDeps, tx: Db, campaign: StoredCampaign) => Promise<void>;

function workOf({ isClearing, state, preparedAt }: StoredCampaign): Work {
  if (isClearing) return clearSome;
  if (state === 'scheduled') return begin;
  if (state === 'paused') return moveSome;
  return preparedAt === null ? prepareSome : look;
}

/** When campaigns next have something to do, by business time; null: nothing waits. */
export async function nextCampaignsAt(db: Db, clock: Clock, shopId: string): Promise<Date | null> {
  const rows = await db.$queryRaw<{ at: Date | null }[]>`
    SELECT min(CASE
      WHEN "isClearing" OR ("state" = 'paused' AND "resumedAt" IS NOT NULL) OR ("state" = 'sending' AND "preparedAt" IS NULL)
        THEN ${clock.now()}::timestamptz
      WHEN "state" = 'scheduled' THEN "startsAt"
      WHEN "state" = 'sending' THEN "lookAt" END) AS "at"
    FROM campaigns WHERE "shopId" = ${shopId}::uuid`;
  return rows[0]?.at ?? null;
}
