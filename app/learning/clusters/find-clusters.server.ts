import type { Moment } from '~/customers/rules/known-person';
import type { Clock } from '~/platform/clock/clock';
import type { Database, Db } from '~/platform/db/db.server';
import type { Ids } from '~/platform/ids.server';
import { chooseClustering } from './choose-clustering';
import type { Algorithm, Clustering, Clusterings } from './cluster-people';
import { featuresOf, type Feature } from './features';
import { commonCountries, countPeople } from './features.server';
import { matchClusters } from './match-clusters';
import { measureFidelity } from './measure-fidelity.server';
import { LIMITS, partEverybody, type ClusterLimits } from './part-everybody.server';
import { randIndex } from './rand-index';
import { NOISE } from './silhouette';
import { standingClusters, type StandingClusters } from './standing-clusters.server';
import {
  storeClusters,
  storeTooFew,
  type ClusterToStore,
  type RunFigures,
  type StoredScatter,
} from './store-clusters.server';
import { nameClusters } from './words';

export interface ClusterDeps {
  db: Database;
  clock: Clock;
  ids: Ids;
}

export type ClusterOutcome =
  | { kind: 'found'; people: number; chosen: Algorithm | null; figures: RunFigures[] }
  | { kind: 'too-few'; people: number };

/** Fewer people are looked at by eye. */
export const FEWEST_PEOPLE = 100;

/**
 * Looks which groups a shop's people fall into by what they do and are, in three ways, names each and says it as a rule. What the run before found and
 * this one finds again keeps its id and its name.
 */
export async function findClusters(
  deps: ClusterDeps,
  shopId: string,
  limits: ClusterLimits = LIMITS,
): Promise<ClusterOutcome> {
  const { prisma } = deps.db;
  const moment = await momentOf(prisma, deps.clock, shopId);
  const people = await countPeople(prisma, shopId, moment);
  if (people < FEWEST_PEOPLE) {
    await deps.db.transaction((tx) => storeTooFew(deps, tx, shopId, people));
    return { kind: 'too-few', people };
  }
  const countries = await commonCountries(prisma, shopId, people);
  const features = featuresOf(countries);
  const standing = await standingClusters(prisma, shopId);
  const question = { features, moment, counts: standing.counts };
  const { ids, clusterings, labels } = await partEverybody(prisma, shopId, question, limits);
  const parted = clusterings.all.map((clustering, at) => ({ clustering, labels: labels[at] as Int32Array }));
  const clusters: ClusterToStore[] = [];
  for (const each of parted)
    clusters.push(...(await toStore(deps, shopId, { ...each, ids, features, moment, standing })));
  const figures = parted.map((each) => figuresOf(each, ids, standing));
  const chosen = chooseClustering(clusterings.all);
  const scatter = numbered(clusterings);
  await storeClusters(deps, shopId, { people: ids.length, countries, chosen, figures, scatter, clusters });
  return { kind: 'found', people: ids.length, chosen, figures };
}

/** Each point with the number of its cluster: points are the first people. */
function numbered({ all, scatter }: Clusterings): StoredScatter {
  const numbers = all.map(({ algorithm, labels }) => [algorithm, [...labels.subarray(0, scatter.points.length)]]);
  return { ...scatter, numbers: Object.fromEntries(numbers) as StoredScatter['numbers'] };
}

async function momentOf(db: Db, clock: Clock, shopId: string): Promise<Moment> {
  const shop = await db.shop.findUniqueOrThrow({ where: { id: shopId }, select: { timezone: true } });
  return { at: clock.now(), timeZone: shop.timezone };
}

interface Parted {
  clustering: Clustering;
  labels: Int32Array;
}

/** Each cluster with its members, its old id and name where it had one, and what its rule is worth. */
async function toStore(
  { db, ids: newIds }: ClusterDeps,
  shopId: string,
  {
    clustering: { algorithm, clusters },
    labels,
    ids,
    features,
    moment,
    standing,
  }: Parted & { ids: string[]; features: Feature[]; moment: Moment; standing: StandingClusters },
): Promise<ClusterToStore[]> {
  const kept = matchClusters(ids, labels, clusters.length, standing.members[algorithm] ?? new Map<string, string>());
  const names = nameClusters(
    clusters.map(({ traits }, number) => ({ traits, name: standing.names.get(kept[number] ?? '') ?? null })),
    features,
  );
  const stored: ClusterToStore[] = [];
  for (const [number, { traits, centre, rule }] of clusters.entries()) {
    const members = ids.filter((_, person) => labels[person] === number);
    const explained = rule && (await measureFidelity(db.prisma, shopId, rule, members, moment));
    stored.push({
      ...{ id: kept[number] ?? newIds.next(), algorithm, number, name: names[number] ?? '' },
      ...{ traits, centre, members, rule: explained?.rule ?? null, fidelity: explained?.fidelity ?? null },
    });
  }
  return stored;
}

/** How a way of parting people did, and how far it agrees with the run before about those who were there both times. */
function figuresOf({ clustering, labels }: Parted, ids: string[], { members }: StandingClusters): RunFigures {
  const { algorithm, clusters, silhouette } = clustering;
  const before = members[algorithm];
  const both = before
    ? ids.flatMap((id, person) => (before.has(id) ? [{ was: before.get(id), is: labels[person] }] : []))
    : [];
  const noise = labels.reduce((count, label) => count + (label === NOISE ? 1 : 0), 0);
  return {
    ...{ algorithm, clusters: clusters.length, silhouette, noiseShare: noise / (labels.length || 1) },
    randIndex: both.length
      ? randIndex(
          both.map(({ was }) => was ?? ''),
          both.map(({ is }) => String(is)),
        )
      : null,
  };
}
