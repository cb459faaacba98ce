import type { Db } from '~/platform/db/db.server';
import { bytesBeyond, OtherKind } from './archive';
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
  /** The model with what was added since, which products those were, and the bytes that it does not share with the model. */
  grown: { ids: string; bytes: number; model: RecommenderModel } | null;
}

/** Products added since the last training that are known at once; what a sync brings by thousands waits for the night. */
const MOST_NEW = 500;

export function createModelStore(budgetBytes = BUDGET_BYTES): ModelStore {
  /** Least recently used first. */
  const kept = new Map<string, Kept>();
  return {
    async active(db, shopId) {
      const head = await readHead(db, shopId);
      if (!head) return null;
      const known = kept.get(shopId);
      const found = known?.version === head.version ? known : await load(db, shopId, head.version);
      kept.delete(shopId);
      kept.set(shopId, found);
      const model = found.model && (await withNewProducts(db, shopId, found, found.model, head));
      evict(kept, budgetBytes);
      return model && { version: found.version, model };
    },
  };
}

interface Head {
  version: number;
  trainedAt: Date;
  /** Products added since, the newest first. */
  news: string[];
}

/** One statement, as every answer begins with it. */
async function readHead(db: Db, shopId: string): Promise<Head | undefined> {
  const [head] = await db.$queryRaw<Head[]>`
    SELECT m."version", m."trainedAt", ARRAY(
      SELECT p."id" FROM products p WHERE p."shopId" = m."shopId" AND p."createdAt" > m."trainedAt" AND p."deletedAt" IS NULL
      ORDER BY p."createdAt" DESC, p."id" LIMIT ${MOST_NEW}) AS "news"
    FROM recommender_models m WHERE m."shopId" = ${shopId}::uuid AND m."isActive"`;
  return head;
}

/** What is said of new products is read only where others are new than before. */
async function withNewProducts(
  db: Db,
  shopId: string,
  kept: Kept,
  model: RecommenderModel,
  { trainedAt, news }: Head,
): Promise<RecommenderModel> {
  if (news.length === 0) return model;
  const ids = news.join();
  if (kept.grown?.ids !== ids) {
    const added = await describedProducts(db, shopId, { after: trainedAt, most: MOST_NEW });
    const grown = grow(model, added);
    kept.grown = { ids, model: grown, bytes: bytesBeyond(grown, model) };
  }
  return kept.grown.model;
}

function evict(kept: Map<string, Kept>, budgetBytes: number): void {
  const bytesOf = ({ bytes, grown }: Kept) => bytes + (grown?.bytes ?? 0);
  let total = [...kept.values()].reduce((sum, each) => sum + bytesOf(each), 0);
  for (const [shopId, each] of kept) {
    if (total <= budgetBytes || kept.size === 1) return;
    kept.delete(shopId);
    total -= bytesOf(each);
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
