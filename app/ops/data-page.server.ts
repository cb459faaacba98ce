import type { Shop, SyncRun, SyncWatermark } from '@prisma/client';
import { remainingMs, shareOf } from '~/capture/shopify-sync/sync-progress';
import { syncKinds, type SyncKind } from '~/capture/shopify-sync/sync-kinds';
import { countDuplicates } from '~/customers/data-quality/duplicates.server';
import type { SystemClock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import { dataQuality, type DataQuality } from './data-quality.server';
import { freshness, type Freshness } from './freshness.server';
import { inShop, pageShop, type PageDeps, type PageShop } from './shop-context.server';
import { traitsCheck, type TraitsCheck } from './traits-check.server';
import { accessWords, failedWords, refusedWords, silentWords, windowWords, type Trouble } from './sync-words';

export interface KindOfData {
  kind: SyncKind;
  state: 'waiting' | 'preparing' | 'loading' | 'here' | 'refused' | 'failed';
  /** What is stored here now. */
  count: number;
  /** Which part of what is being read is stored, 0 to 1, and how much longer it takes; null where it cannot be said. */
  share: number | null;
  remainingMs: number | null;
  /** Everything that happened before is known here; null while it is read for the first time. */
  sureUntil: string | null;
  /** Changes of which no webhook had told. */
  lateFound: number;
  trouble: Trouble | null;
}

export interface DataPage {
  shop: PageShop;
  kinds: KindOfData[];
  isSynced: boolean;
  /** What concerns all kinds, worst first. */
  troubles: Trouble[];
  /** When it was last looked for what is gone; null: not yet. */
  censusAt: string | null;
  quality: DataQuality;
  freshness: Freshness;
  traits: TraitsCheck;
  /** Pairs of people to decide about. */
  duplicates: number;
}

/** Can what Kindred knows of the store be trusted? */
export function dataPage(deps: PageDeps & { systemClock: SystemClock }, shopDomain: string): Promise<DataPage> {
  return inShop(deps, shopDomain, async (db, shop) => {
    const [runs, watermarks, counts] = await Promise.all([
      db.syncRun.findMany({ where: { shopId: shop.id, purpose: 'first' } }),
      db.syncWatermark.findMany({ where: { shopId: shop.id } }),
      countAll(db, shop.id),
    ]);
    const kinds = syncKinds.map((kind) => {
      const run = runs.find((each) => each.kind === kind);
      const watermark = watermarks.find((each) => each.kind === kind);
      return kindOfData(kind, { run, watermark, count: counts[kind], now: deps.systemClock.now() });
    });
    return {
      shop: pageShop(deps, shop),
      quality: await dataQuality(db, shop.id, deps.clock.now()),
      traits: await traitsCheck(db, shop.id),
      duplicates: await countDuplicates(db, shop.id),
      freshness: await freshness(deps, db, shop.id),
      kinds,
      isSynced: kinds.every(({ state }) => state === 'here' || state === 'refused'),
      troubles: troublesOf(shop, watermarks),
      censusAt: watermarks.find(({ censusAt }) => censusAt)?.censusAt?.toISOString() ?? null,
    };
  });
}

interface Known {
  run: SyncRun | undefined;
  watermark: SyncWatermark | undefined;
  count: number;
  now: Date;
}

function kindOfData(kind: SyncKind, { run, watermark, count, now }: Known): KindOfData {
  const progress = run && {
    ...{ state: run.state, startedAt: run.startedAt, bytesLoaded: Number(run.bytesLoaded) },
    bytesTotal: run.bytesTotal === null ? null : Number(run.bytesTotal),
  };
  const state = stateOf(run);
  return {
    ...{ kind, state, count },
    share: progress && state === 'loading' ? shareOf(progress) : null,
    remainingMs: progress ? remainingMs(progress, now) : null,
    sureUntil: watermark?.sureUntil.toISOString() ?? null,
    lateFound: watermark?.lateFound ?? 0,
    trouble: state === 'refused' ? refusedWords(kind) : state === 'failed' ? failedWords(kind) : null,
  };
}

function stateOf(run: SyncRun | undefined): KindOfData['state'] {
  switch (run?.state) {
    case 'running':
      return 'preparing';
    case 'loading':
      return 'loading';
    case 'done':
      return 'here';
    case 'refused':
      return 'refused';
    case 'failed':
      return 'failed';
    default:
      return 'waiting';
  }
}

/** What concerns the whole connection to Shopify, worst first. */
export function troublesOf(shop: Shop, watermarks: SyncWatermark[]): Trouble[] {
  if (shop.accessLostAt) return [accessWords];
  const problem = watermarks.find((each) => each.failingSince)?.problem;
  return [...(problem ? [silentWords(problem)] : []), ...(isWindowed(shop) ? [windowWords] : [])];
}

/** Whether Shopify shows only its window of orders; scopes that were never told say nothing. */
export const isWindowed = ({ scopes }: Pick<Shop, 'scopes'>): boolean =>
  scopes.length > 0 && !scopes.includes('read_all_orders');

async function countAll(db: Db, shopId: string): Promise<Record<SyncKind, number>> {
  const [products, collections, customers, orders, checkouts] = await Promise.all([
    db.product.count({ where: { shopId, deletedAt: null } }),
    db.collection.count({ where: { shopId, deletedAt: null } }),
    db.shopifyCustomer.count({ where: { shopId, deletedAt: null, mergedIntoCustomerId: null } }),
    db.order.count({ where: { shopId } }),
    db.cart.count({ where: { shopId, checkoutUrl: { not: null } } }),
  ]);
  return { products, collections, customers, orders, checkouts };
}
