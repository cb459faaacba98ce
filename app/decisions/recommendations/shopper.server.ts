import { addMs, minutes } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import { languageOf, monthOf, type PersonFacts } from './person-facts';
import type { Asked } from './recommend';

export interface Shopper {
  /** Null: somebody of whom nothing is known. */
  profileId: string | null;
  cart: string[];
  /** Products viewed in this visit, oldest first, where the asker knows; otherwise what the person's own events say. */
  viewed?: string[];
}

const RECENT_VIEWS = 30;
const VIEWS_COUNT_MINUTES = 14 * 1_440;
/** Orders of somebody that count; whoever has more is known well by the newest. */
const RECENT_ORDERS = 100;

/** What is known of each at this moment, in the same order; three statements, however many they are. */
export async function askedOf(db: Db, shopId: string, shoppers: readonly Shopper[], now: Date): Promise<Asked[]> {
  const [views, orders, people] = await Promise.all([
    viewsOf(db, shopId, idsOf(shoppers.filter(({ viewed }) => viewed === undefined)), now),
    ordersOf(db, shopId, idsOf(shoppers), now),
    peopleOf(db, shopId, idsOf(shoppers), now),
  ]);
  return shoppers.map(({ profileId, cart, viewed }) => ({
    cart,
    viewed: viewed ?? views.get(profileId ?? '') ?? [],
    orders: orders.get(profileId ?? '') ?? [],
    person: people.get(profileId ?? '') ?? null,
  }));
}

const idsOf = (shoppers: readonly Shopper[]): string[] => [
  ...new Set(shoppers.flatMap(({ profileId }) => profileId ?? [])),
];

async function viewsOf(db: Db, shopId: string, profileIds: string[], now: Date): Promise<Map<string, string[]>> {
  if (profileIds.length === 0) return new Map();
  const since = addMs(now, -minutes(VIEWS_COUNT_MINUTES));
  const rows = await db.$queryRaw<{ profileId: string; items: string[] }[]>`
    SELECT who."id"::text AS "profileId", array_agg(v."item" ORDER BY v."occurredAt") AS "items"
    FROM unnest(${profileIds}::uuid[]) AS who("id") CROSS JOIN LATERAL (
      SELECT e."properties"->>'productId' AS "item", e."occurredAt" FROM events e
      WHERE e."shopId" = ${shopId}::uuid AND e."profileId" = who."id" AND e."type" = 'product_viewed' AND e."occurredAt" >= ${since}
      ORDER BY e."occurredAt" DESC LIMIT ${RECENT_VIEWS}) v
    GROUP BY who."id"`;
  return new Map(rows.map(({ profileId, items }) => [profileId, items]));
}

async function peopleOf(db: Db, shopId: string, profileIds: string[], now: Date): Promise<Map<string, PersonFacts>> {
  if (profileIds.length === 0) return new Map();
  const profiles = await db.$queryRaw<{ id: string; countryCode: string | null; locale: string | null }[]>`
    SELECT p."id"::text AS "id", p."countryCode", p."locale" FROM profiles p
    WHERE p."shopId" = ${shopId}::uuid AND p."id" = ANY(${profileIds}::uuid[])`;
  const month = monthOf(now.getTime());
  return new Map(
    profiles.map(({ id, countryCode, locale }) => [id, { country: countryCode, language: languageOf(locale), month }]),
  );
}

interface OrderRow {
  profileId: string;
  placedAt: Date;
  items: string[];
}

async function ordersOf(
  db: Db,
  shopId: string,
  profileIds: string[],
  now: Date,
): Promise<Map<string, Asked['orders']>> {
  if (profileIds.length === 0) return new Map();
  const rows = await db.$queryRaw<OrderRow[]>`
    SELECT who."id"::text AS "profileId", o."placedAt", coalesce(o."items", '{}') AS "items"
    FROM unnest(${profileIds}::uuid[]) AS who("id") CROSS JOIN LATERAL (
      SELECT r."placedAt", (SELECT array_agg(DISTINCT l."productId") FROM order_lines l
        WHERE l."shopId" = r."shopId" AND l."orderId" = r."id" AND l."productId" IS NOT NULL) AS "items"
      FROM orders r WHERE r."shopId" = ${shopId}::uuid AND r."profileId" = who."id" AND r."cancelledAt" IS NULL
      ORDER BY r."placedAt" DESC LIMIT ${RECENT_ORDERS}) o
    ORDER BY o."placedAt" DESC`;
  const ordersBy = new Map<string, { daysAgo: number; items: string[] }[]>();
  for (const { profileId, placedAt, items } of rows) {
    const own = ordersBy.get(profileId) ?? [];
    ordersBy.set(profileId, own);
    own.push({ daysAgo: (now.getTime() - placedAt.getTime()) / 86_400_000, items });
  }
  return ordersBy;
}
