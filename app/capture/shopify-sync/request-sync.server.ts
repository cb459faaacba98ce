import type { Db } from '~/platform/db/db.server';
import { wake } from '~/platform/queue/wakeups.server';
import { censusKinds, factsAsked, syncKinds, type SyncKind } from './sync-kinds';

/**
 * Asks for a first sync of everything. One that is under way or done is left alone, unless Kindred by now asks for more facts of its kind: then
 * that kind is read once more. Returns the kinds that are to be read.
 */
export async function requestFirstSync(db: Db, shopId: string, now: Date): Promise<SyncKind[]> {
  const data = syncKinds.map((kind) => ({ shopId, kind, facts: factsAsked[kind] }));
  await db.syncRun.createMany({ data, skipDuplicates: true });
  for (const { kind, facts } of data)
    await db.syncRun.updateMany({
      where: { shopId, kind, purpose: 'first', facts: { lt: facts } },
      data: { ...BEGIN_ANEW, facts },
    });
  const open = await db.syncRun.findMany({
    where: { shopId, purpose: 'first', state: { notIn: ['done', 'refused'] } },
  });
  if (open.length) await wake(db, shopId, 'sync-shop', now);
  return open.map(({ kind }) => kind as SyncKind);
}

/** For shops that were read before Kindred asked for what it asks for now: a new kind, or more facts of one. Else it does nothing. */
export async function requestNewFacts(db: Db, shopId: string, now: Date): Promise<void> {
  const runs = await db.syncRun.findMany({ where: { shopId, purpose: 'first' }, select: { kind: true, facts: true } });
  const isRead = (kind: SyncKind) => runs.some((run) => run.kind === kind && run.facts >= factsAsked[kind]);
  if (runs.length && !syncKinds.every(isRead)) await requestFirstSync(db, shopId, now);
}

/** What Shopify would not tell it may tell now that somebody at the shop has opened the app. */
export async function askRefusedAgain(db: Db, shopId: string, now: Date): Promise<void> {
  const refused = await db.syncRun.findMany({ where: { shopId, purpose: 'first', state: 'refused' } });
  if (refused.length)
    await requestAgain(
      db,
      shopId,
      refused.map(({ kind }) => kind as SyncKind),
      now,
    );
}

/** Reads the whole past of some kinds once more: what Shopify would not tell before it may tell now. */
export async function requestAgain(db: Db, shopId: string, kinds: SyncKind[], now: Date): Promise<void> {
  await db.syncRun.updateMany({ where: { shopId, purpose: 'first', kind: { in: kinds } }, data: BEGIN_ANEW });
  await wake(db, shopId, 'sync-shop', now);
}

/** Asks for what has changed of a kind since an instant, as one bulk operation. One that is under way already goes on instead. */
export async function requestChanges(db: Db, shopId: string, kind: SyncKind, since: Date, now: Date): Promise<void> {
  await requestRun(db, shopId, kind, 'changes', since);
  await wake(db, shopId, 'sync-shop', now);
}

/** Asks for the ids of all there are. */
export async function requestCensus(db: Db, shopId: string, now: Date): Promise<void> {
  for (const kind of censusKinds) await requestRun(db, shopId, kind, 'census', null);
  await wake(db, shopId, 'sync-shop', now);
}

const BEGIN_ANEW = {
  state: 'waiting',
  bulkOperationId: null,
  bytesLoaded: 0n,
  attempts: 0,
  notBefore: null,
  problem: null,
};

async function requestRun(db: Db, shopId: string, kind: string, purpose: string, since: Date | null): Promise<void> {
  await db.syncRun.createMany({ data: [{ shopId, kind, purpose, since }], skipDuplicates: true });
  await db.syncRun.updateMany({
    where: { shopId, kind, purpose, state: { in: ['done', 'refused'] } },
    data: { ...BEGIN_ANEW, since },
  });
}

/**
 * When a shop's sync has something to do next, by system time; null: nothing is left to do, or Shopify does not let us in. What is under way is
 * looked at now.
 */
export async function nextSyncAt(db: Db, shopId: string, now: Date): Promise<Date | null> {
  if (await db.shop.findFirst({ where: { id: shopId, accessLostAt: { not: null } }, select: { id: true } }))
    return null;
  const open = await db.syncRun.findMany({ where: { shopId, state: { not: 'done' } }, select: { notBefore: true } });
  const times = open.map(({ notBefore }) => notBefore?.getTime() ?? now.getTime());
  return times.length ? new Date(Math.min(...times)) : null;
}
