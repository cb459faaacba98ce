import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';
import { subjectKey, subjectsIn, type Subject } from './subjects';

/** Keyed, so that what is kept beside a payload names nobody by itself. */
export const subjectHash = (vault: Vault, shopId: string, key: string): string =>
  vault.hash(`inbox ${key}`, shopId).toString('base64url');

export const subjectHashes = (vault: Vault, shopId: string, topic: string, body: string): string[] =>
  subjectsIn(topic, body).map((key) => subjectHash(vault, shopId, key));

const ERASED = 'it named somebody who was erased';
const PAGE = 200;

/**
 * Empties every entry that names one of these subjects. One that waits, or was parked, is not read any more: what it would tell is of somebody
 * who is gone. Entries that nobody has read for subjects yet are opened. Returns how many were emptied.
 */
export async function eraseInbox(db: Db, vault: Vault, shopId: string, subjects: Subject[]): Promise<number> {
  const keys = new Set(subjects.flatMap((subject) => subjectKey(subject) ?? []));
  if (!keys.size) return 0;
  const hashes = [...keys].map((key) => subjectHash(vault, shopId, key));
  const indexed = await db.$queryRaw<{ id: string }[]>`
    SELECT "id"::text FROM inbox WHERE "isIndexed" AND "subjects" && ${hashes}::text[] AND "shopId" = ${shopId}::uuid`;
  const ids = indexed.map(({ id }) => id);
  for await (const unread of unreadEntries(db, shopId))
    if (subjectsIn(unread.topic, vault.open(unread.payload, shopId)).some((key) => keys.has(key))) ids.push(unread.id);
  await emptyEntries(db, shopId, ids);
  return ids.length;
}

interface Unread {
  id: string;
  topic: string;
  payload: Uint8Array;
}

/** A page at a time: there may be as many as a shop's busiest hour brings. */
async function* unreadEntries(db: Db, shopId: string): AsyncGenerator<Unread> {
  let last = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const page = await db.$queryRaw<Unread[]>`
      SELECT "id"::text, "topic", "payload" FROM inbox
      WHERE "shopId" = ${shopId}::uuid AND NOT "isIndexed" AND "payload" IS NOT NULL AND "id" > ${last}::uuid
      ORDER BY "id" LIMIT ${PAGE}`;
    yield* page;
    const end = page.at(-1);
    if (!end || page.length < PAGE) return;
    last = end.id;
  }
}

/** Also what went wrong with it is let go of: an error can quote what it stumbled over. */
async function emptyEntries(db: Db, shopId: string, ids: string[]): Promise<void> {
  await db.$executeRaw`
    UPDATE inbox SET "payload" = NULL, "subjects" = '{}', "isIndexed" = true,
      "problem" = CASE WHEN "state" IN ('pending', 'parked') THEN ${ERASED} END,
      "state" = CASE WHEN "state" IN ('pending', 'parked') THEN 'ignored' ELSE "state" END
    WHERE "shopId" = ${shopId}::uuid AND "id" = ANY(${ids}::uuid[])`;
}
