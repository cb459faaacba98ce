import type { Db } from '~/platform/db/db.server';
import type { CollectionReport } from '../events/reports';
import { newestReports } from '../newest-reports';
import { handlesBefore } from './handles-before.server';

/** Stores what is reported of collections, many at once; an older report changes nothing, and a deleted one stays deleted. */
export async function storeCollections(db: Db, shopId: string, reports: CollectionReport[]): Promise<void> {
  if (!reports.length) return;
  await db.$executeRaw`
    INSERT INTO collections ("shopId", "id", "handle", "title", "sourceUpdatedAt")
    SELECT ${shopId}::uuid, r."id", r."handle", r."title", r."updatedAt"
    FROM jsonb_to_recordset(${JSON.stringify(newestReports(reports))}::jsonb) AS r("id" text, "handle" text, "title" text,
      "updatedAt" timestamptz)
    ON CONFLICT ("shopId", "id") DO UPDATE SET "handle" = EXCLUDED."handle", "handlesBefore" = ${handlesBefore('collections')},
      "title" = EXCLUDED."title",
      "sourceUpdatedAt" = EXCLUDED."sourceUpdatedAt"
    WHERE collections."sourceUpdatedAt" <= EXCLUDED."sourceUpdatedAt" AND collections."deletedAt" IS NULL`;
}

/** A collection that is gone holds nothing any more. Its products are told of by their own reports only at their next change. */
export async function deleteCollection(db: Db, shopId: string, collectionId: string, deletedAt: Date): Promise<void> {
  await db.$executeRaw`
    INSERT INTO collections ("shopId", "id", "handle", "title", "sourceUpdatedAt", "deletedAt")
    VALUES (${shopId}::uuid, ${collectionId}, '', '', ${deletedAt}, ${deletedAt})
    ON CONFLICT ("shopId", "id") DO UPDATE SET "deletedAt" = GREATEST(collections."deletedAt", EXCLUDED."deletedAt")`;
  await db.$executeRaw`
    UPDATE products SET "collectionIds" = array_remove("collectionIds", ${collectionId})
    WHERE "shopId" = ${shopId}::uuid AND ${collectionId} = ANY("collectionIds")`;
}
