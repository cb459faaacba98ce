import type { SyncRun } from '@prisma/client';
import { addMs, type Clock, type SystemClock } from '~/platform/clock/clock';
import type { Database, Db } from '~/platform/db/db.server';
import { messageOf } from '~/platform/errors';
import { lookAgainAfter, REFUSED_WAIT_MS, waitAfter } from './after-failure';
import { addCensusIds } from './census.server';
import { readAhead } from './read-ahead';
import { letReportsPass } from './let-reports-pass.server';
import { AnswerGone, CHANGES_AT_ONCE, type BulkAnswer, type BulkState, type StoreSource } from './store-source';
import type { CensusKind, SyncKind } from './sync-kinds';
import type { SyncStores } from './sync-stores';
import { findRun, noteRead, update, type SyncShop } from './sync-run-rows.server';
import { raiseWatermark } from './watermarks.server';

export interface LoadDeps {
  db: Database;
  clock: Clock;
  systemClock: SystemClock;
  source: StoreSource;
}

const OVERTAKEN_WAIT_MS = 5_000;

/** When to look at it again; `isUnderWay` where Shopify is still at work on it, so that what needs it waits. Null: it is done. */
export type NextLook = { at: Date; isUnderWay: boolean } | null;

/** Loads one answer as far as it is there. */
export async function loadAnswer(
  deps: LoadDeps,
  shop: SyncShop,
  stores: SyncStores,
  kind: SyncKind,
  purpose: string,
): Promise<NextLook> {
  const run = await findRun(deps.db.prisma, shop.id, { kind, purpose });
  const state = await deps.source.bulkState(shop.domain, run.bulkOperationId ?? '');
  const now = deps.systemClock.now();
  switch (state.kind) {
    case 'running':
      await update(deps.db.prisma, shop.id, run, { objectsTotal: state.objects });
      return { at: addMs(now, lookAgainAfter(now.getTime() - (run.startedAt ?? now).getTime())), isUnderWay: true };
    case 'refused':
      await settle(deps, shop.id, run, {
        state: 'refused',
        problem: state.problem,
        notBefore: addMs(now, REFUSED_WAIT_MS),
      });
      return { at: addMs(now, REFUSED_WAIT_MS), isUnderWay: false };
    case 'failed':
      if (state.partial) await loadPages(deps, shop, stores, run, state.partial);
      return beginAnew(deps, shop.id, run, state);
    case 'ready':
      return loadWhole(deps, shop, stores, run, state);
  }
}

async function loadWhole(
  deps: LoadDeps,
  shop: SyncShop,
  stores: SyncStores,
  run: SyncRun,
  { answer, objects }: Extract<BulkState, { kind: 'ready' }>,
): Promise<NextLook> {
  const place = placeOf(answer);
  // Written at another place than what was read of it, its bytes may be others: it is read from its beginning.
  const moved = run.url !== null && run.url !== place ? { bytesLoaded: 0, objectsLoaded: 0 } : {};
  const bytesTotal = answer.bytes;
  await update(deps.db.prisma, shop.id, run, {
    state: 'loading',
    url: place,
    bytesTotal,
    objectsTotal: objects,
    ...moved,
  });
  try {
    const isRead = await loadPages(deps, shop, stores, await findRun(deps.db.prisma, shop.id, run), answer);
    if (!isRead) return { at: addMs(deps.systemClock.now(), OVERTAKEN_WAIT_MS), isUnderWay: true };
  } catch (error) {
    if (error instanceof AnswerGone) return beginAnew(deps, shop.id, run, { why: 'gone', problem: error.message });
    throw error;
  }
  if (run.purpose === 'census') await stores.endCensus(kindOf(run) as CensusKind, run.askedAt ?? deps.clock.now());
  if (run.purpose === 'first') await stores.endFirst(kindOf(run));
  if (run.purpose !== 'census' && run.askedAt) await raiseWatermark(deps.db.prisma, shop.id, kindOf(run), run.askedAt);
  await settle(deps, shop.id, run, { state: 'done', problem: null, notBefore: null, attempts: 0, url: null });
  return null;
}

const kindOf = ({ kind }: SyncRun): SyncKind => kind as SyncKind;

/** Its signature changes with each asking; what it leads to does not. */
const placeOf = ({ url }: BulkAnswer): string | null => (url === null ? null : new URL(url).pathname);

const settle = (deps: LoadDeps, shopId: string, run: SyncRun, data: Parameters<typeof update>[3]): Promise<void> =>
  update(deps.db.prisma, shopId, run, { ...data, finishedAt: deps.systemClock.now() });

async function beginAnew(
  deps: LoadDeps,
  shopId: string,
  run: SyncRun,
  { why, problem }: Pick<Extract<BulkState, { kind: 'failed' }>, 'why' | 'problem'>,
): Promise<NextLook> {
  const notBefore = addMs(deps.systemClock.now(), waitAfter(why, run.attempts));
  await update(deps.db.prisma, shopId, run, {
    state: 'failed',
    problem,
    notBefore,
    attempts: { increment: 1 },
    url: null,
  });
  return { at: notBefore, isUnderWay: false };
}

/** Stores page after page. False where it stopped before the answer's end: another worker is at it, or the app was uninstalled. */
async function loadPages(
  deps: LoadDeps,
  shop: SyncShop,
  stores: SyncStores,
  run: SyncRun,
  answer: BulkAnswer,
): Promise<boolean> {
  if (!answer.url) return true;
  let fromByte = Number(run.bytesLoaded);
  const operationId = run.bulkOperationId ?? '';
  try {
    for await (const page of pagesOf(deps, shop, stores, run, answer, fromByte)) {
      const beganAt = performance.now();
      const isOurs = await deps.db.transaction(async (tx) => {
        await planAnew(tx);
        const read = { bytesRead: page.bytesRead, objects: page.count };
        const isNoted = await noteRead(tx, shop.id, { ...run, operationId, fromByte }, read);
        if (isNoted) await page.store(tx);
        return isNoted;
      });
      if (!isOurs) return false;
      fromByte = page.bytesRead;
      await letReportsPass(deps, shop.id, performance.now() - beganAt);
    }
    return true;
  } catch (error) {
    await update(deps.db.prisma, shop.id, run, { problem: messageOf(error).slice(0, 500) });
    throw error;
  }
}

/**
 * A store's past fills empty tables faster than the database takes note of: plans that it keeps from when they were empty (those of its own checks
 * of foreign keys, too) would read through all that has come since.
 */
const planAnew = (tx: Db) => tx.$executeRaw`SET LOCAL plan_cache_mode = force_custom_plan`;

const AT_ONCE = { first: 500, changes: CHANGES_AT_ONCE };

interface Page {
  count: number;
  bytesRead: number;
  store(tx: Db): Promise<void>;
}

async function* pagesOf(
  { source }: LoadDeps,
  shop: SyncShop,
  stores: SyncStores,
  run: SyncRun,
  answer: BulkAnswer,
  fromByte: number,
): AsyncGenerator<Page> {
  const kind = kindOf(run);
  if (run.purpose === 'census') {
    for await (const { objects, bytesRead } of readAhead(source.readIds(answer, fromByte)))
      yield { count: objects.length, bytesRead, store: (tx) => addCensusIds(tx, shop.id, kind, objects) };
    return;
  }
  const purpose = run.purpose === 'first' ? 'first' : 'changes';
  const reading = { fromByte, currency: shop.currency, atOnce: AT_ONCE[purpose] };
  const store = stores[purpose][kind] as (tx: Db, objects: unknown[]) => Promise<void>;
  for await (const { objects, bytesRead } of readAhead(source.read(kind, answer, reading)))
    yield { count: objects.length, bytesRead, store: (tx) => store(tx, objects) };
}
