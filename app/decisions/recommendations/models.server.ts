import type { Db } from '~/platform/db/db.server';
import { OtherKind } from './archive';
import { decodeModel, type RecommenderModel } from './model';

/** Bytes of models that one process keeps in memory; the newest used always stays. */
const BUDGET_BYTES = 256 * 1024 * 1024;

export interface LoadedModel {
  version: number;
  model: RecommenderModel;
}

export interface ModelStore {
  /**
   * The shop's active model, read once and kept until a newer version is active or others need its place. Null before the first training, and
   * where the one that is there was written by an older release: the next training replaces it.
   */
  active(db: Db, shopId: string): Promise<LoadedModel | null>;
}

interface Kept {
  version: number;
  bytes: number;
  model: RecommenderModel | null;
}

export function createModelStore(budgetBytes = BUDGET_BYTES): ModelStore {
  /** Least recently used first. */
  const kept = new Map<string, Kept>();
  return {
    async active(db, shopId) {
      const head = await db.recommenderModel.findFirst({
        where: { shopId, isActive: true },
        select: { version: true },
      });
      if (!head) return null;
      const known = kept.get(shopId);
      const found = known?.version === head.version ? known : await load(db, shopId, head.version);
      kept.delete(shopId);
      kept.set(shopId, found);
      evict(kept, budgetBytes);
      return found.model ? { version: found.version, model: found.model } : null;
    },
  };
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
    return { version, bytes: index.length, model: decodeModel(index) };
  } catch (error) {
    if (error instanceof OtherKind) return { version, bytes: 0, model: null };
    throw error;
  }
}
