import type { Import, Prisma } from '@prisma/client';
import { addMs, minutes, type Clock, type SystemClock } from '~/platform/clock/clock';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Database, Db } from '~/platform/db/db.server';
import type { Ids } from '~/platform/ids.server';
import { wake } from '~/platform/queue/wakeups.server';
import { LARGEST_FILE_BYTES, UPLOAD_PIECE_BYTES, OPEN_STATES } from './import-states';
import { dropPieces, keepPiece } from './pieces.server';

/** So long what an import made can be taken back. */
export const UNDO_DAYS = 7;

export interface ImportDeps {
  db: Database;
  vault: Vault;
  ids: Ids;
  clock: Clock;
  systemClock: SystemClock;
}

/** Begins an upload; the file comes in pieces. */
export async function beginImport(
  { db: { prisma }, ids, clock }: ImportDeps,
  shopId: string,
  { fileName, actor }: { fileName: string; actor: string },
): Promise<string> {
  const id = ids.next();
  const row = {
    shopId,
    id,
    fileName: fileName.replace(/[\p{Cc}]/gu, '').slice(0, 200) || 'A file',
    state: 'uploading',
  };
  await prisma.import.create({ data: { ...row, createdAt: clock.now(), createdBy: actor } });
  return id;
}

export type TakePiece = { kind: 'taken' } | { kind: 'refused'; problem: string };

/** Takes a piece of an upload; told twice it is one. Pieces are all of `UPLOAD_PIECE_BYTES`, but for the last. */
export async function takePiece(
  { db, vault }: ImportDeps,
  shopId: string,
  { importId, seq, bytes }: { importId: string; seq: number; bytes: Uint8Array },
): Promise<TakePiece> {
  const { prisma } = db;
  const row = await prisma.import.findUnique({ where: { shopId_id: { shopId, id: importId } } });
  if (row?.state !== 'uploading') return { kind: 'refused', problem: 'This upload is over. Begin it again.' };
  if (bytes.length === 0 || bytes.length > UPLOAD_PIECE_BYTES || (seq + 1) * UPLOAD_PIECE_BYTES > LARGEST_FILE_BYTES)
    return { kind: 'refused', problem: 'A file may have up to 200 MB. Split it, or compress it with gzip.' };
  const piece = { part: 'file', seq, startAt: seq * UPLOAD_PIECE_BYTES, bytes } as const;
  await keepPiece({ vault, prisma }, { shopId, importId }, piece);
  return { kind: 'taken' };
}

/** All pieces are here: the file is looked at by a job. Refused where one is missing. */
export async function finishUpload(
  { db: { prisma }, systemClock }: ImportDeps,
  shopId: string,
  importId: string,
): Promise<TakePiece> {
  const pieces = await prisma.importPiece.findMany({
    where: { shopId, importId, part: 'file' },
    orderBy: { seq: 'asc' },
    select: { seq: true, length: true },
  });
  const isWhole = pieces.every(
    ({ seq, length }, index) => seq === index && (length === UPLOAD_PIECE_BYTES || index === pieces.length - 1),
  );
  if (!isWhole) return { kind: 'refused', problem: 'Some of the file did not arrive. Choose it again.' };
  const fileBytes = BigInt(pieces.reduce((sum, { length }) => sum + length, 0));
  const where = { shopId, id: importId, state: 'uploading' };
  const { count } = await prisma.import.updateMany({ where, data: { state: 'reading', fileBytes } });
  if (count) await wake(prisma, shopId, 'advance-imports', systemClock.now());
  return { kind: 'taken' };
}

/** Begins to store rows, as the merchant has said. False where that was done, or the import is over. */
export async function startImport(
  { db, systemClock }: Pick<ImportDeps, 'db' | 'systemClock'>,
  shopId: string,
  importId: string,
  plan: Prisma.InputJsonObject,
): Promise<boolean> {
  const startedAt = systemClock.now();
  return db.transaction(async (tx) => {
    const { count } = await tx.import.updateMany({
      where: { shopId, id: importId, state: 'mapping' },
      data: { state: 'running', plan, startedAt },
    });
    if (count) await wake(tx, shopId, 'advance-imports', startedAt);
    return count > 0;
  });
}

/** Ends an import, and lets go of its file. What is stored stays. False where it was over. */
export async function endImport(
  { clock }: Pick<ImportDeps, 'clock'>,
  db: Db,
  { shopId, importId }: { shopId: string; importId: string },
  end: { state: 'done' | 'cancelled' | 'failed'; problem?: string },
): Promise<boolean> {
  const { count } = await db.import.updateMany({
    where: { shopId, id: importId, state: { in: [...OPEN_STATES] } },
    data: { ...end, finishedAt: clock.now() },
  });
  if (count) await dropPieces(db, { shopId, importId });
  if (count) await db.importOmission.deleteMany({ where: { shopId, importId } });
  return count > 0;
}

/** Until when what an import made can be taken back. */
export const undoUntil = (finishedAt: Date): Date => addMs(finishedAt, minutes(UNDO_DAYS * 1_440));

/** Begins to take back what an import made, by a job. False where that is over, or never could be. */
export async function startUndo(
  { db, clock, systemClock }: Pick<ImportDeps, 'db' | 'clock' | 'systemClock'>,
  shopId: string,
  importId: string,
): Promise<boolean> {
  const since = addMs(clock.now(), -minutes(UNDO_DAYS * 1_440));
  return db.transaction(async (tx) => {
    const { count } = await tx.import.updateMany({
      where: { shopId, id: importId, state: { in: ['done', 'cancelled'] }, finishedAt: { gt: since } },
      data: { state: 'undoing' },
    });
    if (count) await wake(tx, shopId, 'advance-imports', systemClock.now());
    return count > 0;
  });
}

/** The oldest import that a job has something to do for. */
export const nextImport = (db: Db, shopId: string): Promise<Import | null> =>
  db.import.findFirst({
    where: { shopId, state: { in: ['reading', 'running', 'undoing'] } },
    orderBy: { createdAt: 'asc' },
  });
