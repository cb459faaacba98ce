import { Prisma } from '@prisma/client';
import type { Db } from '~/platform/db/db.server';

/** Its mail was not sent. */
const UNSENT = Prisma.sql`m."state" IN ('skipped', 'rejected')`;
/** Its mail was not sent although it had left, or came back. */
const NOT_ARRIVED = Prisma.sql`(${UNSENT} OR m."bouncedAt" IS NOT NULL AND m."deliveredAt" IS NULL)`;

/** Codes of an offer that somebody has and did not use, each with its mail. */
const held = (shopId: string, offerId: string): Prisma.Sql => Prisma.sql`
  c."shopId" = ${shopId}::uuid AND c."offerId" = ${offerId}::uuid AND c."state" = 'given' AND c."usedAt" IS NULL
  AND m."shopId" = c."shopId" AND m."id" = c."messageId"`;

/**
 * Takes codes back that nobody has seen, as their mails were not sent: they are free again. What may have been seen and did not arrive, and what is over, is
 * to be deleted at Shopify; of who had one that is over it stays known.
 */
export async function takeBack(db: Db, shopId: string, offerId: string, now: Date): Promise<void> {
  await db.$executeRaw`
    UPDATE discount_codes c SET "state" = 'free', "messageId" = NULL, "givenAt" = NULL, "endsAt" = NULL
    FROM messages m WHERE ${held(shopId, offerId)} AND c."shownAt" IS NULL AND ${UNSENT}`;
  await db.$executeRaw`
    UPDATE discount_codes c SET "state" = 'leaving', "messageId" = NULL, "endsAt" = NULL
    FROM messages m WHERE ${held(shopId, offerId)} AND c."shownAt" IS NOT NULL AND ${NOT_ARRIVED}`;
  await db.discountCode.updateMany({
    where: { shopId, offerId, state: 'given', usedAt: null, endsAt: { lte: now } },
    data: { state: 'leaving' },
  });
}

/** Whether there is something to take back. */
export async function isOwed(db: Db, shopId: string, offerId: string, now: Date): Promise<boolean> {
  const [row] = await db.$queryRaw<[{ isOwed: boolean }]>`
    SELECT EXISTS (SELECT FROM discount_codes c, messages m WHERE ${held(shopId, offerId)}
      AND (CASE WHEN c."shownAt" IS NULL THEN ${UNSENT} ELSE ${NOT_ARRIVED} END OR c."endsAt" <= ${now}::timestamptz)) AS "isOwed"`;
  return row.isOwed;
}

/** Of an offer that is switched off nobody is given one any more. */
export async function letFreeGo(db: Db, shopId: string, offerId: string): Promise<void> {
  await db.discountCode.updateMany({ where: { shopId, offerId, state: 'free' }, data: { state: 'leaving' } });
}

/** Of free codes that nobody will want so many go; one that is being given meanwhile is passed over. */
export async function letSurplusGo(db: Db, shopId: string, offerId: string, surplus: number): Promise<void> {
  if (surplus === 0) return;
  await db.$executeRaw`
    UPDATE discount_codes c SET "state" = 'leaving' WHERE c."shopId" = ${shopId}::uuid AND c."state" = 'free' AND c."id" IN (
      SELECT f."id" FROM discount_codes f WHERE f."shopId" = ${shopId}::uuid AND f."offerId" = ${offerId}::uuid AND f."state" = 'free'
      ORDER BY f."id" DESC LIMIT ${surplus} FOR UPDATE SKIP LOCKED)`;
}
