import type { Db } from '~/platform/db/db.server';
import { holdClusters } from './store-clusters.server';

/** Takes people out of all clusters, after whoever is just writing who is in them. Points of the scatter name nobody and stay until the next run. */
export async function eraseClusterMembers(tx: Db, shopId: string, profileIds: string[]): Promise<void> {
  await holdClusters(tx, shopId);
  await tx.clusterMember.deleteMany({ where: { shopId, profileId: { in: profileIds } } });
}
