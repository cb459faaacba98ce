import type { Db } from '~/platform/db/db.server';

export type AdditionKind = 'event' | 'order';

interface ImportOf {
  shopId: string;
  importId: string;
}

/** Notes what an import added, in the transaction that does: it can be taken back for a while. */
export async function keepAdditions(
  db: Db,
  { shopId, importId }: ImportOf,
  kind: AdditionKind,
  ids: Iterable<string>,
): Promise<void> {
  const data = [...ids].map((id) => ({ shopId, importId, kind, id }));
  if (data.length) await db.importAddition.createMany({ data, skipDuplicates: true });
}

/** Some of what an import added, which from now on is noted no more. */
export async function takeAdditions(
  db: Db,
  { shopId, importId }: ImportOf,
  limit: number,
): Promise<{ kind: AdditionKind; id: string }[]> {
  return db.$queryRaw`
    DELETE FROM import_additions WHERE "shopId" = ${shopId}::uuid AND "importId" = ${importId}::uuid AND ("kind", "id") IN (
      SELECT "kind", "id" FROM import_additions WHERE "shopId" = ${shopId}::uuid AND "importId" = ${importId}::uuid
      ORDER BY "kind", "id" LIMIT ${limit})
    RETURNING "kind", "id"`;
}

export const hasAdditions = async (db: Db, { shopId, importId }: ImportOf): Promise<boolean> =>
  (await db.importAddition.findFirst({ where: { shopId, importId } })) !== null;
