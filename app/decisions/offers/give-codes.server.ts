import type { Offer } from '@prisma/client';
import type { Clock } from '~/platform/clock/clock';
import type { Database, Db } from '~/platform/db/db.server';
import { wake } from '~/platform/queue/wakeups.server';
import { goodUntil } from './good-until';
import type { OfferTerms } from './offer';
import { termsOf } from './offers.server';

/** A mail that is to carry a code. */
export interface Wanting {
  messageId: string;
  profileId: string;
  offerId: string;
}

/** A code that is somebody's. */
export interface GivenCode {
  codeId: string;
  code: string;
  endsAt: Date;
  terms: OfferTerms;
}

interface Found {
  messageId: string;
  codeId: string;
  code: string;
  endsAt: Date;
}

type Given = Map<string, GivenCode>;

/**
 * Gives each mail its code: the one its person has of that offer, as long as it is good, or else a new one. By message; who is missing found none left, and
 * the pool is filled. Nobody has seen a code before its mail is marked as requested; until then it can go back.
 */
export async function giveCodes(
  { db, clock }: { db: Database; clock: Clock },
  shop: { id: string; timezone: string },
  wanting: readonly Wanting[],
): Promise<Given> {
  if (wanting.length === 0) return new Map();
  const now = clock.now();
  return db.transaction(async (tx) => {
    const given: Given = new Map();
    for (const offer of await lockOffers(tx, shop.id, wanting)) {
      const asked = wanting.filter(({ offerId }) => offerId === offer.id);
      for (const found of await codesFor(tx, shop, offer, asked, now)) {
        const { messageId, ...code } = found;
        given.set(messageId, { ...code, terms: termsOf(offer) });
      }
      if (asked.some(({ messageId }) => !given.has(messageId))) await noteDry(tx, offer, now);
    }
    if (given.size > 0) await wake(tx, shop.id, 'tend-offers', now);
    return given;
  });
}

/** One after the other, in one order: two workers never look for the same person's code at once. */
const lockOffers = async (tx: Db, shopId: string, wanting: readonly Wanting[]): Promise<Offer[]> => {
  const ids = [...new Set(wanting.map(({ offerId }) => offerId))];
  return tx.$queryRaw<Offer[]>`
    SELECT o.* FROM offers o WHERE o."shopId" = ${shopId}::uuid AND o."id" = ANY(${ids}::uuid[]) ORDER BY o."id" FOR UPDATE`;
};

async function codesFor(
  tx: Db,
  shop: { id: string; timezone: string },
  offer: Offer,
  asked: readonly Wanting[],
  now: Date,
): Promise<Found[]> {
  const endsAt = goodUntil(now, offer.validDays, shop.timezone);
  const theirs = await theirCodes(tx, shop.id, asked, { now, endsAt });
  const has = new Set(theirs.map(({ messageId }) => messageId));
  const rest = asked.filter(({ messageId }) => !has.has(messageId));
  const isMade = offer.isOn && offer.discountEndsAt !== null && offer.discountEndsAt >= endsAt;
  return isMade && rest.length > 0 ? [...theirs, ...(await freshCodes(tx, shop.id, rest, { now, endsAt }))] : theirs;
}

interface Span {
  now: Date;
  endsAt: Date;
}

/** What they have and may still use; one that nobody has seen yet is good for as long as if it were given now. */
function theirCodes(tx: Db, shopId: string, asked: readonly Wanting[], { now, endsAt }: Span): Promise<Found[]> {
  return tx.$queryRaw<Found[]>`
    WITH best AS (
      SELECT DISTINCT ON (w."messageId") w."messageId", c."id" FROM jsonb_to_recordset(${JSON.stringify(asked)}::jsonb)
        AS w("messageId" uuid, "profileId" uuid, "offerId" uuid)
      JOIN messages m ON m."shopId" = ${shopId}::uuid AND m."profileId" = w."profileId"
      JOIN discount_codes c ON c."shopId" = m."shopId" AND c."messageId" = m."id" AND c."offerId" = w."offerId"
      WHERE c."state" = 'given' AND c."usedAt" IS NULL AND c."endsAt" > ${now}::timestamptz
      ORDER BY w."messageId", c."shownAt" NULLS LAST, c."endsAt" DESC)
    UPDATE discount_codes c SET
      "messageId" = CASE WHEN c."shownAt" IS NULL THEN b."messageId" ELSE c."messageId" END,
      "givenAt" = CASE WHEN c."shownAt" IS NULL THEN ${now}::timestamptz ELSE c."givenAt" END,
      "endsAt" = CASE WHEN c."shownAt" IS NULL THEN ${endsAt}::timestamptz ELSE c."endsAt" END
    FROM best b WHERE c."shopId" = ${shopId}::uuid AND c."id" = b."id"
    RETURNING b."messageId"::text, c."id"::text AS "codeId", c."code", c."endsAt"`;
}

/** Each mail of a batch is another person's. */
function freshCodes(tx: Db, shopId: string, asked: readonly Wanting[], { now, endsAt }: Span): Promise<Found[]> {
  const offerId = asked[0]?.offerId ?? '';
  return tx.$queryRaw<Found[]>`
    WITH free AS (
      SELECT f."id", row_number() OVER (ORDER BY f."id") AS "nth" FROM (
        SELECT c."id" FROM discount_codes c
        WHERE c."shopId" = ${shopId}::uuid AND c."offerId" = ${offerId}::uuid AND c."state" = 'free' AND c."usedAt" IS NULL
        ORDER BY c."id" LIMIT ${asked.length} FOR UPDATE SKIP LOCKED) f),
    wanting AS (
      SELECT w."messageId", row_number() OVER () AS "nth" FROM jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) AS w("messageId" uuid))
    UPDATE discount_codes c SET "state" = 'given', "messageId" = w."messageId", "givenAt" = ${now}::timestamptz, "endsAt" = ${endsAt}::timestamptz
    FROM free f JOIN wanting w USING ("nth") WHERE c."shopId" = ${shopId}::uuid AND c."id" = f."id"
    RETURNING w."messageId"::text, c."id"::text AS "codeId", c."code", c."endsAt"`;
}

async function noteDry(tx: Db, { shopId, id, dryAt }: Offer, now: Date): Promise<void> {
  if (dryAt === null) await tx.offer.update({ where: { shopId_id: { shopId, id } }, data: { dryAt: now } });
  await wake(tx, shopId, 'tend-offers', now);
}
