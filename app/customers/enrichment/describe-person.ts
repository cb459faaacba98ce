import type { OrderPlace } from '~/capture/events/order-reports';
import { orderedPlace, type OrderedPlace } from './ordered-place';

/** What a person's traits are worked out from. Lines and views in any order. */
export interface PersonFacts {
  /** Without test orders and cancelled ones. */
  orderedAt: Date[];
  /** Those of them that were sent anywhere, also where all was given back: it went there all the same. */
  sent: { at: Date; place: OrderPlace }[];
  lines: BoughtLine[];
  views: { productId: string; at: Date }[];
  pages: { device: string; at: Date }[];
}

export interface BoughtLine {
  productId: string | null;
  at: Date;
  /** Pieces that were not given back. */
  pieces: number;
  /** Of one piece, in the shop's currency; null where it was paid in another. */
  priceMinor: number | null;
}

export interface Goods {
  productType: string;
  vendor: string;
  collectionIds: string[];
}

export type FavouriteKind = 'productType' | 'vendor' | 'collection';

/** `value` is a name, or a collection's id; `share` is of all the weight of what the person looked at or bought, 0 to 1. */
export interface Favourite {
  value: string;
  share: number;
}

/** `from` is how many views and ordered lines they rest on. */
export type Favourites = Record<FavouriteKind, Favourite[]> & { from: number };

export interface Description {
  medianDaysBetweenOrders: number | null;
  typicalPriceMinor: number | null;
  usualDevice: string | null;
  favourites: Favourites;
  place: OrderedPlace | null;
}

const DAY_MS = 86_400_000;
/** After so many days something a person did says half as much of them. */
const HALF_LIFE_DAYS = 90;
/** An ordered line says as much as so many looks at a product: a choice of this product, no measurement. */
const LOOKS_IN_A_LINE = 5;
const MOST_FAVOURITES = 3;

/**
 * What somebody is like, from what they did alone. Nothing in it depends on the time at which it is worked out: recency is measured from the person's own
 * newest line or view, so that the same facts always come to the same traits, in whatever order they are told.
 */
export function describePerson(facts: PersonFacts, goods: ReadonlyMap<string, Goods>): Description {
  return {
    medianDaysBetweenOrders: medianGap(facts.orderedAt),
    typicalPriceMinor: typicalPrice(facts.lines),
    usualDevice: usualDevice(facts.pages),
    favourites: favouritesOf(facts, goods),
    place: orderedPlace(facts.sent),
  };
}

/** The median, in days to one decimal: one long break moves it less than a mean. Of an even number the mean of the two in the middle. */
function medianGap(orderedAt: Date[]): number | null {
  const times = orderedAt.map((at) => at.getTime()).sort((a, b) => a - b);
  const gaps = times.slice(1).map((at, before) => at - (times[before] ?? at));
  if (!gaps.length) return null;
  gaps.sort((a, b) => a - b);
  const upper = gaps[Math.floor(gaps.length / 2)] ?? 0;
  const lower = gaps[Math.floor((gaps.length - 1) / 2)] ?? 0;
  return Math.round((upper + lower) / 2 / (DAY_MS / 10)) / 10;
}

/** The weighted median of what a piece cost: the lowest price at or under which half of the pieces were bought. */
function typicalPrice(lines: BoughtLine[]): number | null {
  const paid = lines.flatMap(({ priceMinor, pieces }) =>
    priceMinor === null || pieces < 1 ? [] : { priceMinor, pieces },
  );
  paid.sort((a, b) => a.priceMinor - b.priceMinor);
  const half = paid.reduce((sum, { pieces }) => sum + pieces, 0) / 2;
  let upTo = 0;
  for (const { priceMinor, pieces } of paid) {
    upTo += pieces;
    if (upTo >= half) return priceMinor;
  }
  return null;
}

/** The one of most pages; of two with as many the one that was used last, then the first by name. */
function usualDevice(pages: PersonFacts['pages']): string | null {
  const devices = new Map<string, { count: number; last: number }>();
  for (const { device, at } of pages) {
    const known = devices.get(device) ?? { count: 0, last: 0 };
    devices.set(device, { count: known.count + 1, last: Math.max(known.last, at.getTime()) });
  }
  const sorted = [...devices].sort(
    ([name, a], [other, b]) => b.count - a.count || b.last - a.last || (name < other ? -1 : 1),
  );
  return sorted[0]?.[0] ?? null;
}

interface Choice {
  productId: string;
  at: number;
  looks: number;
}

function favouritesOf({ lines, views }: PersonFacts, goods: ReadonlyMap<string, Goods>): Favourites {
  const bought = lines.flatMap(({ productId, at }) =>
    productId ? { productId, at: at.getTime(), looks: LOOKS_IN_A_LINE } : [],
  );
  const seen = views.map(({ productId, at }) => ({ productId, at: at.getTime(), looks: 1 }));
  const choices = [...bought, ...seen].sort(inOneOrder);
  const newest = choices.at(-1)?.at ?? 0;
  const weighed = choices.map((choice) => ({
    goods: goods.get(choice.productId),
    weight: choice.looks * 0.5 ** ((newest - choice.at) / (HALF_LIFE_DAYS * DAY_MS)),
  }));
  const total = weighed.reduce((sum, { weight }) => sum + weight, 0);
  const most = (valuesOf: (of: Goods) => string[]): Favourite[] => {
    const weights = new Map<string, number>();
    for (const { goods: of, weight } of weighed)
      for (const value of of ? valuesOf(of) : []) weights.set(value, (weights.get(value) ?? 0) + weight);
    const shares = [...weights].map(([value, weight]) => ({
      value,
      share: Math.round((weight / total) * 1_000) / 1_000,
    }));
    return shares.sort((a, b) => b.share - a.share || (a.value < b.value ? -1 : 1)).slice(0, MOST_FAVOURITES);
  };
  return {
    from: choices.length,
    productType: most(({ productType }) => (productType ? [productType] : [])),
    vendor: most(({ vendor }) => (vendor ? [vendor] : [])),
    collection: most(({ collectionIds }) => [...new Set(collectionIds)]),
  };
}

/** Sums of fractions depend on their order in the last digit. */
const inOneOrder = (a: Choice, b: Choice): number =>
  a.at - b.at || a.looks - b.looks || (a.productId < b.productId ? -1 : a.productId > b.productId ? 1 : 0);
