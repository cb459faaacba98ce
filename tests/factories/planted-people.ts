import { seededRandom } from '../../devstore/store-data/seeded-random';

export type Kind = 'buyers' | 'lookers' | 'hunters';
export const kinds: readonly Kind[] = ['buyers', 'lookers', 'hunters'];

/** Somebody of a kind, with how much they have of each feature that clusters are found by; what is not named is none. Days since are whole. */
export interface PlantedPerson {
  kind: Kind;
  has: Readonly<Partial<Record<string, number>>>;
}

const NEVER = 1_095;

const middles: Record<Kind, Readonly<Record<string, number>>> = {
  buyers: {
    ...{
      orders: 12,
      items: 20,
      spent: 90_000,
      average: 7_500,
      price: 4_000,
      lastOrder: 12,
      firstSeen: 500,
      lastSeen: 5,
    },
    ...{ consent: 1, clicks90: 6 },
  },
  lookers: {
    ...{ lastOrder: NEVER, firstSeen: 40, lastSeen: 3, views90: 40, views30: 20, searches90: 8, carts90: 3 },
  },
  hunters: {
    ...{
      orders: 2,
      items: 2,
      spent: 3_000,
      average: 1_500,
      price: 900,
      discounted: 2,
      lastOrder: 200,
      firstSeen: 300,
      lastSeen: 150,
    },
  },
};

/** People of three kinds in turn, each a fifth more or less of everything than the middle of their kind. */
export function plantPeople(people: number, seed = 7): PlantedPerson[] {
  const random = seededRandom(seed, 'planted people');
  const around = (middle: number) => Math.round(middle * (0.8 + 0.4 * random.next()));
  return Array.from({ length: people }, (_, at) => {
    const kind = kinds[at % kinds.length] as Kind;
    const has = Object.entries(middles[kind]).map(([key, middle]) => [
      key,
      middle === 1 || middle === NEVER ? middle : around(middle),
    ]);
    return { kind, has: Object.fromEntries(has) as PlantedPerson['has'] };
  });
}
