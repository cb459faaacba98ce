import { Prisma } from '@prisma/client';
import { addMs } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';

/** From so long before a campaign begins codes are made for it: time enough for hundreds of thousands, and few are made for one that is taken back. */
const AHEAD_MS = 24 * 3_600_000;

export interface CampaignNeeds {
  /** Mails that are to carry a code, and wait for nothing but their turn. */
  promised: number;
  /** When the next campaign begins to count; null: none does. */
  nextAt: Date | null;
}

/** Campaigns that give codes of an offer with their first mail. With the second, people get the same once more. */
const giving = (shopId: string, offerId: string): Prisma.Sql => Prisma.sql`
  c."shopId" = ${shopId}::uuid AND c."definition"->>'offerId' = ${offerId} AND c."step" = 'mail'`;

/** What campaigns will want of an offer: for those that are to begin, as many codes as they are thought to reach; then one for each mail. */
export async function campaignNeeds(db: Db, shopId: string, offerId: string, now: Date): Promise<CampaignNeeds> {
  const from = addMs(now, AHEAD_MS);
  const [row] = await db.$queryRaw<[{ unplanned: number; planned: number; nextStartsAt: Date | null }]>`
    SELECT COALESCE(sum(CASE WHEN c."state" <> 'scheduled' THEN GREATEST(0, c."reachCount" - c."turns")
        WHEN c."startsAt" <= ${from}::timestamptz THEN c."expectedCount" END), 0)::int AS "unplanned",
      min(c."startsAt") FILTER (WHERE c."state" = 'scheduled' AND c."startsAt" > ${from}::timestamptz) AS "nextStartsAt",
      (SELECT count(*)::int FROM messages m WHERE m."shopId" = ${shopId}::uuid AND m."state" = 'planned' AND m."subject" ? 'offerId'
        AND m."subject"->>'offerId' = ${offerId} AND m."sourceKind" = 'campaign' AND m."stepKey" = 'mail'
        AND m."reason"->>'code' IS DISTINCT FROM 'no-code-left') AS "planned"
    FROM campaigns c WHERE ${giving(shopId, offerId)} AND c."state" IN ('scheduled', 'sending', 'paused')
      AND (c."state" = 'scheduled' OR c."preparedAt" IS NULL)`;
  const { unplanned, planned, nextStartsAt } = row;
  return { promised: unplanned + planned, nextAt: nextStartsAt && addMs(nextStartsAt, -AHEAD_MS) };
}
