import type { SegmentTelling } from '@prisma/client';
import { addMs } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import { MOST_AT_ONCE } from './customer-marks';
import { changeOf, mayStand, type MarkChange, type Marks } from './output';
import { wantedMarks } from './wanted-marks.server';

/** What is to be told of a customer, and what stands there once it is told. */
export interface ClaimedTelling {
  customerId: string;
  turn: number;
  version: number;
  attempts: number;
  change: MarkChange;
  wanted: Marks;
}

/** How long one may take to tell before another does. */
const LEASE_MS = 60_000;
const DUES_AT_ONCE = 1_000;

/**
 * Takes customers that may stand wrong, longest waiting first, and compares: what stands as it should is done with, the rest is leased to whoever asked.
 * Before anything is told it is noted that it may stand there. `looked`: how many were looked at; 0: nothing is due.
 */
export async function claimTellings(
  tx: Db,
  shopId: string,
  now: Date,
): Promise<{ looked: number; claimed: ClaimedTelling[] }> {
  await holdTellings(tx, shopId, 'shared');
  await takeDues(tx, shopId, now);
  const rows = await lease(tx, shopId, now);
  const ids = rows.map(({ customerId }) => customerId);
  const wanted = await wantedMarks(tx, shopId, ids);
  const claimed = rows.flatMap((row): ClaimedTelling[] => {
    const { customerId, turn, version, attempts } = row;
    const should = wanted.get(customerId) ?? { tags: [], handles: [] };
    const change = changeOf(customerId, row, should);
    return change ? [{ customerId, turn, version, attempts, change, wanted: should }] : [];
  });
  await noteIntents(tx, shopId, rows, claimed);
  const changing = new Set(claimed.map(({ customerId }) => customerId));
  await letGo(
    tx,
    shopId,
    ids.filter((id) => !changing.has(id)),
  );
  return { looked: rows.length, claimed };
}

/** An erasure waits for whoever is just taking customers, and they for it: nobody writes down anew who is being forgotten. */
export async function holdTellings(tx: Db, shopId: string, how: 'shared' | 'alone'): Promise<void> {
  const key = `tellings:${shopId}`;
  if (how === 'shared') await tx.$queryRaw`SELECT pg_advisory_xact_lock_shared(hashtextextended(${key}, 0))::text`;
  else await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${key}, 0))::text`;
}

async function takeDues(tx: Db, shopId: string, now: Date): Promise<void> {
  const taken = await tx.$queryRaw<{ customerId: string }[]>`
    DELETE FROM segment_telling_dues WHERE "shopId" = ${shopId}::uuid AND "id" IN (
      SELECT "id" FROM segment_telling_dues WHERE "shopId" = ${shopId}::uuid ORDER BY "id" LIMIT ${DUES_AT_ONCE} FOR UPDATE SKIP LOCKED)
    RETURNING "customerId"`;
  const ids = [...new Set(taken.map(({ customerId }) => customerId))].sort();
  if (ids.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO segment_tellings ("shopId", "customerId", "dueAt")
    SELECT ${shopId}::uuid, due."id", ${now} FROM unnest(${ids}::text[]) AS due("id") ORDER BY 2
    ON CONFLICT ("shopId", "customerId") DO UPDATE
    SET "dueAt" = EXCLUDED."dueAt", "version" = segment_tellings."version" + 1, "attempts" = 0`;
  await followMerges(tx, shopId, ids, now);
}

/** Who was merged into another customer in Shopify left them their tags; who was deleted took theirs along. */
async function followMerges(tx: Db, shopId: string, ids: string[], now: Date): Promise<void> {
  await tx.$executeRaw`
    WITH gone AS (DELETE FROM segment_tellings t USING shopify_customers c
      WHERE t."shopId" = ${shopId}::uuid AND t."customerId" = ANY(${ids}::text[]) AND c."shopId" = t."shopId" AND c."customerId" = t."customerId"
        AND (c."deletedAt" IS NOT NULL OR c."mergedIntoCustomerId" IS NOT NULL)
      RETURNING t."tags", t."handles", c."mergedIntoCustomerId" AS "into"),
    kept AS (SELECT gone."into", array_agg(DISTINCT "tag") FILTER (WHERE "tag" IS NOT NULL) AS "tags",
        array_agg(DISTINCT "handle") FILTER (WHERE "handle" IS NOT NULL) AS "handles"
      FROM gone LEFT JOIN LATERAL unnest(gone."tags") AS "tag" ON true LEFT JOIN LATERAL unnest(gone."handles") AS "handle" ON true
      WHERE gone."into" IS NOT NULL AND gone."into" <> ALL(${ids}::text[]) GROUP BY 1)
    INSERT INTO segment_tellings ("shopId", "customerId", "tags", "handles", "isSure", "dueAt")
    SELECT ${shopId}::uuid, "into", COALESCE("tags", '{}'), COALESCE("handles", '{}'), false, ${now} FROM kept
    ON CONFLICT ("shopId", "customerId") DO UPDATE
    SET "tags" = ARRAY(SELECT DISTINCT unnest(segment_tellings."tags" || EXCLUDED."tags")),
      "handles" = ARRAY(SELECT DISTINCT unnest(segment_tellings."handles" || EXCLUDED."handles") ORDER BY 1),
      "isSure" = false, "dueAt" = EXCLUDED."dueAt", "version" = segment_tellings."version" + 1, "turn" = segment_tellings."turn" + 1`;
}

const lease = (tx: Db, shopId: string, now: Date): Promise<SegmentTelling[]> => tx.$queryRaw<SegmentTelling[]>`
  WITH chosen AS (SELECT "customerId" FROM segment_tellings
    WHERE "shopId" = ${shopId}::uuid AND "dueAt" <= ${now} AND ("leaseUntil" IS NULL OR "leaseUntil" <= ${now})
    ORDER BY "dueAt", "customerId" LIMIT ${MOST_AT_ONCE} FOR UPDATE SKIP LOCKED)
  UPDATE segment_tellings t SET "leaseUntil" = ${addMs(now, LEASE_MS)}, "turn" = t."turn" + 1
  FROM chosen WHERE t."shopId" = ${shopId}::uuid AND t."customerId" = chosen."customerId" RETURNING t.*`;

async function noteIntents(
  tx: Db,
  shopId: string,
  rows: readonly SegmentTelling[],
  claimed: readonly ClaimedTelling[],
): Promise<void> {
  const stands = new Map(rows.map((row) => [row.customerId, row]));
  const intents = claimed.map(({ customerId, wanted }) => ({
    customerId,
    ...mayStand(stands.get(customerId) ?? { tags: [], handles: [] }, wanted),
  }));
  await tx.$executeRaw`
    UPDATE segment_tellings t SET "tags" = may."tags", "handles" = may."handles", "isSure" = false
    FROM jsonb_to_recordset(${JSON.stringify(intents)}::jsonb) AS may("customerId" text, "tags" text[], "handles" text[])
    WHERE t."shopId" = ${shopId}::uuid AND t."customerId" = may."customerId"`;
}

/** Of whom nothing stands there, nothing is remembered. */
async function letGo(tx: Db, shopId: string, ids: string[]): Promise<void> {
  const of = { shopId, customerId: { in: ids } };
  await tx.segmentTelling.updateMany({
    where: of,
    data: { dueAt: null, leaseUntil: null, problem: null, attempts: 0 },
  });
  await tx.segmentTelling.deleteMany({ where: { ...of, tags: { isEmpty: true }, handles: { isEmpty: true } } });
}

/** When something is next to be told, by system time; null: nothing waits. */
export async function nextTellingAt(db: Db, shopId: string, now: Date): Promise<Date | null> {
  if (await db.segmentTellingDue.findFirst({ where: { shopId }, select: { id: true } })) return now;
  const [row] = await db.$queryRaw<{ at: Date | null }[]>`
    SELECT min(GREATEST("dueAt", "leaseUntil")) AS "at" FROM segment_tellings WHERE "shopId" = ${shopId}::uuid AND "dueAt" IS NOT NULL`;
  return row?.at ?? null;
}
