import type { SyncRun } from '@prisma/client';
import { addMs, type Clock, type SystemClock } from '~/platform/clock/clock';
import type { Database, Db } from '~/platform/db/db.server';
import { BUSY_WAIT_MS } from './after-failure';
import { loadAnswer, type LoadDeps } from './load-answer.server';
import type { BulkScope } from './store-source';
import { syncKinds, syncPurposes, type SyncKind } from './sync-kinds';
import type { SyncStores } from './sync-stores';
import { update, type SyncShop } from './sync-run-rows.server';

export interface SyncDeps extends LoadDeps {
  db: Database;
  clock: Clock;
  systemClock: SystemClock;
}

export interface SyncOutcome {
  /** System time; null: nothing is left to do. */
  lookAgainAt: Date | null;
  /** Whether the first sync became complete just now. */
  isComplete: boolean;
}

/**
 * Moves a shop's syncs on: starts what waits, as far as Shopify runs operations at once, and loads answers in their order, since orders need
 * customers. Every page is stored together with how far it was read, so that a killed worker's successor goes on from there. What comes to
 * nothing is begun anew later, and holds nothing else up.
 */
export async function advanceSync(deps: SyncDeps, shop: SyncShop, stores: SyncStores): Promise<SyncOutcome> {
  const wasComplete = await isFirstSyncDone(deps.db.prisma, shop.id);
  const looks: Date[] = [];
  for (const purpose of syncPurposes) looks.push(...(await advancePurpose(deps, shop, stores, purpose)));
  const isDone = await isFirstSyncDone(deps.db.prisma, shop.id);
  const soonest = looks.length ? new Date(Math.min(...looks.map((at) => at.getTime()))) : null;
  return { lookAgainAt: soonest, isComplete: isDone && !wasComplete };
}

/** Whether the whole past is here, or as much of it as Shopify tells. */
export async function isFirstSyncDone(db: Db, shopId: string): Promise<boolean> {
  const runs = await db.syncRun.findMany({ where: { shopId, purpose: 'first' }, select: { state: true } });
  return runs.length > 0 && runs.every(({ state }) => state === 'done' || state === 'refused');
}

/** Returns when to look again at each that is not settled. */
async function advancePurpose(deps: SyncDeps, shop: SyncShop, stores: SyncStores, purpose: string): Promise<Date[]> {
  const now = deps.systemClock.now();
  const rows = await deps.db.prisma.syncRun.findMany({ where: { shopId: shop.id, purpose, state: { not: 'done' } } });
  const open = syncKinds.flatMap((kind) => rows.find((run) => run.kind === kind) ?? []);
  const looks = open.flatMap(({ notBefore }) => (notBefore && notBefore > now ? notBefore : []));
  const due = open.filter(({ notBefore }) => !notBefore || notBefore <= now);
  for (const run of due)
    if (isToBegin(run) && !(await start(deps, shop, run))) return [...looks, addMs(now, BUSY_WAIT_MS)];
  for (const { kind } of due) {
    const lookAgainAt = await loadAnswer(deps, shop, stores, kind as SyncKind, purpose);
    if (!lookAgainAt) continue;
    looks.push(lookAgainAt.at);
    if (lookAgainAt.isUnderWay) break;
  }
  return looks;
}

const isToBegin = ({ state }: SyncRun): boolean => state !== 'running' && state !== 'loading';

/** Starts one operation. False where Shopify runs as many as it does at once: it stays waiting. */
async function start(deps: SyncDeps, shop: SyncShop, run: SyncRun): Promise<boolean> {
  const kind = run.kind as SyncKind;
  const askedAt = deps.clock.now();
  const started = await deps.source.startBulk(shop.domain, kind, scopeOf(run), askedAt);
  if (started.kind === 'busy') {
    await update(deps.db.prisma, shop.id, run, { problem: null });
    return false;
  }
  await update(deps.db.prisma, shop.id, run, {
    state: 'running',
    bulkOperationId: started.operationId,
    ...{ url: null, bytesLoaded: 0, bytesTotal: null, objectsLoaded: 0, objectsTotal: null },
    ...{ startedAt: deps.systemClock.now(), askedAt, notBefore: null },
  });
  return true;
}

function scopeOf({ purpose, since }: SyncRun): BulkScope {
  if (purpose === 'census') return { kind: 'ids' };
  return purpose === 'changes' && since ? { kind: 'changes', since } : { kind: 'everything' };
}
