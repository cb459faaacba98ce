import type { Db } from '~/platform/db/db.server';
import { OtherKind } from './archive';
import { describedProducts } from './described-products.server';
import { grow } from './grow';
import { decodeModel, type RecommenderModel } from './model';

/** Bytes of models that one process keeps in memory; the newest used always stays. */
const BUDGET_BYTES = 256 * 1024 * 1024;

export interface LoadedModel {
  version: number;
  model: RecommenderModel;
}

export interface ModelStore {
  /**
   * The shop's active model with the products that were added since it was trained. Read once and kept until a newer version is active or others need
   * its place. Null before the first training, and where the one that is there was written by an older release: the next training replaces it.
   */
  active(db: Db, shopId: string): Promise<LoadedModel | null>;
}

interface Kept {
  version: number;
  bytes: number;
  model: RecommenderModel | null;
  /** The model with what was added since, and which products those were. */
  grown: { ids: string; model: RecommenderModel } | null;
}

/** Products added since the last training that are known at once; what a sync brings by thousands waits for the night. */
const MOST_NEW = 500;

export function createModelStore(budgetBytes = BUDGET_BYTES): ModelStore {
  /** Least recently used first. */
  const kept = new Map<string, Kept>();
  return {
    async active(db, shopId) {
      const head = await db.recommenderModel.findFirst({
        where: { shopId, isActive: true },
        select: { version: true, trainedAt: true },
      });
      if (!head) return null;
      const known = kept.get(shopId);
      const found = known?.version === head.version ? known : await load(db, shopId, head.version);
      kept.delete(shopId);
      kept.set(shopId, found);
      evict(kept, budgetBytes);
      if (!found.model) return null;
      return { version: found.version, model: await withNewProducts(db, shopId, found, found.model, head.trainedAt) };
    },
  };
}

/** Which products are new is one look into an index; they are read only where others are new than before. */
async function withNewProducts(
  db: Db,
  shopId: string,
  kept: Kept,
  model: RecommenderModel,
  trainedAt: Date,
): Promise<RecommenderModel> {
  const rows = await db.product.findMany({
    where: { shopId, createdAt: { gt: trainedAt }, deletedAt: null },
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
    take: MOST_NEW,
    select: { id: true },
  });
  if (rows.length === 0) return model;
  const ids = rows.map(({ id }) => id).join();
  if (kept.grown?.ids !== ids) {
    const news = await describedProducts(db, shopId, { after: trainedAt, most: MOST_NEW });
    kept.grown = { ids, model: grow(model, news) };
  }
  return kept.grown.model;
}

function evict(kept: Map<string, Kept>, budgetBytes: number): void {
  let total = [...kept.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  for (const [shopId, { bytes }] of kept) {
    if (total <= budgetBytes || kept.size === 1) return;
    kept.delete(shopId);
    total -= bytes;
  }
}

async function load(db: Db, shopId: string, version: number): Promise<Kept> {
  const { index } = await db.recommenderModel.findUniqueOrThrow({ where: { shopId_version: { shopId, version } } });
  try {
    return { version, bytes: index.length, model: decodeModel(index), grown: null };
  } catch (error) {
    if (error instanceof OtherKind) return { version, bytes: 0, model: null, grown: null };
    throw error;
  }
}
