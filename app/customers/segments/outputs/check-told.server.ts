import { addMs, minutes } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import { wantedMarks } from './wanted-marks.server';

const CHECK_MINUTES = 1_440;
/** What was told so shortly ago may not have come back to us yet. */
const FRESH_MINUTES = 60;
/** Customers compared at once. */
const AT_ONCE = 1_000;

/**
 * Once a day: whoever stands otherwise than they should is told again. Shopify tells us of tags that somebody there takes away; what it refused is asked
 * once more; and whoever stands wrong though nothing made anybody tell was missed, and is counted.
 * @returns whether it was time
 */
export async function checkTold(tx: Db, shopId: string, now: Date): Promise<boolean> {
  const last = await tx.segmentTellingCheck.findUnique({ where: { shopId } });
  if (!last || addMs(last.checkedAt, minutes(CHECK_MINUTES)) > now) return false;
  const isIdle = !(await tx.segmentTellingDue.findFirst({ where: { shopId } }));
  const takenAway = await giveBack(tx, shopId, now);
  await tx.segmentTelling.updateMany({
    where: { shopId, dueAt: null, NOT: { problem: null } },
    data: { dueAt: now, version: { increment: 1 } },
  });
  const missed = await findMissed(tx, shopId);
  const data = { checkedAt: now, takenAway, ...(isIdle ? { missed } : {}) };
  await tx.segmentTellingCheck.update({ where: { shopId }, data });
  return true;
}

/** Tags that stand there by us, and by what Shopify told do not. */
const giveBack = (tx: Db, shopId: string, now: Date): Promise<number> => tx.$executeRaw`
  UPDATE segment_tellings t SET "isSure" = false, "dueAt" = ${now}, "version" = t."version" + 1
  FROM shopify_customers c
  WHERE t."shopId" = ${shopId}::uuid AND c."shopId" = t."shopId" AND c."customerId" = t."customerId" AND c."deletedAt" IS NULL
    AND t."isSure" AND t."dueAt" IS NULL AND t."toldAt" <= ${addMs(now, -minutes(FRESH_MINUTES))}
    AND EXISTS (SELECT FROM unnest(t."tags") AS ours WHERE NOT EXISTS (
      SELECT FROM unnest(c."tags") AS there WHERE lower(there) = lower(ours)))`;

/** Everybody who is in something that is told, and everybody of whom something stands there, a page at a time. */
async function findMissed(tx: Db, shopId: string): Promise<number> {
  let missed = 0;
  for (let after = ''; ;) {
    const page = await pageAfter(tx, shopId, after);
    const wrong = await wrongAmong(tx, shopId, page);
    if (wrong.length)
      await tx.segmentTellingDue.createMany({ data: wrong.map((customerId) => ({ shopId, customerId })) });
    missed += wrong.length;
    const last = page.at(-1);
    if (last === undefined || page.length < AT_ONCE) return missed;
    after = last;
  }
}

async function pageAfter(tx: Db, shopId: string, after: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM (
      SELECT i."value" AS "id" FROM identities i WHERE i."shopId" = ${shopId}::uuid AND i."kind" = 'customer' AND i."value" > ${after}
        AND EXISTS (SELECT FROM segment_members m JOIN segment_outputs o ON o."shopId" = m."shopId" AND o."segmentId" = m."segmentId"
          WHERE m."shopId" = i."shopId" AND m."profileId" = i."profileId")
      UNION SELECT t."customerId" FROM segment_tellings t WHERE t."shopId" = ${shopId}::uuid AND t."customerId" > ${after}) AS everybody
    ORDER BY "id" LIMIT ${AT_ONCE}`;
  return rows.map(({ id }) => id);
}

/** Whom nobody is about to look at. */
async function wrongAmong(tx: Db, shopId: string, ids: string[]): Promise<string[]> {
  const wanted = await wantedMarks(tx, shopId, ids);
  const rows = await tx.segmentTelling.findMany({ where: { shopId, customerId: { in: ids } } });
  const stands = new Map(rows.map((row) => [row.customerId, row]));
  return ids.filter((id) => {
    const row = stands.get(id);
    if (row && (row.dueAt || !row.isSure || row.problem)) return false;
    const should = wanted.get(id) ?? { tags: [], handles: [] };
    return listed(should) !== listed(row ?? { tags: [], handles: [] });
  });
}

const listed = ({ tags, handles }: { tags: readonly string[]; handles: readonly string[] }): string =>
  JSON.stringify([[...tags].map((tag) => tag.toLowerCase()).sort(), [...handles].sort()]);

/** When to look next, by system time; null: nothing was ever told. */
export async function nextCheckAt(db: Db, shopId: string): Promise<Date | null> {
  const last = await db.segmentTellingCheck.findUnique({ where: { shopId } });
  return last ? addMs(last.checkedAt, minutes(CHECK_MINUTES)) : null;
}
