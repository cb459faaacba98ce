import { beforeAll, describe, expect, it } from 'vitest';
import { chooseClustering } from './choose-clustering';
import { algorithms, clusterPeople, type Clusterings } from './cluster-people';
import { plantPeople, type Kind, kinds } from '../../../tests/factories/planted-people';
import { featuresOf } from './features';
import { randIndex } from './rand-index';
import { NOISE } from './silhouette';
import type { Table } from './standardise';
import { nameClusters } from './words';

const features = featuresOf([]);

function plant(people: number): { table: Table; planted: Kind[] } {
  const planted = plantPeople(people);
  const values = planted.flatMap(({ has }) => features.map(({ key }) => has[key] ?? 0));
  const table = { values: Float64Array.from(values), people, features: features.length };
  return { table, planted: planted.map(({ kind }) => kind) };
}

describe('three kinds of people', () => {
  const { table, planted } = plant(600);
  let found: Clusterings;
  beforeAll(() => {
    found = clusterPeople(table, features, {});
  });

  it.each(algorithms)('are found by %s', (algorithm) => {
    const clustering = found.all.find((each) => each.algorithm === algorithm);
    expect(
      randIndex(
        clustering?.labels ?? [],
        planted.map((kind) => kinds.indexOf(kind)),
      ),
    ).toBeGreaterThan(0.9);
    expect(clustering?.clusters).toHaveLength(3);
    expect(clustering?.silhouette).toBeGreaterThan(0.5);
  });

  it('are found again the same, to the last number', () => {
    expect(clusterPeople(table, features, {})).toEqual(found);
  });

  it('are called by what sets them apart', () => {
    const { clusters, labels } = found.all[0] as (typeof found.all)[number];
    const names = nameClusters(
      clusters.map(({ traits }) => ({ traits, name: null })),
      features,
    );
    const nameOf = (kind: Kind) => names[labels[planted.indexOf(kind)] ?? NOISE];
    expect(new Set(names).size).toBe(3);
    expect(nameOf('lookers')).toMatch(/look a lot|search a lot|fill carts/i);
    expect(nameOf('hunters')).toMatch(/discount/i);
    expect(nameOf('buyers')).toMatch(/buy often|buy many|spend much|click mails|take our mail/i);
  });

  it('are points of a plane, and no point says who it is', () => {
    expect(found.scatter.points).toHaveLength(600);
    expect(JSON.stringify(found.scatter)).toMatch(/^\{"points":\[(\[-?[\d.]+,-?[\d.]+\],?)+\],"explained":[\d.]+\}$/);
    expect(found.scatter.explained).toBeGreaterThan(0.5);
  });

  it('have rules that part them from each other', () => {
    for (const { clusters } of found.all) for (const { rule } of clusters) expect(rule).not.toBeNull();
  });
});

it('people who are all alike are one group to density and nothing to propose where one group is nearly everybody', () => {
  const values = new Float64Array(200 * features.length).fill(3);
  const { all } = clusterPeople({ values, people: 200, features: features.length }, features, {});
  expect(all.find(({ algorithm }) => algorithm === 'density')?.clusters).toHaveLength(1);
  expect(chooseClustering(all)).toBeNull();
});

it('density leaves out whom nobody is like, and says how many those are', () => {
  const { table } = plant(300);
  const strange = features.map((_, at) => (at % 2 ? 1_000_000 : 0));
  const values = Float64Array.from([...table.values, ...strange]);
  const { all } = clusterPeople({ ...table, values, people: 301 }, features, {});
  const density = all.find(({ algorithm }) => algorithm === 'density');
  expect(density?.labels.at(-1)).toBe(NOISE);
  expect(density?.noiseShare).toBeGreaterThan(0);
  expect(density?.noiseShare).toBeLessThan(0.1);
});
