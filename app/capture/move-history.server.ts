import { Prisma } from '@prisma/client';
import type { Db } from '~/platform/db/db.server';

const TABLES = ['events', 'carts', 'orders'].map((name) => Prisma.raw(name));

/**
 * Gives one profile's whole captured history to another: what a merge asks of this stage. Each row remembers of whom it was told.
 */
export async function moveHistory(db: Db, shopId: string, from: string, to: string): Promise<void> {
  for (const table of TABLES)
    await db.$executeRaw`
      UPDATE ${table} SET "profileId" = ${to}::uuid, "originId" = COALESCE("originId", "profileId")
      WHERE "shopId" = ${shopId}::uuid AND "profileId" = ${from}::uuid`;
}

/** What is given back: rows of `from` that were told of one of `origins`. */
export interface PartedHistory {
  from: string;
  to: string;
  origins: string[];
}

/** Gives back what was told of a profile that is somebody again: what undoing a merge asks of this stage. */
export async function partHistory(db: Db, shopId: string, { from, to, origins }: PartedHistory): Promise<void> {
  for (const table of TABLES)
    await db.$executeRaw`
      UPDATE ${table} SET "profileId" = ${to}::uuid, "originId" = NULLIF("originId", ${to}::uuid)
      WHERE "shopId" = ${shopId}::uuid AND "profileId" = ${from}::uuid AND "originId" = ANY(${origins}::uuid[])`;
}

/** Gives back events that tell of the given messages or facts: whose those are, they are. */
export async function partEventsAbout(
  db: Db,
  shopId: string,
  { from, to, messageIds, dedupeKeys }: { from: string; to: string; messageIds: string[]; dedupeKeys: string[] },
): Promise<void> {
  await db.$executeRaw`
    UPDATE events SET "profileId" = ${to}::uuid, "originId" = NULL
    WHERE "shopId" = ${shopId}::uuid AND "profileId" = ${from}::uuid
      AND ("properties"->>'messageId' = ANY(${messageIds}) OR "dedupeKey" = ANY(${dedupeKeys}))`;
}
