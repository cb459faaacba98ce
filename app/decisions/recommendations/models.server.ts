import type { Prisma } from '@prisma/client';
import type { Db } from '~/platform/db/db.server';
import { decodeIndex, encodeIndex, type RecommenderIndex } from './recommender-index';

/** Indexes held in memory, least recently used out first. */
const MOST_INDEXES = 20;

export interface LoadedModel {
  version: number;
  index: RecommenderIndex;
}

export interface ModelStore {
  /** The shop's active index, read once and kept until a newer version is active. Null before the first training. */
  active(db: Db, shopId: string): Promise<LoadedModel | null>;
}

export function createModelStore(): ModelStore {
  const loaded = new Map<string, LoadedModel>();
  return {
    async active(db, shopId) {
      const head = await db.recommenderModel.findFirst({
        where: { shopId, isActive: true },
        select: { version: true },
      });
      if (!head) return null;
      const known = loaded.get(shopId);
      loaded.delete(shopId);
      const model = known?.version === head.version ? known : await load(db, shopId, head.version);
      loaded.set(shopId, model);
      const [oldest] = loaded.keys();
      if (loaded.size > MOST_INDEXES && oldest) loaded.delete(oldest);
      return model;
    },
  };
}

async function load(db: Db, shopId: string, version: number): Promise<LoadedModel> {
  const row = await db.recommenderModel.findUniqueOrThrow({ where: { shopId_version: { shopId, version } } });
  return { version, index: decodeIndex(row.index) };
}

const KEPT_VERSIONS = 5;

/** Stores a trained index as the newest version and makes it the one that serves. Old versions beyond the last few are dropped. */
export async function activateModel(
  db: Db,
  shopId: string,
  model: { index: RecommenderIndex; metrics: Prisma.InputJsonValue; trainedAt: Date },
): Promise<number> {
  const last = await db.recommenderModel.findFirst({
    where: { shopId },
    orderBy: { version: 'desc' },
    select: { version: true },
  });
  const version = (last?.version ?? 0) + 1;
  await db.recommenderModel.updateMany({ where: { shopId, isActive: true }, data: { isActive: false } });
  const { metrics, trainedAt } = model;
  const index = encodeIndex(model.index);
  await db.recommenderModel.create({ data: { shopId, version, isActive: true, trainedAt, metrics, index } });
  await db.recommenderModel.deleteMany({ where: { shopId, version: { lte: version - KEPT_VERSIONS } } });
  return version;
}
