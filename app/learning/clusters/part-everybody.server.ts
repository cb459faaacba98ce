import type { Moment } from '~/customers/rules/known-person';
import type { Db } from '~/platform/db/db.server';
import { clusterApart } from './cluster-apart.server';
import type { Clusterings } from './cluster-people';
import type { Feature } from './features';
import { measurePeople, type MeasuredPerson } from './features.server';
import { assign } from './model';
import type { StandingClusters } from './standing-clusters.server';
import { standardise, type Table } from './standardise';

/** How many people are clustered as they are (of more, so many drawn by lot; the others belong where they fit), and measured at once. */
export interface ClusterLimits {
  clustered: number;
  measuredAtOnce: number;
}

export const LIMITS: ClusterLimits = { clustered: 100_000, measuredAtOnce: 20_000 };

export interface Everybody {
  ids: string[];
  clusterings: Clusterings;
  /** Of all people, by clustering. */
  labels: Int32Array[];
}

/** What is asked of everybody: by which features, at which moment, and how many clusters there were before. */
export interface Question {
  features: readonly Feature[];
  moment: Moment;
  counts: StandingClusters['counts'];
}

/** Parts a shop's people. The clusters are those of as many as are clustered; the others are told where they belong by what those came to. */
export async function partEverybody(
  db: Db,
  shopId: string,
  { features, moment, counts }: Question,
  { clustered, measuredAtOnce }: ClusterLimits,
): Promise<Everybody> {
  const pages = pagesOfPeople((page) => measurePeople(db, shopId, features, moment, page), clustered, measuredAtOnce);
  const first = (await pages.next()).value ?? [];
  const clusterings = await clusterApart({ table: tableOf(first, features), features, counts });
  const ids = first.map(({ id }) => id);
  const labels = clusterings.all.map((each) => [each.labels]);
  for await (const page of pages) {
    const scaled = standardise(tableOf(page, features), clusterings.scalings);
    clusterings.all.forEach(({ model }, at) => labels[at]?.push(assign(model, scaled)));
    ids.push(...page.map(({ id }) => id));
  }
  return { ids, clusterings, labels: labels.map(joined) };
}

type Measure = (page: { afterLot: string; most: number }) => Promise<MeasuredPerson[]>;

/** People by lot: those who are clustered together at first, then the others, never more at once than are measured so. */
async function* pagesOfPeople(
  measure: Measure,
  clustered: number,
  atOnce: number,
): AsyncGenerator<MeasuredPerson[], undefined> {
  let waiting: MeasuredPerson[] = [];
  let isFirst = true;
  for (let afterLot = ''; ;) {
    const most = isFirst ? Math.min(atOnce, clustered - waiting.length) : atOnce;
    const next = await measure({ afterLot, most });
    waiting = waiting.concat(next);
    afterLot = next.at(-1)?.lot ?? afterLot;
    const isLast = next.length < most;
    if (isFirst && waiting.length < clustered && !isLast) continue;
    if (waiting.length > 0) yield waiting;
    if (isLast) return;
    [waiting, isFirst] = [[], false];
  }
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
