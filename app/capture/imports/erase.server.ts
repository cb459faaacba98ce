import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';
import { subjectHash } from '../inbox/erase.server';
import { subjectKey, type Subject } from '../inbox/subjects';
import { OPEN_STATES } from './import-states';

/**
 * Lets go of the rows that name one of these subjects and stand in files of problems, and has every import that is not over leave such rows out: its
 * file is encrypted in pieces, and nothing in it is looked for.
 */
export async function eraseImports(db: Db, vault: Vault, shopId: string, subjects: Subject[]): Promise<void> {
  const hashes = hashesOf(vault, shopId, subjects);
  if (!hashes.length) return;
  await db.$executeRaw`
    UPDATE import_problems SET "row" = NULL, "subjects" = '{}'
    WHERE "shopId" = ${shopId}::uuid AND "subjects" && ${hashes}::text[]`;
  const open = await db.import.findMany({ where: { shopId, state: { in: [...OPEN_STATES] } }, select: { id: true } });
  const data = open.flatMap(({ id }) => hashes.map((subject) => ({ shopId, importId: id, subject })));
  await db.importOmission.createMany({ data, skipDuplicates: true });
}

/** Keyed hashes of whom something names. */
export const hashesOf = (vault: Vault, shopId: string, subjects: Subject[]): string[] =>
  [...new Set(subjects.flatMap((subject) => subjectKey(subject) ?? []))].map((key) => subjectHash(vault, shopId, key));

/** Which of these subjects an import leaves out. */
export async function omittedOf(db: Db, shopId: string, importId: string, hashes: string[]): Promise<Set<string>> {
  if (!hashes.length) return new Set();
  // Not by Prisma's own words: it compiles each list of so many anew, which takes longer than the question.
  const rows = await db.$queryRaw<{ subject: string }[]>`
    SELECT "subject" FROM import_omissions
    WHERE "shopId" = ${shopId}::uuid AND "importId" = ${importId}::uuid AND "subject" = ANY(${hashes})`;
  return new Set(rows.map(({ subject }) => subject));
}
