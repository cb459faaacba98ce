import type { Offer } from '@prisma/client';
import type { Clock } from '~/platform/clock/clock';
import type { Database, Db } from '~/platform/db/db.server';
import { wake } from '~/platform/queue/wakeups.server';
import { codesOfThem } from './codes-of-them.server';
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

interface Theirs extends Found {
  isSeen: boolean;
}

/** What they have and may still use; one that nobody has seen yet is good for as long as if it were given now. */
async function theirCodes(tx: Db, shopId: string, asked: readonly Wanting[], span: Span): Promise<Found[]> {
  const theirs = await tx.$queryRaw<Theirs[]>`
    SELECT w."messageId"::text, their."id"::text AS "codeId", their."code", their."endsAt", their."shownAt" IS NOT NULL AS "isSeen"
    FROM jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) AS w("messageId" uuid, "offerId" uuid)
    CROSS JOIN LATERAL (SELECT c.* FROM ${codesOfThem(shopId)} c
      WHERE c."state" = 'given' AND c."usedAt" IS NULL AND c."endsAt" > ${span.now}::timestamptz
      ORDER BY c."shownAt" NULLS LAST, c."givenAt", c."id" LIMIT 1) their`;
  const unseen = theirs.filter(({ isSeen }) => !isSeen);
  const renewed = await renew(tx, shopId, unseen, span);
  return theirs.map(({ isSeen: _, ...found }) =>
    renewed.has(found.codeId) ? { ...found, endsAt: span.endsAt } : found,
  );
}

/** The ids of those that nobody has seen until now. */
async function renew(tx: Db, shopId: string, unseen: readonly Found[], { now, endsAt }: Span): Promise<Set<string>> {
  if (unseen.length === 0) return new Set();
  const rows = await tx.$queryRaw<{ codeId: string }[]>`
    UPDATE discount_codes c SET "messageId" = u."messageId", "givenAt" = ${now}::timestamptz, "endsAt" = ${endsAt}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(unseen)}::jsonb) AS u("messageId" uuid, "codeId" uuid)
    WHERE c."shopId" = ${shopId}::uuid AND c."id" = u."codeId" AND c."state" = 'given' AND c."usedAt" IS NULL AND c."shownAt" IS NULL
    RETURNING c."id"::text AS "codeId"`;
  return new Set(rows.map(({ codeId }) => codeId));
}

/** Each mail of a batch is another person's. The rows that were locked are changed where they lie, so that no others are read for it. */
function freshCodes(tx: Db, shopId: string, asked: readonly Wanting[], { now, endsAt }: Span): Promise<Found[]> {
  const offerId = asked[0]?.offerId ?? '';
  return tx.$queryRaw<Found[]>`
    WITH free AS MATERIALIZED (
      SELECT f."at", row_number() OVER (ORDER BY f."id") AS "nth" FROM (
        SELECT c.ctid AS "at", c."id" FROM discount_codes c
        WHERE c."shopId" = ${shopId}::uuid AND c."offerId" = ${offerId}::uuid AND c."state" = 'free' AND c."usedAt" IS NULL
        ORDER BY c."id" LIMIT ${asked.length} FOR UPDATE SKIP LOCKED) f),
    wanting AS (
      SELECT w."messageId", row_number() OVER () AS "nth" FROM jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) AS w("messageId" uuid))
    UPDATE discount_codes c SET "state" = 'given', "messageId" = w."messageId", "givenAt" = ${now}::timestamptz, "endsAt" = ${endsAt}::timestamptz
    FROM free f JOIN wanting w USING ("nth") WHERE c.ctid = ANY(ARRAY(SELECT "at" FROM free)) AND c.ctid = f."at"
    RETURNING w."messageId"::text, c."id"::text AS "codeId", c."code", c."endsAt"`;
}

async function noteDry(tx: Db, { shopId, id, dryAt }: Offer, now: Date): Promise<void> {
  if (dryAt === null) await tx.offer.update({ where: { shopId_id: { shopId, id } }, data: { dryAt: now } });
  await wake(tx, shopId, 'tend-offers', now);
}
