import type { SyncWatermark } from '@prisma/client';
import { addMs, minutes, type Clock, type SystemClock } from '~/platform/clock/clock';
import type { Database, Db } from '~/platform/db/db.server';
import { unreadReports } from '../inbox/unread.server';
import { letReportsPass } from './let-reports-pass.server';
import { requestAgain, requestCensus, requestChanges } from './request-sync.server';
import { CHANGES_AT_ONCE, type StoreSource } from './store-source';
import { syncKinds, type SyncKind, type SyncPages } from './sync-kinds';
import { isFirstSyncDone } from './sync-runs.server';
import type { StorePage } from './sync-stores';
import type { SyncShop } from './sync-run-rows.server';
import { noteWholeness, OVERLAP_MINUTES, raiseWatermark } from './watermarks.server';

export interface ReconcileDeps {
  db: Database;
  clock: Clock;
  systemClock: SystemClock;
  source: StoreSource;
}

/** What webhooks lose is found within this time. */
export const RECONCILE_EVERY_MINUTES = 15;
const CENSUS_EVERY_MINUTES = 1_440;

/**
 * Up to so many changes are asked for page by page, which takes a few requests; more are a bulk operation's work. How long one of those waits
 * for its turn at Shopify is not known, and a quarter of an hour is all there is.
 */
export const FEW_CHANGES = 200;

/** With so many reports unread, what a look would find is mostly among them: it would be read twice, and be counted as lost. */
export const MANY_UNREAD = 100;

/** Whether a look is put off until what came has been read; what cannot be read is put aside, and does not count. */
export const waitsForReports = async (
  { db: { prisma }, systemClock }: Pick<ReconcileDeps, 'db' | 'systemClock'>,
  shopId: string,
): Promise<boolean> => (await unreadReports(prisma, shopId, systemClock.now(), MANY_UNREAD)) === MANY_UNREAD;

/** When a shop is looked at next: within the quarter of an hour, each shop at a moment of its own, so that they do not all ask at once. */
export function nextLook(shopId: string, now: Date): Date {
  const spreadMs = (parseInt(shopId.slice(-4), 16) / 0x10000) * 60_000;
  return addMs(now, minutes(RECONCILE_EVERY_MINUTES) - spreadMs);
}

/**
 * Looks for what has changed since it was last sure, kind by kind, and stores it; once a day asks for all ids, since what is gone has no
 * change to be found by. Returns when to look again, by business time. Done twice it changes nothing.
 */
export async function reconcile(
  deps: ReconcileDeps,
  shop: SyncShop & { scopes: string[] },
  store: StorePage,
): Promise<Date> {
  const { prisma } = deps.db;
  const watermarks = await prisma.syncWatermark.findMany({ where: { shopId: shop.id } });
  const open = await prisma.syncRun.findMany({ where: { shopId: shop.id, state: { notIn: ['done', 'refused'] } } });
  for (const kind of syncKinds) {
    const watermark = watermarks.find((each) => each.kind === kind);
    const isUnderWay = open.some((run) => run.kind === kind && run.purpose !== 'census');
    if (watermark && !isUnderWay) await lookFor(deps, shop, kind, watermark, store);
  }
  const now = deps.clock.now();
  await readMoreOrders(deps, shop, watermarks);
  // A past that is still being read counts all there is by itself.
  if (isCensusDue(watermarks, now) && open.every(({ purpose }) => purpose === 'changes'))
    await requestCensus(prisma, shop.id, deps.systemClock.now());
  return nextLook(shop.id, now);
}

async function lookFor<K extends SyncKind>(
  deps: ReconcileDeps,
  shop: SyncShop,
  kind: K,
  { sureUntil }: SyncWatermark,
  store: StorePage,
): Promise<void> {
  const askedAt = deps.clock.now();
  const since = addMs(sureUntil, -minutes(OVERLAP_MINUTES));
  const count = await deps.source.countChanges(shop.domain, kind, since);
  const few = count > FEW_CHANGES ? null : await readFew(deps, shop, kind, since, count);
  if (!few) return requestChanges(deps.db.prisma, shop.id, kind, since, deps.systemClock.now());
  for (let at = 0; at < few.length; at += CHANGES_AT_ONCE) {
    const beganAt = performance.now();
    await deps.db.transaction((tx) => store[kind](tx, few.slice(at, at + CHANGES_AT_ONCE) as SyncPages[K]));
    await letReportsPass(deps, shop.id, performance.now() - beganAt);
  }
  await raiseWatermark(deps.db.prisma, shop.id, kind, askedAt);
}

const readFew = async <K extends SyncKind>(
  { source }: ReconcileDeps,
  shop: SyncShop,
  kind: K,
  since: Date,
  count: number,
): Promise<SyncPages[K] | null> => (count === 0 ? [] : source.readChanges(shop.domain, kind, since, shop.currency));

/** The first census comes a day after the first sync, which was one. */
function isCensusDue(watermarks: SyncWatermark[], now: Date): boolean {
  const before = addMs(now, -minutes(CENSUS_EVERY_MINUTES));
  return watermarks.some(({ kind, censusAt }) => kind === 'products' && (censusAt === null || censusAt <= before));
}

/** Where Shopify by now shows orders that it did not show when the past was read, they are read. */
async function readMoreOrders(
  { db, systemClock }: ReconcileDeps,
  shop: SyncShop & { scopes: string[] },
  watermarks: SyncWatermark[],
): Promise<void> {
  const orders = watermarks.find(({ kind }) => kind === 'orders');
  if (!orders || orders.isWhole || !shop.scopes.includes('read_all_orders')) return;
  await requestAgain(db.prisma, shop.id, ['orders'], systemClock.now());
  await noteWholeness(db.prisma, shop.id, shop.scopes);
}

/** For the sweep: now, where a shop that has been read whole is not to be looked at any more; null where it is, or is not here yet. */
export async function nextReconcileAt(db: Db, shopId: string, now: Date): Promise<Date | null> {
  if (!(await isFirstSyncDone(db, shopId))) return null;
  const kind = 'reconcile-shop';
  const wakeup = await db.shopWakeup.findUnique({ where: { shopId_kind: { shopId, kind } } });
  return wakeup?.nextDueAt ? null : now;
}
