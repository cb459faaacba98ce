import type { Profile } from '@prisma/client';
import type { Db } from '~/platform/db/db.server';
import type { Favourite, Favourites } from './describe-person';
import type { OrderedPlace } from './ordered-place';
import { FEWEST_BUYERS } from './scales.server';

/** Each 1 to 5, five being the newest, the most orders, the most paid. */
export type Scores =
  | { kind: 'scored'; recency: number; frequency: number; monetary: number }
  | { kind: 'never-bought' }
  | { kind: 'too-few-buyers'; buyers: number; needed: number }
  | { kind: 'not-yet' };

export interface PersonTraits {
  scores: Scores;
  medianDaysBetweenOrders: number | null;
  typicalPriceMinor: number | null;
  priceBand: 'low' | 'middle' | 'high' | null;
  usualDevice: 'mobile' | 'tablet' | 'desktop' | null;
  /** Collections by their titles; those that are gone are left out. */
  favourites: Favourites;
  place: PersonPlace;
  /** Shopify's own figures, of the customer it told of last. */
  shopify: { rfmGroup: string | null; predictedSpendTier: string | null };
}

/** Where somebody lives: as they or a source told it, or as their orders say where nobody told more. */
export interface PersonPlace {
  countryCode: string | null;
  regionCode: string | null;
  city: string | null;
  /** So many of the newest orders that were sent anywhere went there. Null: it was told. */
  byOrders: { orders: number; of: number } | null;
}

const NO_FAVOURITES: Favourites = { from: 0, productType: [], vendor: [], collection: [] };

/** What a person is like, for pages and later stages. Of somebody nobody has looked at yet, everything is null and nothing is a favourite. */
export async function traitsOf(db: Db, shopId: string, profileId: string): Promise<PersonTraits> {
  const one = { where: { shopId_profileId: { shopId, profileId } } };
  const [row, scale, numbers, profile, shopify] = await Promise.all([
    db.profileTraits.findUnique(one),
    db.traitScale.findUnique({ where: { shopId } }),
    db.profileNumbers.findUnique({ ...one, select: { orderCount: true } }),
    db.profile.findUnique({ where: { shopId_id: { shopId, id: profileId } } }),
    shopifyFigures(db, shopId, profileId),
  ]);
  return {
    scores: scoresOf(row, numbers?.orderCount ?? 0, scale),
    medianDaysBetweenOrders: row?.medianDaysBetweenOrders ?? null,
    typicalPriceMinor: row?.typicalPriceMinor ?? null,
    priceBand: (row?.priceBand ?? null) as PersonTraits['priceBand'],
    usualDevice: (row?.usualDevice ?? null) as PersonTraits['usualDevice'],
    favourites: row ? await named(db, shopId, row.favourites as unknown as Favourites) : NO_FAVOURITES,
    place: placeOf(profile),
    shopify,
  };
}

function placeOf(profile: Profile | null): PersonPlace {
  const { countryCode = null, regionCode = null, city = null } = profile ?? {};
  const ordered = profile?.orderedPlace as OrderedPlace | null | undefined;
  const isOrdered =
    ordered?.countryCode === countryCode && ordered?.regionCode === regionCode && ordered?.city === city;
  const byOrders = ordered && isOrdered ? { orders: ordered.orders, of: ordered.of } : null;
  return { countryCode, regionCode, city, byOrders };
}

function scoresOf(
  row: { recency: number | null; frequency: number | null; monetary: number | null } | null,
  orderCount: number,
  scale: { buyers: number; recencyCuts: Date[] } | null,
): Scores {
  if (orderCount === 0) return { kind: 'never-bought' };
  if (!scale) return { kind: 'not-yet' };
  if (!scale.recencyCuts.length) return { kind: 'too-few-buyers', buyers: scale.buyers, needed: FEWEST_BUYERS };
  const { recency = null, frequency = null, monetary = null } = row ?? {};
  if (recency === null || frequency === null || monetary === null) return { kind: 'not-yet' };
  return { kind: 'scored', recency, frequency, monetary };
}

async function named(db: Db, shopId: string, favourites: Favourites): Promise<Favourites> {
  const ids = favourites.collection.map(({ value }) => value);
  const rows = await db.collection.findMany({ where: { shopId, id: { in: ids }, deletedAt: null } });
  const titles = new Map(rows.map(({ id, title }) => [id, title]));
  const collection = favourites.collection.flatMap(({ value, share }): Favourite[] => {
    const title = titles.get(value);
    return title === undefined ? [] : [{ value: title, share }];
  });
  return { ...favourites, collection };
}

async function shopifyFigures(db: Db, shopId: string, profileId: string): Promise<PersonTraits['shopify']> {
  const [row] = await db.$queryRaw<PersonTraits['shopify'][]>`
    SELECT s."rfmGroup", s."predictedSpendTier" FROM identities i
    JOIN shopify_customers s ON s."shopId" = i."shopId" AND s."customerId" = i."value"
    WHERE i."shopId" = ${shopId}::uuid AND i."profileId" = ${profileId}::uuid AND i."kind" = 'customer' AND s."statisticsAt" IS NOT NULL
    ORDER BY s."statisticsAt" DESC, s."customerId" LIMIT 1`;
  return row ?? { rfmGroup: null, predictedSpendTier: null };
}
