import type { Db } from '~/platform/db/db.server';
import type { Algorithm } from './cluster-people';

/** What the run before found. */
export interface StandingClusters {
  /** By algorithm, each person's cluster. */
  members: Partial<Record<Algorithm, Map<string, string>>>;
  counts: Partial<Record<Algorithm, number>>;
  names: ReadonlyMap<string, string>;
}

export async function standingClusters(db: Db, shopId: string): Promise<StandingClusters> {
  const clusters = await db.cluster.findMany({ where: { shopId }, select: { id: true, name: true, algorithm: true } });
  const rows = await db.$queryRaw<{ algorithm: Algorithm; clusterId: string; profileIds: string[] }[]>`
    SELECT c."algorithm", c."id"::text AS "clusterId", array_agg(m."profileId"::text) AS "profileIds"
    FROM clusters c JOIN cluster_members m ON m."shopId" = c."shopId" AND m."clusterId" = c."id"
    WHERE c."shopId" = ${shopId}::uuid GROUP BY 1, 2`;
  const members: StandingClusters['members'] = {};
  for (const { algorithm, clusterId, profileIds } of rows) {
    const own = (members[algorithm] ??= new Map<string, string>());
    for (const id of profileIds) own.set(id, clusterId);
  }
  const counts: StandingClusters['counts'] = {};
  for (const { algorithm } of clusters) counts[algorithm as Algorithm] = (counts[algorithm as Algorithm] ?? 0) + 1;
  return { members, counts, names: new Map(clusters.map(({ id, name }) => [id, name])) };
}
