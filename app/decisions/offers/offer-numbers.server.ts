import type { Db } from '~/platform/db/db.server';

export interface OfferNumbers {
  offerId: string;
  /** Codes that nobody has, and those that are on their way to Shopify or back. */
  free: number;
  coming: number;
  /** Codes that left with a mail, and of those the ones that are still good. */
  given: number;
  good: number;
  used: number;
  /** Used by somebody else than whom they were given to, or although nobody had them. */
  usedByOthers: number;
  /** What orders with its codes are worth now, in minor units of the shop's currency; cancelled ones are worth nothing. */
  revenueMinor: number;
  /** Mails that wait for a code. */
  waiting: number;
}

/** How each of a shop's offers does. */
export function offerNumbers(db: Db, shopId: string, currency: string, now: Date): Promise<OfferNumbers[]> {
  return db.$queryRaw<OfferNumbers[]>`
    SELECT o."id"::text AS "offerId", count(*) FILTER (WHERE c."state" = 'free')::int AS "free",
      count(*) FILTER (WHERE c."state" = 'new')::int AS "coming", count(c."shownAt")::int AS "given",
      count(*) FILTER (WHERE c."state" = 'given' AND c."shownAt" IS NOT NULL AND c."usedAt" IS NULL AND c."endsAt" > ${now}::timestamptz)::int AS "good",
      count(c."usedAt")::int AS "used",
      count(*) FILTER (WHERE c."usedAt" IS NOT NULL AND (c."givenAt" IS NULL OR s."profileId" <> m."profileId"))::int AS "usedByOthers",
      COALESCE(sum(s."totalMinor" - s."refundedMinor") FILTER (WHERE s."cancelledAt" IS NULL AND s."currency" = ${currency}), 0)::float8 AS "revenueMinor",
      (SELECT count(*)::int FROM messages w WHERE w."shopId" = ${shopId}::uuid AND w."state" = 'planned' AND w."subject" ? 'offerId'
        AND w."subject"->>'offerId' = o."id"::text AND w."reason"->>'code' = 'no-code-left') AS "waiting"
    FROM offers o LEFT JOIN discount_codes c ON c."shopId" = o."shopId" AND c."offerId" = o."id"
      LEFT JOIN messages m ON m."shopId" = c."shopId" AND m."id" = c."messageId"
      LEFT JOIN orders s ON s."shopId" = c."shopId" AND s."id" = c."orderId"
    WHERE o."shopId" = ${shopId}::uuid GROUP BY o."id", o."shopId" ORDER BY o."id"`;
}

/** Offers that have mails waiting for codes, or that Shopify does not take: by name. */
export async function offersInTrouble(db: Db, shopId: string): Promise<string[]> {
  const offers = await db.offer.findMany({
    where: { shopId, isOn: true, OR: [{ dryAt: { not: null } }, { problem: { not: null } }] },
    orderBy: { name: 'asc' },
    select: { name: true },
  });
  return offers.map(({ name }) => name);
}
