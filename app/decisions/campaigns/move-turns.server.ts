import { Prisma } from '@prisma/client';
import { timeZoneOf } from '~/customers/profiles/time-zone';
import { addMs } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import { wake } from '~/platform/queue/wakeups.server';
import type { CampaignDeps } from './campaign-deps';
import type { Schedule } from './campaign';
import { dueAfterPause, type Pause } from './due';
import type { StoredCampaign } from './stored-campaign';

const AT_ONCE = 1_000;
const NOBODY = '00000000-0000-0000-0000-000000000000';

interface Waiting {
  profileId: string;
  id: string;
  dueAt: Date;
  expiresAt: Date;
  countryCode: string | null;
  regionCode: string | null;
}

/** Moves the next turns on by the length of a pause that is to end; with the last of them the campaign goes on. */
export async function moveSome(deps: CampaignDeps, tx: Db, stored: StoredCampaign): Promise<void> {
  const { shopId, id, pausedAt, resumedAt, campaign, step } = stored;
  if (!pausedAt || !resumedAt) throw new Error(`campaign ${id} is to go on and did not stand still`);
  const waiting = await nextWaiting(tx, stored);
  const shop = await tx.shop.findUniqueOrThrow({ where: { id: shopId }, select: { timezone: true } });
  const schedule: Schedule = step === 'mail' ? campaign.schedule : { kind: 'now' };
  await move(tx, shopId, schedule, { pausedAt, resumedAt }, waiting, shop.timezone);
  if (waiting.length === AT_ONCE) {
    const movedUpTo = waiting.at(-1)?.profileId ?? null;
    await tx.campaign.update({ where: { shopId_id: { shopId, id } }, data: { movedUpTo } });
    return;
  }
  await tx.campaign.update({
    where: { shopId_id: { shopId, id } },
    data: {
      ...{ state: 'sending', pausedAt: null, pauseReason: Prisma.DbNull, resumedAt: null, movedUpTo: null },
      pausedMs: { increment: resumedAt.getTime() - pausedAt.getTime() },
      lookAt: deps.clock.now(),
    },
  });
  await wake(tx, shopId, 'send-messages', deps.clock.now());
}

/** By their random ids, so that each is moved once. */
function nextWaiting(tx: Db, { shopId, id, step, movedUpTo }: StoredCampaign): Promise<Waiting[]> {
  return tx.$queryRaw<Waiting[]>`
    SELECT m."profileId"::text, m."id"::text, m."dueAt", m."expiresAt", pr."countryCode", pr."regionCode"
    FROM messages m JOIN profiles pr ON pr."shopId" = m."shopId" AND pr."id" = m."profileId"
    WHERE m."shopId" = ${shopId}::uuid AND m."sourceKind" = 'campaign' AND m."sourceId" = ${id}::uuid AND m."stepKey" = ${step}
      AND m."state" = 'planned' AND m."profileId" > ${movedUpTo ?? NOBODY}::uuid
    ORDER BY m."profileId" LIMIT ${AT_ONCE}`;
}

async function move(
  tx: Db,
  shopId: string,
  schedule: Schedule,
  pause: Pause,
  waiting: readonly Waiting[],
  shopZone: string,
): Promise<void> {
  const moved = waiting.map(({ id, dueAt, expiresAt, ...place }) => {
    const due = dueAfterPause(schedule, dueAt, pause, timeZoneOf(place) ?? shopZone);
    return { id, dueAt: due, expiresAt: addMs(expiresAt, due.getTime() - dueAt.getTime()) };
  });
  await tx.$executeRaw`
    UPDATE messages m SET "dueAt" = q."dueAt", "expiresAt" = q."expiresAt"
    FROM jsonb_to_recordset(${JSON.stringify(moved)}::jsonb) AS q("id" uuid, "dueAt" timestamptz, "expiresAt" timestamptz)
    WHERE m."shopId" = ${shopId}::uuid AND m."id" = q."id" AND m."state" = 'planned'`;
}
