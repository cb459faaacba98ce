import type { Db } from '~/platform/db/db.server';
import { messageOf } from '~/platform/errors';
import type { SyncKind } from './sync-kinds';

/**
 * How long before the last sure instant it is looked once more. Shopify's search lags behind its data (by seconds; ten minutes were seen), and a
 * checkout is shown only ten minutes after its last change. What is read twice changes nothing.
 */
export const OVERLAP_MINUTES = 30;

/** Notes that everything of a kind that happened before an instant (business time) is here. Never lowers what was sure before. */
export async function raiseWatermark(db: Db, shopId: string, kind: SyncKind, sureUntil: Date): Promise<void> {
  await db.$executeRaw`
    INSERT INTO sync_watermarks ("shopId", "kind", "sureUntil") VALUES (${shopId}::uuid, ${kind}, ${sureUntil})
    ON CONFLICT ("shopId", "kind") DO UPDATE SET "sureUntil" = GREATEST(sync_watermarks."sureUntil", EXCLUDED."sureUntil"),
      "problem" = NULL, "failingSince" = NULL`;
}

/** Notes things that had changed without any webhook's telling. */
export async function noteLate(db: Db, shopId: string, kind: SyncKind, count: number, now: Date): Promise<void> {
  if (count)
    await db.syncWatermark.update({
      where: { shopId_kind: { shopId, kind } },
      data: { lateFound: { increment: count }, lastLateAt: now },
    });
}

/** Notes that a census is done, and how many things it found gone. */
export async function noteCensus(db: Db, shopId: string, kind: SyncKind, gone: number, now: Date): Promise<void> {
  await db.syncWatermark.updateMany({
    where: { shopId, kind },
    data: { censusAt: now, goneFound: { increment: gone } },
  });
}

/** Notes why looking fails; since when stays what it was. */
export async function noteFailing(db: Db, shopId: string, error: unknown, now: Date): Promise<void> {
  const problem = messageOf(error).slice(0, 500);
  await db.syncWatermark.updateMany({ where: { shopId, failingSince: null }, data: { failingSince: now } });
  await db.syncWatermark.updateMany({ where: { shopId }, data: { problem } });
}

/** Notes whether orders of all times are shown to the app, or only those of Shopify's window. */
export async function noteWholeness(db: Db, shopId: string, scopes: string[]): Promise<void> {
  const isWhole = scopes.includes('read_all_orders');
  await db.syncWatermark.updateMany({ where: { shopId, kind: 'orders' }, data: { isWhole } });
}

/** Has all ids asked for at the next look: deletions were not told of for a while. */
export async function distrustCensus(db: Db, shopId: string): Promise<void> {
  await db.syncWatermark.updateMany({ where: { shopId }, data: { censusAt: null } });
}
