import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';
import { bytea } from '../profiles/bytea';
import type { ToldOf } from '../profiles/told-of.server';
import type { Cleaning, CleanedField, CleaningRule } from './standardise-person';

export interface CleaningTelling extends ToldOf {
  cleanings: Cleaning[];
  evidence: string;
  toldAt: Date;
}

/** Keeps what was told beside what is kept instead, encrypted. The same told again of the same person is one row, at the time it came first. */
export async function keepCleanings(vault: Vault, db: Db, shopId: string, tellings: CleaningTelling[]): Promise<void> {
  const rows = new Map<string, Record<string, string | Date | null>>();
  for (const { cleanings, ...told } of tellings)
    for (const { before, after, ...how } of cleanings) {
      const hash = bytea(vault.hash(`cleaning ${before}`, shopId));
      const sealed = { before: bytea(vault.seal(before, shopId)), after: after && bytea(vault.seal(after, shopId)) };
      const key = `${told.originId} ${how.field} ${how.rule} ${hash}`;
      if (!rows.has(key)) rows.set(key, { ...told, ...how, ...sealed, hash });
    }
  if (!rows.size) return;
  await db.$executeRaw`
    INSERT INTO cleanings ("shopId", "originId", "field", "rule", "beforeHash", "profileId", "before", "after", "evidence", "toldAt")
    SELECT ${shopId}::uuid, r.* FROM jsonb_to_recordset(${JSON.stringify([...rows.values()])}::jsonb)
      AS r("originId" uuid, "field" text, "rule" text, "hash" bytea, "profileId" uuid, "before" bytea, "after" bytea, "evidence" text,
        "toldAt" timestamptz)
    ON CONFLICT DO NOTHING`;
}

export interface KnownCleaning {
  profileId: string;
  field: CleanedField;
  rule: CleaningRule;
  before: string;
  after: string | null;
  evidence: string;
  toldAt: Date;
}

interface CleaningRow extends Omit<KnownCleaning, 'before' | 'after'> {
  before: Uint8Array;
  after: Uint8Array | null;
}

/** Opens what was cleaned by a rule, the newest first: for pages that show it, nobody else. */
export async function cleaningsBy(
  vault: Vault,
  db: Db,
  shopId: string,
  { rule, limit, skip }: { rule: CleaningRule; limit: number; skip: number },
): Promise<KnownCleaning[]> {
  const rows = await db.cleaning.findMany({
    where: { shopId, rule },
    orderBy: [{ toldAt: 'desc' }, { originId: 'desc' }, { field: 'asc' }, { beforeHash: 'asc' }],
    ...{ take: limit, skip },
  });
  return (rows as CleaningRow[]).map(({ before, after, ...row }) => ({
    ...row,
    before: vault.open(before, shopId),
    after: after && vault.open(after, shopId),
  }));
}

export interface CleanedCount {
  rule: CleaningRule;
  count: number;
  lastAt: Date;
}

/** How often each rule had something to do: different texts of different people. The most frequent first. */
export function countCleanings(db: Db, shopId: string): Promise<CleanedCount[]> {
  return db.$queryRaw`
    SELECT "rule", count(*)::int AS "count", max("toldAt") AS "lastAt" FROM cleanings WHERE "shopId" = ${shopId}::uuid
    GROUP BY "rule" ORDER BY "count" DESC, "rule"`;
}
