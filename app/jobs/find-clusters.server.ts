import { findClusters, type ClusterDeps } from '~/learning/clusters/find-clusters.server';
import { addMs, minutes } from '~/platform/clock/clock';
import type { JobOutcome, JobPayload } from '~/platform/queue/catalog';
import type { Services } from '~/services.server';

const EVERY_MINUTES = 7 * 1_440;
const TOO_FEW_AGAIN_MINUTES = 1_440;
const NOT_YET_MINUTES = 60;

/** Looks each week which groups people fall into; sooner again where they are too few, or where nobody has worked out yet what they are like. */
export async function findClustersJob(
  services: ClusterDeps & Pick<Services, 'logger'>,
  { shopId }: JobPayload<'find-clusters'>,
): Promise<JobOutcome> {
  const { db, clock, logger } = services;
  const again = (inMinutes: number): JobOutcome => ({ nextDueAt: addMs(clock.now(), minutes(inMinutes)) });
  const isWorkedOut = (await db.prisma.traitScale.count({ where: { shopId } })) > 0;
  if (!isWorkedOut) return again(NOT_YET_MINUTES);
  const outcome = await findClusters(services, shopId);
  logger.info({ shopId, ...outcome }, 'clusters');
  return again(outcome.kind === 'too-few' ? TOO_FEW_AGAIN_MINUTES : EVERY_MINUTES);
}
