import { Prisma } from '@prisma/client';
import type { Rule } from '~/customers/rules/rule';
import type { Clock } from '~/platform/clock/clock';
import type { Database, Db } from '~/platform/db/db.server';
import type { Ids } from '~/platform/ids.server';
import type { Algorithm } from './cluster-people';
import type { Trait } from './describe-clusters';
import type { Fidelity } from './measure-fidelity.server';
import type { Scatter } from './scatter';

export interface RunFigures {
  algorithm: Algorithm;
  clusters: number;
  silhouette: number;
  noiseShare: number;
  /** Adjusted Rand index with the run before; null: there was none. */
  randIndex: number | null;
}

export interface ClusterToStore {
  id: string;
  algorithm: Algorithm;
  number: number;
  name: string;
  traits: Trait[];
  centre: Record<string, number>;
  rule: Rule | null;
  fidelity: Fidelity | null;
  members: string[];
}

/** `numbers`: each point's cluster, by algorithm; -1: none. */
export type StoredScatter = Scatter & { numbers: Record<string, number[]> };

interface RunToStore {
  people: number;
  countries: string[];
  chosen: Algorithm | null;
  figures: RunFigures[];
  scatter: StoredScatter;
  clusters: ClusterToStore[];
}

interface StoreDeps {
  db: Database;
  ids: Ids;
  clock: Clock;
}

/** About a quarter of a year of weeks: what was found is compared over them. */
const RUNS_KEPT = 12;
const TIMEOUT_MS = 300_000;

/** Erasing somebody and writing who is in which cluster take turns: whoever is erased must not be put in again. Until the transaction ends. */
export async function holdClusters(tx: Db, shopId: string): Promise<void> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`clusters:${shopId}`}, 0))::text`;
}

/** That too few people are there is kept as well; what was found when there were more is no longer true. */
export async function storeTooFew(
  { ids, clock }: Omit<StoreDeps, 'db'>,
  tx: Db,
  shopId: string,
  people: number,
): Promise<void> {
  await holdClusters(tx, shopId);
  await tx.cluster.deleteMany({ where: { shopId } });
  await tx.clusterRun.create({
    data: { shopId, id: ids.next(), ranAt: clock.now(), outcome: 'too-few', people, figures: [] },
  });
  await forgetOldRuns(tx, shopId);
}

/** Keeps what a run found, all at once; of who is in a cluster that stays, only the difference is written. */
export async function storeClusters({ db, ids, clock }: StoreDeps, shopId: string, run: RunToStore): Promise<void> {
  const { people, countries, chosen, clusters } = run;
  const [runId, ranAt] = [ids.next(), clock.now()];
  const json = (value: unknown) => value as Prisma.InputJsonValue;
  await db.transaction(
    async (tx) => {
      await holdClusters(tx, shopId);
      await tx.clusterRun.updateMany({ where: { shopId }, data: { scatter: Prisma.DbNull } });
      await tx.clusterRun.create({
        data: {
          ...{ shopId, id: runId, ranAt, outcome: 'found', people, countries, chosen },
          ...{ figures: json(run.figures), scatter: json(run.scatter) },
        },
      });
      await tx.cluster.deleteMany({ where: { shopId, id: { notIn: clusters.map(({ id }) => id) } } });
      for (const cluster of clusters) await storeCluster(tx, shopId, { ...cluster, runId, foundAt: ranAt });
      await forgetOldRuns(tx, shopId);
    },
    { timeoutMs: TIMEOUT_MS },
  );
}

async function storeCluster(
  tx: Db,
  shopId: string,
  { id, algorithm, members, foundAt, ...cluster }: ClusterToStore & { runId: string; foundAt: Date },
): Promise<void> {
  const { runId, number, name } = cluster;
  const found = {
    ...{ runId, number, name, size: members.length, traits: cluster.traits as unknown as Prisma.InputJsonValue },
    ...{ centre: cluster.centre, rule: (cluster.rule as object | null) ?? Prisma.DbNull },
    fidelity: (cluster.fidelity as object | null) ?? Prisma.DbNull,
  };
  await tx.cluster.upsert({
    where: { shopId_id: { shopId, id } },
    create: { shopId, id, algorithm, foundAt, ...found },
    update: found,
  });
  await tx.$executeRaw`
    WITH who AS MATERIALIZED (SELECT p."id" FROM unnest(${members}::uuid[]) AS w("id")
      JOIN profiles p ON p."shopId" = ${shopId}::uuid AND p."id" = w."id" AND p."mergedIntoId" IS NULL AND p."erasedAt" IS NULL),
    gone AS (DELETE FROM cluster_members m WHERE m."shopId" = ${shopId}::uuid AND m."clusterId" = ${id}::uuid
      AND NOT EXISTS (SELECT FROM who WHERE who."id" = m."profileId"))
    INSERT INTO cluster_members ("shopId", "clusterId", "profileId")
    SELECT ${shopId}::uuid, ${id}::uuid, who."id" FROM who ON CONFLICT DO NOTHING`;
}

async function forgetOldRuns(tx: Db, shopId: string): Promise<void> {
  const old = await tx.clusterRun.findMany({
    where: { shopId },
    orderBy: [{ ranAt: 'desc' }, { id: 'desc' }],
    skip: RUNS_KEPT,
    select: { id: true },
  });
  await tx.clusterRun.deleteMany({ where: { shopId, id: { in: old.map(({ id }) => id) } } });
}
