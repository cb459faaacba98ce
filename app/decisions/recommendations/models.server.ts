import type { Db } from '~/platform/db/db.server';
import { bytesBeyond } from './archive';
import { describedProducts } from './described-products.server';
import { grow } from './grow';
import { loadModel, type LoadedVersion } from './load-model.server';
import type { RecommenderModel } from './model';
import type { SharedModels } from './shared-models.server';

/** Bytes of models that one process keeps in memory of its own, beside what it shares; the newest used always stays. */
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

export interface KeptModels extends ModelStore {
  /** Lets go of what is gone, here and on the machine: of shops that left or were erased, and what other processes removed. To be called every so often. */
  tend(db: Db): Promise<void>;
}

interface Kept extends LoadedVersion {
  version: number;
  /** Whether it was asked for since its file was last said to be in use. */
  isUsed: boolean;
  /** The model with what was added since, which products those were, and the bytes that it does not share with the model. */
  grown: { ids: string; bytes: number; model: RecommenderModel } | null;
}

/** Products added since the last training that are known at once; what a sync brings by thousands waits for the night. */
const MOST_NEW = 500;

export interface ModelStoreOptions {
  /** Memory that the machine's processes share; none: each keeps a copy. */
  shared?: SharedModels | null;
  budgetBytes?: number;
}

export function createModelStore({ shared = null, budgetBytes = BUDGET_BYTES }: ModelStoreOptions = {}): KeptModels {
  /** Least recently used first. */
  const kept = new Map<string, Kept>();
  return {
    async active(db, shopId) {
      const head = await readHead(db, shopId);
      if (!head) return null;
      const known = kept.get(shopId);
      const found = known?.version === head.version ? known : await load(db, shared, shopId, head.version);
      found.isUsed = true;
      kept.delete(shopId);
      kept.set(shopId, found);
      const model = found.model && (await withNewProducts(db, shopId, found, found.model, head));
      evict(kept, budgetBytes);
      return model && { version: found.version, model };
    },
    async tend(db) {
      const before = [...kept];
      const shops = await stillThere(db, [...kept.keys(), ...((await shared?.shops()) ?? [])]);
      const files = await shared?.tend(takeUsed(kept), shops);
      const mayStay = (shopId: string, { file }: Kept) =>
        shops.has(shopId) && (file === null || files?.get(file.name) === file.inode);
      // What came meanwhile is newer than what was looked at.
      for (const [shopId, each] of before) if (kept.get(shopId) === each && !mayStay(shopId, each)) kept.delete(shopId);
    },
  };
}

/** Of these, the shops that have the app. */
async function stillThere(db: Db, shopIds: readonly string[]): Promise<Set<string>> {
  const rows = await db.shop.findMany({
    where: { id: { in: [...shopIds] }, uninstalledAt: null },
    select: { id: true },
  });
  return new Set(rows.map(({ id }) => id));
}

/** Names of the files that were used since they were last asked for. */
function takeUsed(kept: ReadonlyMap<string, Kept>): string[] {
  const names: string[] = [];
  for (const each of kept.values()) {
    if (each.isUsed && each.file) names.push(each.file.name);
    each.isUsed = false;
  }
  return names;
}

async function load(db: Db, shared: SharedModels | null, shopId: string, version: number): Promise<Kept> {
  return { ...(await loadModel(db, shared, shopId, version)), version, isUsed: true, grown: null };
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
  const bytesOf = ({ ownBytes, grown }: Kept) => ownBytes + (grown?.bytes ?? 0);
  let total = [...kept.values()].reduce((sum, each) => sum + bytesOf(each), 0);
  for (const [shopId, each] of kept) {
    if (total <= budgetBytes || kept.size === 1) return;
    kept.delete(shopId);
    total -= bytesOf(each);
  }
}
