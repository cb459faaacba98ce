import type { Prisma } from '@prisma/client';
import type { Db } from '~/platform/db/db.server';
import { ARCHIVE_BEGINS_WITH } from './archive';
import type { Verdict } from './verdict';

export interface TrainedVersion {
  bytes: Uint8Array<ArrayBuffer>;
  metrics: Prisma.InputJsonValue;
  trainedAt: Date;
  kind: 'full' | 'refit';
  verdict: Verdict;
}

/** Else the bytes come along, as an array of numbers: seconds, and of more than a hundred MB an error. */
const ONLY_VERSION = { version: true } as const;

/** Kept to go back to, beside the one that serves. */
const KEPT_VERSIONS = 5;

/**
 * Stores a trained model, by its bytes, as the newest version. It serves from then on unless its verdict says otherwise. Old versions beyond the last
 * few are dropped, never the one that serves.
 */
export async function storeVersion(db: Db, shopId: string, trained: TrainedVersion): Promise<number> {
  const { bytes, verdict, ...row } = trained;
  const newest = await db.recommenderModel.findFirst({
    where: { shopId },
    orderBy: { version: 'desc' },
    select: ONLY_VERSION,
  });
  const version = (newest?.version ?? 0) + 1;
  const isActive = verdict.kind !== 'held-back' && verdict.kind !== 'waits';
  if (isActive) {
    await stopServing(db, shopId);
    await endHold(db, shopId);
  }
  await db.recommenderModel.create({
    data: {
      ...row,
      shopId,
      version,
      isActive,
      verdict: verdict as unknown as Prisma.InputJsonValue,
      index: bytes,
    },
    select: ONLY_VERSION,
  });
  await db.recommenderModel.deleteMany({
    where: { shopId, isActive: false, version: { lte: version - KEPT_VERSIONS } },
  });
  return version;
}

export type UseOutcome = { kind: 'serves' } | { kind: 'gone' } | { kind: 'of-older-release' };

/** The merchant's choice: that version serves until they let new ones serve again. */
export async function useVersion(db: Db, shopId: string, version: number): Promise<UseOutcome> {
  const found = await db.recommenderModel.findUnique({
    where: { shopId_version: { shopId, version } },
    select: ONLY_VERSION,
  });
  if (!found) return { kind: 'gone' };
  if (!(await readableVersions(db, shopId)).has(version)) return { kind: 'of-older-release' };
  await serve(db, shopId, version);
  await hold(db, shopId, true);
  return { kind: 'serves' };
}

/** Takes a choice by hand back: the newest version that can serve and was not held back does, and later ones as they come. */
export async function letNewestServe(db: Db, shopId: string): Promise<void> {
  await hold(db, shopId, false);
  const readable = await readableVersions(db, shopId);
  const versions = await db.recommenderModel.findMany({
    where: { shopId },
    orderBy: { version: 'desc' },
    select: { version: true, verdict: true },
  });
  const newest = versions.find(
    ({ version, verdict }) => readable.has(version) && (verdict as Verdict | null)?.kind !== 'held-back',
  );
  if (newest) await serve(db, shopId, newest.version);
}

/** Whether a version was chosen by hand, so that new ones wait. One that a newer release cannot read keeps nothing waiting: it serves nobody. */
export async function isHeld(db: Db, shopId: string): Promise<boolean> {
  const policy = await db.recommenderPolicy.findUnique({ where: { shopId }, select: { isHeld: true } });
  if (!policy?.isHeld) return false;
  const serving = await db.recommenderModel.findFirst({ where: { shopId, isActive: true }, select: ONLY_VERSION });
  return serving === null || (await readableVersions(db, shopId)).has(serving.version);
}

/** Versions that this release can read, by their first bytes: older releases wrote other archives. */
export async function readableVersions(db: Db, shopId: string): Promise<Set<number>> {
  const rows = await db.$queryRaw<{ version: number }[]>`
    SELECT "version" FROM recommender_models
    WHERE "shopId" = ${shopId}::uuid AND substring("index" FROM 1 FOR ${ARCHIVE_BEGINS_WITH.length}) = ${ARCHIVE_BEGINS_WITH}`;
  return new Set(rows.map(({ version }) => version));
}

async function serve(db: Db, shopId: string, version: number): Promise<void> {
  await stopServing(db, shopId);
  await db.recommenderModel.update({
    where: { shopId_version: { shopId, version } },
    data: { isActive: true },
    select: ONLY_VERSION,
  });
}

/** Only one version may serve, which an index of the table holds: the old one ends first. */
async function stopServing(db: Db, shopId: string): Promise<void> {
  await db.recommenderModel.updateMany({ where: { shopId, isActive: true }, data: { isActive: false } });
}

/** One that was held cannot be read any more, or new ones would wait. */
async function endHold(db: Db, shopId: string): Promise<void> {
  await db.recommenderPolicy.updateMany({ where: { shopId, isHeld: true }, data: { isHeld: false } });
}

async function hold(db: Db, shopId: string, value: boolean): Promise<void> {
  await db.recommenderPolicy.upsert({
    where: { shopId },
    create: { shopId, isHeld: value },
    update: { isHeld: value },
  });
}
