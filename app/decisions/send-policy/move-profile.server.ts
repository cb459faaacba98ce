import type { Prisma } from '@prisma/client';
import type { Db } from '~/platform/db/db.server';

/**
 * Gives one profile's runs and messages to another: what a merge asks of this stage. Each remembers whose it was. A run under way in a flow in
 * which the other person has one too ends, and what it had planned is not sent, so that nobody is in a flow twice or gets its mail twice.
 */
export async function moveRunsAndMessages(db: Db, shopId: string, from: string, to: string): Promise<void> {
  await endDoubleRuns(db, shopId, from, to);
  await skipMessages(db, { shopId, profileId: from, id: { in: await sentToBoth(db, shopId, from, to) } });
  await db.$executeRaw`
    UPDATE flow_runs SET "profileId" = ${to}::uuid, "originId" = COALESCE("originId", "profileId")
    WHERE "shopId" = ${shopId}::uuid AND "profileId" = ${from}::uuid`;
  // What both were to get from one source stays where it is: a person has one message of it.
  await db.$executeRaw`
    UPDATE messages m SET "profileId" = ${to}::uuid, "originId" = COALESCE(m."originId", m."profileId")
    WHERE m."shopId" = ${shopId}::uuid AND m."profileId" = ${from}::uuid AND NOT EXISTS (SELECT FROM messages o
      WHERE o."shopId" = m."shopId" AND o."sourceKind" = m."sourceKind" AND o."sourceId" = m."sourceId" AND o."stepKey" = m."stepKey"
        AND o."profileId" = ${to}::uuid)`;
}

async function endDoubleRuns(db: Db, shopId: string, from: string, to: string): Promise<void> {
  const taken = await db.flowRun.findMany({
    where: { shopId, profileId: to, status: 'active' },
    select: { flowKey: true },
  });
  if (!taken.length) return;
  const ended = await db.flowRun.findMany({
    where: { shopId, profileId: from, status: 'active', flowKey: { in: taken.map((run) => run.flowKey) } },
    select: { id: true },
  });
  const ids = ended.map(({ id }) => id);
  await db.flowRun.updateMany({
    where: { shopId, id: { in: ids } },
    data: { status: 'ended', dueAt: null, outcome: { kind: 'merged', into: to } },
  });
  await skipMessages(db, { shopId, sourceKind: 'flow-run', sourceId: { in: ids } });
}

async function skipMessages(db: Db, where: Prisma.MessageWhereInput): Promise<void> {
  await db.message.updateMany({
    where: { ...where, state: { in: ['planned', 'claimed'] } },
    data: { state: 'skipped', leaseUntil: null, reason: { code: 'merged' } },
  });
}

async function sentToBoth(db: Db, shopId: string, from: string, to: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT m."id"::text FROM messages m JOIN messages o ON o."shopId" = m."shopId" AND o."sourceKind" = m."sourceKind"
      AND o."sourceId" = m."sourceId" AND o."stepKey" = m."stepKey" AND o."profileId" = ${to}::uuid
    WHERE m."shopId" = ${shopId}::uuid AND m."profileId" = ${from}::uuid`;
  return rows.map(({ id }) => id);
}

/** A message that was given back, and the profile it is told of where that was absorbed by the one it went to. */
export interface PartedMessage {
  id: string;
  originId: string | null;
}

/**
 * Gives back the runs and messages of a profile that is somebody again: what undoing a merge asks of this stage. A message goes with its run.
 * What the merge stopped stays stopped: rather one mail too few than one twice.
 */
export async function partRunsAndMessages(
  db: Db,
  shopId: string,
  { from, to, origins }: { from: string; to: string; origins: string[] },
): Promise<PartedMessage[]> {
  return db.$queryRaw<PartedMessage[]>`
    WITH runs AS (
      UPDATE flow_runs SET "profileId" = ${to}::uuid, "originId" = NULLIF("originId", ${to}::uuid)
      WHERE "shopId" = ${shopId}::uuid AND "profileId" = ${from}::uuid AND "originId" = ANY(${origins}::uuid[])
      RETURNING "id", "originId"),
    theirs AS (
      SELECT m."id", COALESCE(NULLIF(m."originId", ${to}::uuid), r."originId") AS "originId"
      FROM messages m LEFT JOIN runs r ON m."sourceKind" = 'flow-run' AND m."sourceId" = r."id"
      WHERE m."shopId" = ${shopId}::uuid AND m."profileId" = ${from}::uuid
        AND (m."originId" = ANY(${origins}::uuid[]) OR r."id" IS NOT NULL))
    UPDATE messages m SET "profileId" = ${to}::uuid, "originId" = theirs."originId" FROM theirs
    WHERE m."shopId" = ${shopId}::uuid AND m."id" = theirs."id" RETURNING m."id"::text, m."originId"::text`;
}
