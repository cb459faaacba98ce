import type { Db } from '~/platform/db/db.server';

/**
 * Of two profiles that turn out to be one person each offer's code is kept that was seen or used, else the older; one beside it that nobody has seen is free
 * again, and its mail shows the other. Two that both were seen stay: their mails say so. To be called before messages go along; offers are held until it is
 * done, so that nobody is given one in between.
 */
export async function mergeCodes(tx: Db, shopId: string, from: string, to: string): Promise<void> {
  if ((await lockOffersOf(tx, shopId, [from, to])) === 0) return;
  await tx.$executeRaw`
    WITH theirs AS MATERIALIZED (
      SELECT c."id", row_number() OVER (PARTITION BY c."offerId"
        ORDER BY c."state" = 'given' AND c."usedAt" IS NULL AND c."shownAt" IS NULL, c."givenAt", c."id") AS "nth"
      FROM messages m CROSS JOIN LATERAL (SELECT d.* FROM discount_codes d WHERE d."shopId" = ${shopId}::uuid AND d."messageId" = m."id" OFFSET 0) c
      WHERE m."shopId" = ${shopId}::uuid AND m."profileId" IN (${from}::uuid, ${to}::uuid))
    UPDATE discount_codes c SET "state" = 'free', "messageId" = NULL, "givenAt" = NULL, "endsAt" = NULL
    FROM theirs t WHERE c."shopId" = ${shopId}::uuid AND c."id" = t."id" AND t."nth" > 1
      AND c."state" = 'given' AND c."usedAt" IS NULL AND c."shownAt" IS NULL`;
}

/** Whoever gives a code of one of these offers has done so by then, or waits. Gives how many there are. */
async function lockOffersOf(tx: Db, shopId: string, profileIds: string[]): Promise<number> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT o."id"::text FROM offers o WHERE o."shopId" = ${shopId}::uuid AND o."id" IN (
      SELECT (m."subject"->>'offerId')::uuid FROM messages m
      WHERE m."shopId" = ${shopId}::uuid AND m."profileId" = ANY(${profileIds}::uuid[]) AND m."subject" ? 'offerId')
    ORDER BY o."id" FOR UPDATE`;
  return rows.length;
}
