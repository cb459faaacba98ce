import type { AccessExport } from '@prisma/client';
import { addMs, minutes, type Clock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';

/** A copy lies here for as long as the law gives for handing it over. */
export const EXPORT_KEPT_DAYS = 30;

const DAY_MINUTES = 1_440;

/** Holds the copy that a request asks for until the transaction ends; it is begun where there is none, and anew where the person is another by now. */
export async function holdExport(
  { clock }: { clock: Clock },
  tx: Db,
  shopId: string,
  { requestId, profileIds }: { requestId: string; profileIds: string[] },
): Promise<AccessExport> {
  const startedAt = clock.now();
  const expiresAt = addMs(startedAt, minutes(EXPORT_KEPT_DAYS * DAY_MINUTES));
  const row = { shopId, requestId, profileIds, startedAt, expiresAt };
  await tx.accessExport.createMany({ data: [row], skipDuplicates: true });
  const key = { shopId_requestId: { shopId, requestId } };
  await tx.$queryRaw`
    SELECT 1 FROM access_exports WHERE "shopId" = ${shopId}::uuid AND "requestId" = ${requestId}::uuid FOR UPDATE`;
  const held = await tx.accessExport.findUniqueOrThrow({ where: key });
  if (held.profileIds.join() === profileIds.join()) return held;
  await tx.accessExportPiece.deleteMany({ where: { shopId, requestId } });
  const anew = { section: null, cursor: null, pieces: 0, readyAt: null };
  return tx.accessExport.update({ where: key, data: { ...row, ...anew } });
}

export interface ExportPiece {
  section: string;
  content: Uint8Array<ArrayBuffer>;
}

/** Where a copy stands after a piece: the row up to which its section is written; null: the section is whole. */
export interface ExportPlace {
  section: string;
  cursor: string | null;
}

/** Adds a piece to a copy that is held. */
export async function addPiece(
  tx: Db,
  { shopId, requestId, pieces: seq }: AccessExport,
  piece: ExportPiece,
  place: ExportPlace,
): Promise<void> {
  await tx.accessExportPiece.create({ data: { shopId, requestId, seq, ...piece } });
  const key = { shopId_requestId: { shopId, requestId } };
  await tx.accessExport.update({ where: key, data: { ...place, pieces: seq + 1 } });
}

/** Notes that all of a copy is there. */
export async function finishExport(
  { clock }: { clock: Clock },
  tx: Db,
  { shopId, requestId }: AccessExport,
): Promise<void> {
  const key = { shopId_requestId: { shopId, requestId } };
  await tx.accessExport.update({ where: key, data: { readyAt: clock.now() } });
}

/** Deletes copies whose time is over, and whom their requests name. Returns how many. */
export async function deleteExpiredExports({ clock }: { clock: Clock }, tx: Db, shopId: string): Promise<number> {
  const expired = await tx.accessExport.findMany({
    where: { shopId, expiresAt: { lte: clock.now() } },
    select: { requestId: true },
  });
  const ids = expired.map(({ requestId }) => requestId);
  if (!ids.length) return 0;
  await tx.privacyRequest.updateMany({ where: { shopId, id: { in: ids }, state: 'done' }, data: { subject: null } });
  const { count } = await tx.accessExport.deleteMany({ where: { shopId, requestId: { in: ids } } });
  return count;
}

/** When the next copy is to be deleted, by business time; null where none is kept. */
export async function nextExpiryAt(db: Db, shopId: string): Promise<Date | null> {
  const { _min } = await db.accessExport.aggregate({ where: { shopId }, _min: { expiresAt: true } });
  return _min.expiresAt;
}
