import type { ListExport as ExportRow } from '@prisma/client';
import { addMs, minutes, type Clock } from '~/platform/clock/clock';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';
import { FILE_HOURS, OPEN_STATES, type GoneWhy } from './export-states';
import type { ExportedPage } from './list-export.server';

const DAY_MINUTES = 1_440;
/** That a file was asked for can be seen for so long. */
const ROWS_DAYS = 30;

/** A piece opens at its own place only. */
export const pieceContext = ({ shopId, exportId, seq }: { shopId: string; exportId: string; seq: number }): string =>
  `${shopId} export ${exportId} ${seq}`;

/** Exports that are not whole yet, the oldest first. */
export const openExports = (db: Db, shopId: string): Promise<ExportRow[]> =>
  db.listExport.findMany({
    where: { shopId, state: { in: [...OPEN_STATES] } },
    orderBy: [{ askedAt: 'asc' }, { id: 'asc' }],
  });

/**
 * Holds an export until the transaction ends; null where it is not open any more. Until then nobody is erased, either: whoever is read for a page stands in
 * it when the erasure looks for files.
 */
export async function holdOpenExport(tx: Db, shopId: string, id: string): Promise<ExportRow | null> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock_shared(hashtextextended(${lockName(shopId)}, 0))`;
  await tx.$queryRaw`
    SELECT 1 FROM list_exports WHERE "shopId" = ${shopId}::uuid AND "id" = ${id}::uuid FOR UPDATE`;
  const held = await tx.listExport.findUnique({ where: { shopId_id: { shopId, id } } });
  return held && OPEN_STATES.some((state) => state === held.state) ? held : null;
}

const lockName = (shopId: string): string => `exports ${shopId}`;

/** Adds a page to an export that is held, and notes where the next one begins; after the last the file is ready. */
export async function addExportPage(
  { vault, clock }: { vault: Vault; clock: Clock },
  tx: Db,
  held: ExportRow & { rowsTotal: number },
  { lines, rows, next }: ExportedPage,
): Promise<void> {
  const { shopId, id, pieces: seq } = held;
  const bytes = Buffer.from(lines);
  const content = vault.sealBytes(bytes, pieceContext({ shopId, exportId: id, seq }));
  await tx.listExportPiece.create({ data: { shopId, exportId: id, seq, content } });
  const now = clock.now();
  const end = { state: 'ready', readyAt: now, expiresAt: addMs(now, minutes(FILE_HOURS * 60)) };
  await tx.listExport.update({
    where: { shopId_id: { shopId, id } },
    data: {
      ...{
        rowsTotal: held.rowsTotal,
        rowsDone: { increment: rows },
        pieces: seq + 1,
        bytes: { increment: bytes.length },
      },
      ...{ cursor: next, failures: 0, ...(next === null ? end : { state: 'writing' }) },
    },
  });
}

/** Lets go of the bytes of these exports, and of their filters. */
async function endExports(tx: Db, shopId: string, ids: string[], goneWhy: GoneWhy): Promise<void> {
  await tx.listExportPiece.deleteMany({ where: { shopId, exportId: { in: ids } } });
  const data = { state: 'gone', goneWhy, search: null, cursor: null };
  await tx.listExport.updateMany({ where: { shopId, id: { in: ids } }, data });
}

const idsOf = (rows: { id: string }[]): string[] => rows.map(({ id }) => id);

/**
 * Lets go of every file of a shop's, ready or not: whoever is erased may stand in any of them. Pages that are being written are waited for; those that
 * begin after this wait until the erasure is committed, and find nobody.
 */
export async function eraseExports(tx: Db, shopId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${lockName(shopId)}, 0))`;
  const kept = await tx.listExport.findMany({ where: { shopId, state: { not: 'gone' } }, select: { id: true } });
  if (kept.length) await endExports(tx, shopId, idsOf(kept), 'erasure');
}

/** Notes that a page could not be written; an export that fails again and again is given up. */
export async function noteExportFailure(db: Db, shopId: string, id: string, mostFailures: number): Promise<void> {
  const [row] = await db.$queryRaw<{ failures: number }[]>`
    UPDATE list_exports SET "failures" = "failures" + 1
    WHERE "shopId" = ${shopId}::uuid AND "id" = ${id}::uuid AND "state" IN ('waiting', 'writing') RETURNING "failures"`;
  if (row && row.failures >= mostFailures) await endExports(db, shopId, [id], 'failed');
}

/** Lets go of files whose day is over, and of rows that are older than anybody asks for. */
export async function purgeExports({ clock }: { clock: Clock }, db: Db, shopId: string): Promise<void> {
  const now = clock.now();
  const over = await db.listExport.findMany({
    where: { shopId, state: 'ready', expiresAt: { lte: now } },
    select: { id: true },
  });
  if (over.length) await endExports(db, shopId, idsOf(over), 'over');
  const before = addMs(now, -minutes(ROWS_DAYS * DAY_MINUTES));
  await db.listExport.deleteMany({ where: { shopId, askedAt: { lt: before }, state: 'gone' } });
}
