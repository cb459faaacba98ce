import type { Db } from '~/platform/db/db.server';

export type BuriedKind = 'order' | 'checkout';

/** Remembers that a thing is gone for good. Shopify gives no id twice: whatever is told of it from now on is late. */
export async function bury(db: Db, shopId: string, kind: BuriedKind, id: string, deletedAt: Date): Promise<void> {
  await db.$executeRaw`
    INSERT INTO tombstones ("shopId", "kind", "id", "deletedAt") VALUES (${shopId}::uuid, ${kind}, ${id}, ${deletedAt})
    ON CONFLICT ("shopId", "kind", "id") DO UPDATE SET "deletedAt" = LEAST(tombstones."deletedAt", EXCLUDED."deletedAt")`;
}

export async function isBuried(db: Db, shopId: string, kind: BuriedKind, id: string): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM tombstones WHERE "shopId" = ${shopId}::uuid AND "kind" = ${kind} AND "id" = ${id}`;
  return rows.length > 0;
}
