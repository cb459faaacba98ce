import { ruleSchema, type Rule } from '~/customers/rules/rule';
import type { Db } from '~/platform/db/db.server';
import type { Algorithm } from './cluster-people';
import type { Trait } from './describe-clusters';
import { featuresOf } from './features';
import type { Fidelity } from './measure-fidelity.server';
import type { RunFigures, StoredScatter } from './store-clusters.server';
import { sentencesOf } from './words';

/** A cluster as a merchant sees it. */
export interface ShownCluster {
  id: string;
  algorithm: Algorithm;
  /** As in the scatter. */
  number: number;
  name: string;
  /** What sets it apart, in sentences, the plainest first. */
  sentences: string[];
  /** People in it now, and their share of all that were looked at, 0 to 1. */
  size: number;
  share: number;
  centre: Record<string, number>;
  rule: Rule | null;
  fidelity: Fidelity | null;
  foundAt: Date;
}

export type ShownClusters =
  | { kind: 'never-looked' }
  | { kind: 'too-few'; ranAt: Date; people: number }
  | {
      kind: 'found';
      ranAt: Date;
      people: number;
      /** What is proposed; null: no way parts people well. */
      chosen: Algorithm | null;
      figures: RunFigures[];
      clusters: ShownCluster[];
      scatter: StoredScatter;
      /** Runs before and this one, the newest first: how far each agreed with the one before it. */
      history: { ranAt: Date; people: number; chosen: Algorithm | null; figures: RunFigures[] }[];
    };

/** What was found when it was last looked which groups a shop's people fall into. */
export async function loadClusters(db: Db, shopId: string): Promise<ShownClusters> {
  const runs = await db.clusterRun.findMany({ where: { shopId }, orderBy: [{ ranAt: 'desc' }, { id: 'desc' }] });
  const run = runs[0];
  if (!run) return { kind: 'never-looked' };
  const { ranAt, people, countries } = run;
  if (run.outcome !== 'found') return { kind: 'too-few', ranAt, people };
  const { currency } = await db.shop.findUniqueOrThrow({ where: { id: shopId }, select: { currency: true } });
  const rows = await db.cluster.findMany({
    where: { shopId, runId: run.id },
    orderBy: [{ algorithm: 'asc' }, { number: 'asc' }],
    include: { _count: { select: { members: true } } },
  });
  const features = featuresOf(countries);
  return {
    ...{ kind: 'found', ranAt, people, chosen: run.chosen as Algorithm | null },
    ...{ figures: run.figures as unknown as RunFigures[], scatter: run.scatter as unknown as StoredScatter },
    clusters: rows.map(({ id, algorithm, number, name, traits, centre, rule, fidelity, foundAt, _count }) => ({
      ...{ id, algorithm: algorithm as Algorithm, number, name, foundAt },
      sentences: sentencesOf(traits as unknown as Trait[], features, currency),
      ...{ size: _count.members, share: people ? _count.members / people : 0 },
      ...{ centre: centre as Record<string, number>, rule: rule === null ? null : ruleSchema.parse(rule) },
      fidelity: fidelity as Fidelity | null,
    })),
    history: runs
      .filter(({ outcome }) => outcome === 'found')
      .map((each) => ({
        ...{ ranAt: each.ranAt, people: each.people, chosen: each.chosen as Algorithm | null },
        figures: each.figures as unknown as RunFigures[],
      })),
  };
}

/** A cluster as a segment that can be saved at once (`saveSegment`); null: it is gone, or nothing says it as a rule. */
export async function ruleOfCluster(
  db: Db,
  shopId: string,
  clusterId: string,
): Promise<{ name: string; rule: Rule; fidelity: Fidelity } | null> {
  const cluster = await db.cluster.findUnique({ where: { shopId_id: { shopId, id: clusterId } } });
  if (!cluster?.rule) return null;
  const { name, rule, fidelity } = cluster;
  return { name, rule: ruleSchema.parse(rule), fidelity: fidelity as unknown as Fidelity };
}
