import type { Db } from '~/platform/db/db.server';
import { codesOfThem } from './codes-of-them.server';
import type { OfferFacts } from './offer-facts';

interface Asked {
  messageId: string;
  profileId: string;
  offerId: string;
  /** It is sent once more: its person gets the code that they have, and no second. */
  isAgain?: boolean;
}

interface Row {
  messageId: string;
  name: string | null;
  isOn: boolean | null;
  hasOwn: boolean;
  hasFree: boolean;
  lastGivenAt: Date | null;
  againAfterDays: number | null;
}

const DAY_MS = 86_400_000;

/** By message: what is known of the offer whose code it is to carry, and whether there is a code for its person. */
export async function offerFacts(
  db: Db,
  shopId: string,
  asked: readonly Asked[],
  now: Date,
): Promise<Map<string, OfferFacts>> {
  if (asked.length === 0) return new Map();
  const rows = await db.$queryRaw<Row[]>`
    WITH pools AS MATERIALIZED (
      SELECT p."id", (SELECT f."id" FROM discount_codes f WHERE f."shopId" = ${shopId}::uuid AND f."offerId" = p."id" AND f."state" = 'free'
        AND f."usedAt" IS NULL ORDER BY f."id" LIMIT 1) IS NOT NULL AS "hasFree"
      FROM unnest(${[...new Set(asked.map(({ offerId }) => offerId))]}::uuid[]) AS p("id"))
    SELECT w."messageId"::text, o."name", o."isOn", o."againAfterDays", COALESCE(own."hasOwn", false) AS "hasOwn", own."lastGivenAt",
      p."hasFree"
    FROM jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) AS w("messageId" uuid, "offerId" uuid) JOIN pools p ON p."id" = w."offerId"
    LEFT JOIN offers o ON o."shopId" = ${shopId}::uuid AND o."id" = w."offerId"
    CROSS JOIN LATERAL (
      SELECT bool_or(c."state" = 'given' AND c."usedAt" IS NULL AND c."endsAt" > ${now}::timestamptz) AS "hasOwn",
        max(c."givenAt") FILTER (WHERE c."usedAt" IS NOT NULL OR c."endsAt" <= ${now}::timestamptz) AS "lastGivenAt"
      FROM ${codesOfThem(shopId)} c) own`;
  const again = new Set(asked.flatMap(({ messageId, isAgain }) => (isAgain ? [messageId] : [])));
  return new Map(
    rows.map((row) => [row.messageId, factsOf(again.has(row.messageId) ? { ...row, againAfterDays: null } : row)]),
  );
}

function factsOf({ name, isOn, hasOwn, hasFree, lastGivenAt, againAfterDays }: Row): OfferFacts {
  const againAt =
    lastGivenAt && againAfterDays !== null ? new Date(lastGivenAt.getTime() + againAfterDays * DAY_MS) : null;
  return {
    ...{ name: name ?? 'an offer that is gone', isOn: isOn ?? false, hasOwn, hasFree, againAt },
    hadOne: lastGivenAt !== null,
  };
}
