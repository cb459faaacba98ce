import { kmeans } from 'ml-kmeans';
import { chooseCount, FEWEST, MOST } from './choose-count';
import { squaredDistance } from './distances';
import { assign, type ClusterModel } from './model';
import { silhouette } from './silhouette';
import { firstOf, rowOf, type Table } from './standardise';

/** How many clusters there are is learned from so many. */
const TRIED_ON = 5_000;
/** One bad start is no result; the same each time. */
const SEEDS = [11, 23, 47];
const MOST_ROUNDS = 50;

type Centres = Extract<ClusterModel, { kind: 'centres' }>;

/**
 * k-means from k-means++ starts (Arthur and Vassilvitskii, 2007), the best of three by inertia for each number of clusters; the number by silhouette.
 * Then all people move the centres.
 */
export function findByKMeans(table: Table, distances: readonly Float64Array[], before: number | null): Centres {
  const tried = firstOf(table, TRIED_ON);
  const rows = plainRows(tried);
  const counts = Array.from({ length: MOST - FEWEST + 1 }, (_, index) => FEWEST + index);
  const attempts = counts
    .filter((count) => count < tried.people)
    .map((count) => {
      const model = bestStart(tried, rows, count);
      const labels = assign(model, firstOf(table, distances.length));
      return { count, model, silhouette: silhouette(distances, labels) };
    });
  const { model, count } = chooseCount(attempts, before);
  return table.people > tried.people
    ? fit(plainRows(table), count, { initialization: model.centres.map((each) => [...each]) })
    : model;
}

function bestStart(table: Table, rows: number[][], count: number): Centres {
  const models = SEEDS.map((seed) => fit(rows, count, { seed, initialization: 'kmeans++' }));
  const inertias = models.map((model) => inertiaOf(table, model));
  return models[inertias.indexOf(Math.min(...inertias))] as Centres;
}

type Start = { seed: number; initialization: 'kmeans++' } | { initialization: number[][] };

function fit(rows: number[][], count: number, start: Start): Centres {
  const { centroids } = kmeans(rows, count, { maxIterations: MOST_ROUNDS, ...start });
  return { kind: 'centres', centres: centroids.map((centre) => Float64Array.from(centre)) };
}

function inertiaOf(table: Table, model: Centres): number {
  const labels = assign(model, table);
  return labels.reduce(
    (sum, label, person) => sum + squaredDistance(rowOf(table, person), model.centres[label] ?? []),
    0,
  );
}

const plainRows = (table: Table): number[][] =>
  Array.from({ length: table.people }, (_, person) => [...rowOf(table, person)]);
