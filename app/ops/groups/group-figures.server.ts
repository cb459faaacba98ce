import { Prisma } from '@prisma/client';
import type { Db } from '~/platform/db/db.server';

/** What the people of a group come to, as they are now. */
export interface GroupFigures {
  mailable: number;
  buyers: number;
  /** Of those who bought, less what came back, in the shop's currency; null: nobody did. */
  medianSpentMinor: number | null;
}

export const NO_FIGURES: GroupFigures = { mailable: 0, buyers: 0, medianSpentMinor: null };

/** The figures of some groups, by their ids; a group with nobody in it is left out. */
export async function groupFigures(
  db: Db,
  shopId: string,
  clusterIds: readonly string[],
): Promise<Map<string, GroupFigures>> {
  if (clusterIds.length === 0) return new Map();
  const rows = await db.$queryRaw<(GroupFigures & { clusterId: string })[]>`
    SELECT m."clusterId"::text AS "clusterId", (count(*) FILTER (WHERE c."state" = 'granted'))::int AS "mailable",
      (count(*) FILTER (WHERE n."orderCount" > 0))::int AS "buyers",
      percentile_disc(0.5) WITHIN GROUP (ORDER BY n."netMinor") FILTER (WHERE n."orderCount" > 0) AS "medianSpentMinor"
    FROM cluster_members m JOIN profiles p ON p."shopId" = m."shopId" AND p."id" = m."profileId"
    LEFT JOIN consent_states c ON c."shopId" = m."shopId" AND c."addressId" = p."primaryAddressId" AND c."purpose" = 'marketing'
    LEFT JOIN profile_numbers n ON n."shopId" = m."shopId" AND n."profileId" = m."profileId"
    WHERE m."shopId" = ${shopId}::uuid AND m."clusterId" IN (${Prisma.join(clusterIds.map((id) => Prisma.sql`${id}::uuid`))})
    GROUP BY 1`;
  return new Map(rows.map(({ clusterId, ...figures }) => [clusterId, figures]));
}
