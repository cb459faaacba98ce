import type { Db } from '~/platform/db/db.server';

/** A person who was not seen for long. */
export interface Unseen {
  id: string;
  lastSeenAt: Date;
  /** Known by browser, cart or checkout alone: nobody can say who it was. */
  isVisitor: boolean;
  /** Something of theirs still counts: a consent, a refusal, an order, a request by law. */
  isHeld: boolean;
}

/** Where a walk along persons stands, from the one unseen for longest. */
export interface UnseenPosition {
  lastSeenAt: Date;
  id: string;
}

export interface UnseenQuery {
  /** Last seen before. */
  before: Date;
  after: UnseenPosition | null;
  /** Orders since then hold a person. */
  ordersSince: Date;
  limit: number;
}

/**
 * The next persons not seen since `before`. Held are visitors with any order; people with a yes that holds or a no that must hold, with an order since
 * `ordersSince`, or with a request that is not answered yet. Who was erased already, or is another by now, is nobody here.
 */
export const longUnseen = (
  db: Db,
  shopId: string,
  { before, after, ordersSince, limit }: UnseenQuery,
): Promise<Unseen[]> => db.$queryRaw<Unseen[]>`
  SELECT p."id"::text, p."lastSeenAt", v."isVisitor",
    EXISTS (SELECT FROM orders o WHERE o."shopId" = p."shopId" AND o."profileId" = p."id"
      AND (v."isVisitor" OR o."placedAt" >= ${ordersSince}))
    OR EXISTS (SELECT FROM addresses a JOIN consent_states c ON c."shopId" = a."shopId" AND c."addressId" = a."id"
      WHERE a."shopId" = p."shopId" AND a."profileId" = p."id" AND c."state" IN ('granted', 'withdrawn'))
    OR EXISTS (SELECT FROM privacy_requests r WHERE r."shopId" = p."shopId" AND r."profileId" = p."id" AND r."state" <> 'done') AS "isHeld"
  FROM (
    SELECT "shopId", "id", "lastSeenAt" FROM profiles
    WHERE "shopId" = ${shopId}::uuid AND "mergedIntoId" IS NULL AND "lastSeenAt" < ${before} AND "erasedAt" IS NULL
      AND ("lastSeenAt", "id") > (${after?.lastSeenAt ?? new Date(0)}::timestamptz, ${after?.id ?? NOBODY}::uuid)
    ORDER BY "lastSeenAt", "id" LIMIT ${limit}
  ) p CROSS JOIN LATERAL (
    SELECT NOT EXISTS (SELECT FROM addresses a WHERE a."shopId" = p."shopId" AND a."profileId" = p."id")
      AND NOT EXISTS (SELECT FROM phones n WHERE n."shopId" = p."shopId" AND n."profileId" = p."id")
      AND NOT EXISTS (SELECT FROM identities i WHERE i."shopId" = p."shopId" AND i."profileId" = p."id"
        AND i."kind" NOT IN ('visitor', 'cart', 'checkout')) AS "isVisitor"
  ) v
  ORDER BY p."lastSeenAt", p."id"`;

const NOBODY = '00000000-0000-0000-0000-000000000000';

/**
 * Holds those of these persons who were still not seen since `before`, until the transaction ends: a report of one of them waits, and finds nobody
 * afterwards. Needs the shop's identities locked.
 */
export async function holdUnseen(tx: Db, shopId: string, ids: string[], before: Date): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT "id"::text FROM profiles WHERE "shopId" = ${shopId}::uuid AND "id" = ANY(${ids}::uuid[]) AND "lastSeenAt" < ${before}
      AND "mergedIntoId" IS NULL ORDER BY "id" FOR UPDATE`;
  return new Set(rows.map(({ id }) => id));
}
