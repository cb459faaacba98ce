import { describe, expect, it } from 'vitest';
import type { Trait } from './describe-clusters';
import { featuresOf, NEVER_DAYS } from './features';
import { learnScalings, standardise, type Table } from './standardise';
import { nameClusters, sentencesOf } from './words';

const features = featuresOf(['DE']);
const trait = (feature: string, effect: number, own = 5, others = 2): Trait => ({ feature, effect, own, others });
const named = (traits: Trait[], name: string | null = null) => ({ traits, name });

describe('a cluster’s name', () => {
  it('is by the two themes that set it apart most: what says the same twice is said once', () => {
    const traits = [trait('orders', 2), trait('items', 1.9), trait('spent', 1.5), trait('views90', 1)];
    expect(nameClusters([named(traits)], features)).toEqual(['Buy often, spend much']);
  });

  it('says never where there is none at all', () => {
    expect(nameClusters([named([trait('views90', 2), trait('orders', -1.5, 0)])], features)).toEqual([
      'Look a lot, never bought',
    ]);
    expect(nameClusters([named([trait('views90', 2), trait('orders', -1.5, 0.4)])], features)).toEqual([
      'Look a lot, buy seldom',
    ]);
  });

  it('says never bought of those whose last order never was, once, and not what follows from it', () => {
    const traits = [
      trait('lastOrder', 2, NEVER_DAYS),
      trait('orders', -1.5, 0),
      trait('discounted', -1.2, 0),
      trait('lastSeen', 1),
    ];
    expect(nameClusters([named(traits)], features)).toEqual(['Never bought, away for long']);
    expect(nameClusters([named([trait('lastOrder', 2, 300)])], features)).toEqual(['No order for long']);
  });

  it('goes on where it is taken, by what sets apart besides, and by a number where nothing does', () => {
    const two = [trait('orders', 2), trait('spent', 1.5)];
    const three = [...two, trait('country DE', 0.6)];
    expect(nameClusters([named(two), named(three), named(two), named(two)], features)).toEqual([
      ...['Buy often, spend much', 'Buy often, spend much, from Germany'],
      ...['Buy often, spend much (2)', 'Buy often, spend much (3)'],
    ]);
  });

  it('stays what it was, and is nobody else’s', () => {
    const two = [trait('orders', 2), trait('spent', 1.5)];
    expect(nameClusters([named(two), named([], 'Buy often, spend much')], features)).toEqual([
      ...['Buy often, spend much (2)', 'Buy often, spend much'],
    ]);
  });
});

it('sentences give the figures of the cluster and of everybody else, each in its unit', () => {
  const traits = [
    ...[trait('spent', 2, 21_000, 4_500), trait('lastOrder', -1, 12.4, 160), trait('country DE', 0.6, 0.72, 0.12)],
    ...[trait('lastOrder', 1, NEVER_DAYS, 30), trait('orders', 1, 3.26, 0.5), trait('gone', 1)],
  ];
  expect(sentencesOf(traits, features, 'EUR')).toEqual([
    'They spent €210.00 in all; everybody else €45.00.',
    'They placed their last order 12 days ago; everybody else 160.',
    'Of them 72 % live in Germany; of everybody else 12 %.',
    'Most of them never ordered; everybody else placed their last order 30 days ago.',
    'They placed 3.3 orders; everybody else 0.5.',
  ]);
});

describe('the scale', () => {
  const column = (key: string) => features.findIndex((feature) => feature.key === key);
  const tableOf = (rows: Record<string, number>[]): Table => ({
    values: Float64Array.from(rows.flatMap((row) => features.map(({ key }) => row[key] ?? 0))),
    ...{ people: rows.length, features: features.length },
  });
  const scaledBy = (key: string, values: number[]) => {
    const table = tableOf(values.map((value) => ({ [key]: value })));
    const { values: scaled } = standardise(table, learnScalings(table, features));
    return values.map((_, person) => scaled[person * features.length + column(key)] ?? NaN);
  };

  it('is the same whatever a currency counts in', () => {
    const cents = [0, 0, 1_200, 4_500, 9_900, 250_000];
    const whole = scaledBy(
      'spent',
      cents.map((each) => each / 100),
    );
    scaledBy('spent', cents).forEach((value, at) => expect(value).toBeCloseTo(whole[at] ?? NaN, 10));
  });

  it('brings in whoever is beyond all others', () => {
    const usual = Array.from({ length: 300 }, (_, at) => 1_000 + at);
    const [most = 0] = scaledBy('spent', [1e9, ...usual]);
    expect(most).toBeLessThan(4);
  });

  it('says nothing of what all have alike, and takes the middle for what is not known of non-buyers', () => {
    expect(scaledBy('orders', [2, 2, 2])).toEqual([0, 0, 0]);
    const [unknown, , middle] = scaledBy('average', [0, 1_000, 2_000, 4_000]);
    expect(unknown).toBe(middle);
  });
});
