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

/** What an event is about that is known by whose it is: a message, or the fact behind the event. */
export interface PartedSubject {
  messageId?: string;
  dedupeKey?: string;
  originId: string | null;
}

/** Gives back events about messages or facts that were given back: nobody told of whom they are when they came. */
export async function partEventsAbout(
  db: Db,
  shopId: string,
  { from, to }: Pick<PartedHistory, 'from' | 'to'>,
  subjects: PartedSubject[],
): Promise<void> {
  if (!subjects.length) return;
  await db.$executeRaw`
    UPDATE events e SET "profileId" = ${to}::uuid, "originId" = r."originId"
    FROM jsonb_to_recordset(${JSON.stringify(subjects)}::jsonb) AS r("messageId" text, "dedupeKey" text, "originId" uuid)
    WHERE e."shopId" = ${shopId}::uuid AND e."profileId" = ${from}::uuid
      AND (e."properties"->>'messageId' = r."messageId" OR e."dedupeKey" = r."dedupeKey")`;
}
