import type { Prisma, SyncRun } from '@prisma/client';
import type { Db } from '~/platform/db/db.server';

export interface SyncShop {
  id: string;
  domain: string;
  currency: string;
}

export type RunKey = Pick<SyncRun, 'kind' | 'purpose'>;

const keyOf = (shopId: string, { kind, purpose }: RunKey) => ({ shopId_kind_purpose: { shopId, kind, purpose } });

export const findRun = (db: Db, shopId: string, key: RunKey): Promise<SyncRun> =>
  db.syncRun.findUniqueOrThrow({ where: keyOf(shopId, key) });

export async function update(db: Db, shopId: string, key: RunKey, data: Prisma.SyncRunUpdateInput): Promise<void> {
  await db.syncRun.update({ where: keyOf(shopId, key), data });
}

/**
 * Notes how far an answer is read, and takes hold of the row until the transaction ends. False where somebody else has read on meanwhile, the
 * operation is another by now, or the app was uninstalled: then what was read must not be stored.
 */
export async function noteRead(
  db: Db,
  shopId: string,
  run: RunKey & { operationId: string; fromByte: number },
  page: { bytesRead: number; objects: number },
): Promise<boolean> {
  const changed = await db.$executeRaw`
    UPDATE sync_runs SET "bytesLoaded" = ${page.bytesRead}, "objectsLoaded" = "objectsLoaded" + ${page.objects}
    WHERE "shopId" = ${shopId}::uuid AND "kind" = ${run.kind} AND "purpose" = ${run.purpose}
      AND "bulkOperationId" = ${run.operationId} AND "bytesLoaded" = ${run.fromByte}
      AND EXISTS (SELECT FROM shops WHERE "id" = ${shopId}::uuid AND "uninstalledAt" IS NULL)`;
  return changed === 1;
}
