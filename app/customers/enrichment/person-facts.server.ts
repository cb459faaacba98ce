import type { OrderPlace } from '~/capture/events/order-reports';
import type { Db } from '~/platform/db/db.server';
import type { Goods, PersonFacts } from './describe-person';

/** Of each person the newest so many views of products and of pages: who looks more than that says no more of themselves. */
const MOST_VIEWS = 300;

export interface LoadedFacts {
  people: Map<string, PersonFacts>;
  goods: Map<string, Goods>;
}

/** What these people did, as it is stored now, and the goods it was about. */
export async function loadFacts(db: Db, shopId: string, profileIds: string[]): Promise<LoadedFacts> {
  const people = new Map<string, PersonFacts>(
    profileIds.map((id) => [id, { orderedAt: [], sent: [], lines: [], views: [], pages: [] }]),
  );
  for (const { profileId, at, place } of await ordersOf(db, shopId, profileIds)) {
    people.get(profileId)?.orderedAt.push(at);
    if (place) people.get(profileId)?.sent.push({ at, place });
  }
  for (const { profileId, ...line } of await linesOf(db, shopId, profileIds)) people.get(profileId)?.lines.push(line);
  for (const { profileId, productId, device, at } of await viewsOf(db, shopId, profileIds)) {
    if (productId) people.get(profileId)?.views.push({ productId, at });
    if (device) people.get(profileId)?.pages.push({ device, at });
  }
  return { people, goods: await goodsOf(db, shopId, people) };
}

type Of<T> = T & { profileId: string };

/*
 * Each asks person by person, by an index that begins with the person: asked for all at once, a database that has no statistics yet (right after a first
 * sync) reads everything of the shop for a handful of people.
 */

const ordersOf = (db: Db, shopId: string, ids: string[]) => db.$queryRaw<Of<{ at: Date; place: OrderPlace | null }>[]>`
  SELECT person::text AS "profileId", o."placedAt" AS "at", o."shippedTo" AS "place" FROM unnest(${ids}::uuid[]) AS person
  CROSS JOIN LATERAL (SELECT * FROM orders WHERE "shopId" = ${shopId}::uuid AND "profileId" = person) o
  WHERE NOT o."isTest" AND o."cancelledAt" IS NULL`;

const linesOf = (db: Db, shopId: string, ids: string[]) => db.$queryRaw<Of<PersonFacts['lines'][number]>[]>`
  SELECT person::text AS "profileId", o."placedAt" AS "at", l."productId", COALESCE(l."currentQuantity", l."quantity") AS "pieces",
    CASE WHEN o."currency" = s."currency" THEN l."priceMinor"::float8 END AS "priceMinor"
  FROM shops s CROSS JOIN unnest(${ids}::uuid[]) AS person
  CROSS JOIN LATERAL (SELECT * FROM orders WHERE "shopId" = ${shopId}::uuid AND "profileId" = person) o
  JOIN order_lines l ON l."shopId" = ${shopId}::uuid AND l."orderId" = o."id"
  WHERE s."id" = ${shopId}::uuid AND NOT o."isTest" AND o."cancelledAt" IS NULL AND COALESCE(l."currentQuantity", l."quantity") > 0`;

/** What is asked of the type in that way is no reason to read a type's whole index. */
const viewsOf = (db: Db, shopId: string, ids: string[]) => db.$queryRaw<
  Of<{ productId: string | null; device: string | null; at: Date }>[]
>`
  SELECT person::text AS "profileId", e.* FROM unnest(${ids}::uuid[]) AS person CROSS JOIN unnest(ARRAY['product_viewed', 'page_viewed']) AS kind
  CROSS JOIN LATERAL (
    SELECT v."properties"->>'productId' AS "productId", v."properties"->>'device' AS "device", v."occurredAt" AS "at" FROM events v
    WHERE v."shopId" = ${shopId}::uuid AND v."profileId" = person AND (v."type" = kind) IS TRUE
    ORDER BY v."occurredAt" DESC, v."dedupeKey" LIMIT ${MOST_VIEWS}
  ) e`;

async function goodsOf(db: Db, shopId: string, people: Map<string, PersonFacts>): Promise<Map<string, Goods>> {
  const ids = [...people.values()].flatMap(({ lines, views }) =>
    [...lines, ...views].flatMap((each) => each.productId ?? []),
  );
  const rows = await db.product.findMany({
    where: { shopId, id: { in: [...new Set(ids)] } },
    select: { id: true, productType: true, vendor: true, collectionIds: true },
  });
  return new Map(rows.map(({ id, ...goods }) => [id, goods]));
}
