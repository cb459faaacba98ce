import type { Db } from '~/platform/db/db.server';
import type { OfferFacts } from './offer-facts';

interface Asked {
  messageId: string;
  profileId: string;
  offerId: string;
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
    SELECT w."messageId"::text, o."name", o."isOn", o."againAfterDays", COALESCE(own."hasOwn", false) AS "hasOwn", own."lastGivenAt",
      EXISTS (SELECT FROM discount_codes f WHERE f."shopId" = ${shopId}::uuid AND f."offerId" = w."offerId" AND f."state" = 'free') AS "hasFree"
    FROM jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) AS w("messageId" uuid, "profileId" uuid, "offerId" uuid)
    LEFT JOIN offers o ON o."shopId" = ${shopId}::uuid AND o."id" = w."offerId"
    CROSS JOIN LATERAL (
      SELECT bool_or(c."state" = 'given' AND c."usedAt" IS NULL AND c."endsAt" > ${now}::timestamptz) AS "hasOwn",
        max(c."givenAt") FILTER (WHERE c."usedAt" IS NOT NULL OR c."endsAt" <= ${now}::timestamptz) AS "lastGivenAt"
      FROM messages m JOIN discount_codes c ON c."shopId" = m."shopId" AND c."messageId" = m."id" AND c."offerId" = w."offerId"
      WHERE m."shopId" = ${shopId}::uuid AND m."profileId" = w."profileId") own`;
  return new Map(rows.map((row) => [row.messageId, factsOf(row)]));
}

function factsOf({ name, isOn, hasOwn, hasFree, lastGivenAt, againAfterDays }: Row): OfferFacts {
  const againAt =
    lastGivenAt && againAfterDays !== null ? new Date(lastGivenAt.getTime() + againAfterDays * DAY_MS) : null;
  return {
    ...{ name: name ?? 'an offer that is gone', isOn: isOn ?? false, hasOwn, hasFree, againAt },
    hadOne: lastGivenAt !== null,
  };
}
