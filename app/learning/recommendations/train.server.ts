import type { Prisma } from '@prisma/client';
import { storeVersion } from '~/decisions/recommendations/versions.server';
import type { Clock } from '~/platform/clock/clock';
import type { Database } from '~/platform/db/db.server';
import { loadHistory } from './load-history.server';
import type { Quality } from './quality';
import { trainApart } from './train-apart.server';

export interface TrainDeps {
  db: Database;
  clock: Clock;
}

export type TrainOutcome =
  | { kind: 'trained'; version: number; orders: number; visits: number; quality: Quality | null }
  | { kind: 'nothing-to-learn-from' };

/** Learns from all of the shop's orders and the browsing of the last weeks, measures itself on what it had held out, and serves from then on. */
export async function trainRecommender(deps: TrainDeps, shopId: string): Promise<TrainOutcome> {
  const now = deps.clock.now();
  const history = await loadHistory(deps.db.prisma, shopId, now);
  if (!history.orders.length && !history.visits.length) return { kind: 'nothing-to-learn-from' };
  const { bytes, quality } = await trainApart({ history, now: now.getTime() });
  const version = await deps.db.transaction((tx) =>
    storeVersion(tx, shopId, {
      ...{ bytes, metrics: quality as unknown as Prisma.InputJsonValue, trainedAt: now },
      ...{ kind: 'full', verdict: { kind: 'first' } },
    }),
  );
  return { kind: 'trained', version, orders: history.orders.length, visits: history.visits.length, quality };
}
