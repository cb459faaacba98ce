import type { Db } from '~/platform/db/db.server';

/** How many rows of some tables a piece of work reads in a transaction, by PostgreSQL's own count, which goes on from what its connection did just before. */
export async function rowsRead(tx: Db, tables: string[], work: () => Promise<unknown>): Promise<number> {
  const before = await countReads(tx, tables);
  await work();
  return (await countReads(tx, tables)) - before;
}

async function countReads(tx: Db, tables: string[]): Promise<number> {
  const [count] = await tx.$queryRaw<{ read: bigint | null }[]>`
    SELECT sum(seq_tup_read + COALESCE(idx_tup_fetch, 0)) AS "read" FROM pg_stat_xact_user_tables WHERE relname = ANY(${tables})`;
  return Number(count?.read ?? 0);
}
