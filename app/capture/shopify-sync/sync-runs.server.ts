import type { Prisma, SyncRun } from '@prisma/client';
import { addMs, type Clock, type SystemClock } from '~/platform/clock/clock';
import type { Database, Db } from '~/platform/db/db.server';
import { messageOf } from '~/platform/errors';
import { wake } from '~/platform/queue/wakeups.server';
import { readAhead } from './read-ahead';
import { syncKinds, type StoreSource, type SyncKind, type SyncPages } from './store-source';

export interface SyncDeps {
  db: Database;
  clock: Clock;
  systemClock: SystemClock;
  source: StoreSource;
}

/** Stores one page of what a sync brought, with all it causes, in the given transaction. */
export type StorePage = { [K in SyncKind]: (tx: Db, objects: SyncPages[K]) => Promise<void> };

const LOOK_AGAIN_MS = 1_000;

/** Asks for a first sync of everything; one that is under way or done is left alone. */
export async function requestFirstSync(db: Db, shopId: string, now: Date): Promise<void> {
  const data = syncKinds.map((kind) => ({ shopId, kind }));
  await db.syncRun.createMany({ data, skipDuplicates: true });
  await wake(db, shopId, 'sync-shop', now);
}

/**
 * Moves a shop's first sync on: starts all bulk operations at once (Shopify runs up to five), and loads answers in their order, since orders
 * need customers. Every page is stored together with how far it was read, so that a killed worker's successor goes on from there.
 * Returns when to look again, or null when all is done; `isComplete` says whether just now.
 */
export async function advanceSync(
  deps: SyncDeps,
  shop: { id: string; domain: string; currency: string },
  store: StorePage,
): Promise<{ lookAgainAt: Date | null; isComplete: boolean }> {
  const runs = await deps.db.prisma.syncRun.findMany({ where: { shopId: shop.id } });
  const pending = syncKinds.flatMap((kind) => runs.find((run) => run.kind === kind && run.state !== 'done') ?? []);
  if (!pending.length) return { lookAgainAt: null, isComplete: false };
  for (const run of pending) if (run.state === 'waiting' || run.state === 'failed') await start(deps, shop, run);
  for (const run of pending) {
    const isLoaded = await load(deps, shop, run.kind as SyncKind, store);
    if (!isLoaded) return { lookAgainAt: addMs(deps.systemClock.now(), LOOK_AGAIN_MS), isComplete: false };
  }
  return { lookAgainAt: null, isComplete: true };
}

async function start(deps: SyncDeps, shop: { id: string; domain: string }, { kind }: SyncRun): Promise<void> {
  const { operationId } = await deps.source.startBulk(shop.domain, kind as SyncKind, deps.clock.now());
  const startedAt = deps.systemClock.now();
  await update(deps, shop.id, kind, {
    state: 'running',
    bulkOperationId: operationId,
    url: null,
    bytesLoaded: 0,
    objectsLoaded: 0,
    startedAt,
    problem: null,
  });
}

const update = (deps: SyncDeps, shopId: string, kind: string, data: Prisma.SyncRunUpdateInput) =>
  deps.db.prisma.syncRun.update({ where: { shopId_kind: { shopId, kind } }, data });

/** Loads one answer as far as it is there. Returns whether it is complete. */
async function load(
  deps: SyncDeps,
  shop: { id: string; domain: string; currency: string },
  kind: SyncKind,
  store: StorePage,
): Promise<boolean> {
  const run = await deps.db.prisma.syncRun.findUniqueOrThrow({ where: { shopId_kind: { shopId: shop.id, kind } } });
  const state = await deps.source.bulkState(shop.domain, run.bulkOperationId ?? '');
  switch (state.kind) {
    case 'running':
      await update(deps, shop.id, kind, { objectsTotal: state.objects });
      return false;
    case 'refused':
      if (kind === 'checkouts') return goWithout(deps, shop.id, kind, state.problem);
      return fail(deps, shop.id, kind, state.problem);
    case 'failed':
      return fail(deps, shop.id, kind, state.problem);
    case 'ready':
      await update(deps, shop.id, kind, { state: 'loading', url: state.url, objectsTotal: state.objects });
      if (state.url) await loadPages(deps, shop, kind, state.url, Number(run.bytesLoaded), store);
      await update(deps, shop.id, kind, { state: 'done', finishedAt: deps.systemClock.now(), url: null });
      return true;
  }
}

async function fail(deps: SyncDeps, shopId: string, kind: SyncKind, problem: string): Promise<never> {
  await update(deps, shopId, kind, { state: 'failed', problem });
  throw new Error(`Shopify's bulk operation for ${kind} failed: ${problem}`);
}

/**
 * Checkouts need approvals of their own, and the rest of the app does not need them: without them it knows only carts that are left from now on.
 */
async function goWithout(deps: SyncDeps, shopId: string, kind: SyncKind, problem: string): Promise<true> {
  await update(deps, shopId, kind, { state: 'done', finishedAt: deps.systemClock.now(), problem });
  return true;
}

async function loadPages<K extends SyncKind>(
  deps: SyncDeps,
  shop: { id: string; currency: string },
  kind: K,
  url: string,
  fromByte: number,
  store: StorePage,
): Promise<void> {
  try {
    for await (const page of readAhead(deps.source.read(kind, url, fromByte, shop.currency)))
      await deps.db.transaction(async (tx) => {
        await store[kind](tx, page.objects);
        await tx.syncRun.update({
          where: { shopId_kind: { shopId: shop.id, kind } },
          data: { bytesLoaded: page.bytesRead, objectsLoaded: { increment: page.objects.length } },
        });
      });
  } catch (error) {
    await update(deps, shop.id, kind, { problem: messageOf(error).slice(0, 500) });
    throw error;
  }
}
