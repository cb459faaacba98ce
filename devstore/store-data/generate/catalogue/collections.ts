import type { StoreCollection } from '../../../store';
import type { SeededRandom } from '../../seeded-random';
import { gidSequence } from '../ids';
import { ROOMS } from '../kind';
import type { Design } from './design';

const DAY_MS = 86_400_000;
const NEW_FOR_DAYS = 45;
const SMALL_GIFT_MINOR = 2500;

/** Collections that fill themselves by a rule, as Shopify's automated ones do. */
const RULES: { handle: string; title: string; holds: (design: Design, endsAt: number) => boolean }[] = [
  {
    handle: 'new-arrivals',
    title: 'New arrivals',
    holds: ({ product }, endsAt) => Date.parse(product.createdAt) > endsAt - NEW_FOR_DAYS * DAY_MS,
  },
  {
    handle: 'sale',
    title: 'Sale',
    holds: ({ product }) => product.variants.some((variant) => variant.compareAtPriceMinor !== null),
  },
  {
    handle: 'small-gifts',
    title: 'Gifts under 25 €',
    holds: ({ product }) => product.variants.every((variant) => variant.priceMinor < SMALL_GIFT_MINOR),
  },
];

/** Makes the collections and writes into each product which of them it is in. */
export function buildCollections(
  designs: Design[],
  startsAt: number,
  endsAt: number,
  random: SeededRandom,
): StoreCollection[] {
  const nextId = gidSequence('Collection', random);
  const add = (handle: string, title: string, members: Design[]): StoreCollection => {
    const collection = { id: nextId(), handle, title, updatedAt: latestChange(members, startsAt) };
    for (const { product } of members) product.collectionIds.push(collection.id);
    return collection;
  };
  const rooms = Object.entries(ROOMS).map(([room, title]) =>
    add(
      room,
      title,
      designs.filter(({ kind }) => kind.room === room),
    ),
  );
  return [
    ...rooms,
    ...RULES.map(({ handle, title, holds }) =>
      add(
        handle,
        title,
        designs.filter((design) => holds(design, endsAt)),
      ),
    ),
  ];
}

function latestChange(members: Design[], startsAt: number): string {
  return members.reduce(
    (latest, { product }) => (product.updatedAt > latest ? product.updatedAt : latest),
    new Date(startsAt).toISOString(),
  );
}
