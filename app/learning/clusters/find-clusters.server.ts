import type { Moment } from '~/customers/rules/known-person';
import type { Clock } from '~/platform/clock/clock';
import type { Database, Db } from '~/platform/db/db.server';
import type { Ids } from '~/platform/ids.server';
import { chooseClustering } from './choose-clustering';
import { clusterApart } from './cluster-apart.server';
import type { Algorithm, Clustering, Clusterings } from './cluster-people';
import { featuresOf, type Feature } from './features';
import { commonCountries, countPeople, measurePeople, type MeasuredPerson } from './features.server';
import { matchClusters } from './match-clusters';
import { measureFidelity } from './measure-fidelity.server';
import { assign } from './model';
import { randIndex } from './rand-index';
import { NOISE } from './silhouette';
import { standardise, type Table } from './standardise';
import { standingClusters, type StandingClusters } from './standing-clusters.server';
import { storeClusters, storeTooFew, type ClusterToStore, type RunFigures } from './store-clusters.server';
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
/** So many are clustered as they are; of more, as many drawn by lot, and the others belong where they fit. */
const CLUSTERED = 100_000;
const MEASURED_AT_ONCE = 20_000;

/**
 * Looks which groups a shop's people fall into by what they do and are, in three ways, names each and says it as a rule. What the run before found and
 * this one finds again keeps its id and its name.
 */
export async function findClusters(deps: ClusterDeps, shopId: string): Promise<ClusterOutcome> {
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
  const { ids, clusterings, labels } = await partEverybody(prisma, shopId, {
    features,
    moment,
    counts: standing.counts,
  });
  const parted = clusterings.all.map((clustering, at) => ({ clustering, labels: labels[at] as Int32Array }));
  const clusters: ClusterToStore[] = [];
  for (const each of parted)
    clusters.push(...(await toStore(deps, shopId, { ...each, ids, features, moment, standing })));
  const figures = parted.map((each) => figuresOf(each, ids, standing));
  const chosen = chooseClustering(clusterings.all, clusterings.all[0]?.labels.length ?? 0);
  const { scatter } = clusterings;
  const numbers = Object.fromEntries(
    clusterings.all.map(({ algorithm, labels: all }) => [algorithm, [...all.subarray(0, scatter.points.length)]]),
  );
  await storeClusters(deps, shopId, {
    people: ids.length,
    countries,
    chosen,
    figures,
    scatter: { ...scatter, numbers },
    clusters,
  });
  return { kind: 'found', people: ids.length, chosen, figures };
}

async function momentOf(db: Db, clock: Clock, shopId: string): Promise<Moment> {
  const shop = await db.shop.findUniqueOrThrow({ where: { id: shopId }, select: { timezone: true } });
  return { at: clock.now(), timeZone: shop.timezone };
}

interface Everybody {
  ids: string[];
  clusterings: Clusterings;
  /** Of all people, by clustering. */
  labels: Int32Array[];
}

async function partEverybody(
  db: Db,
  shopId: string,
  { features, moment, counts }: { features: Feature[]; moment: Moment; counts: StandingClusters['counts'] },
): Promise<Everybody> {
  const first = await measured(db, shopId, features, moment, CLUSTERED);
  const clusterings = await clusterApart({ table: tableOf(first, features), features, counts });
  const ids = first.map(({ id }) => id);
  const labels = clusterings.all.map((each) => [each.labels]);
  for (let page = first; page.length > 0;) {
    page = await measurePeople(db, shopId, features, moment, {
      afterLot: page.at(-1)?.lot ?? '',
      most: MEASURED_AT_ONCE,
    });
    const scaled = standardise(tableOf(page, features), clusterings.scalings);
    clusterings.all.forEach(({ model }, at) => labels[at]?.push(assign(model, scaled)));
    ids.push(...page.map(({ id }) => id));
  }
  return { ids, clusterings, labels: labels.map(joined) };
}

/** The first so many by lot, some at a time. */
async function measured(
  db: Db,
  shopId: string,
  features: Feature[],
  moment: Moment,
  most: number,
): Promise<MeasuredPerson[]> {
  const people: MeasuredPerson[] = [];
  for (let isMore = true; isMore && people.length < most;) {
    const page = { afterLot: people.at(-1)?.lot ?? '', most: Math.min(MEASURED_AT_ONCE, most - people.length) };
    const next = await measurePeople(db, shopId, features, moment, page);
    people.push(...next);
    isMore = next.length === page.most;
  }
  return people;
}

const tableOf = (people: readonly MeasuredPerson[], features: readonly Feature[]): Table => ({
  values: Float64Array.from(people.flatMap(({ values }) => values)),
  ...{ people: people.length, features: features.length },
});

function joined(parts: Int32Array[]): Int32Array {
  const all = new Int32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
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
