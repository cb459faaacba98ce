import type { Prisma } from '@prisma/client';
import type { Verdict } from '~/decisions/recommendations/verdict';
import { isHeld, storeVersion } from '~/decisions/recommendations/versions.server';
import type { Clock } from '~/platform/clock/clock';
import type { Database, Db } from '~/platform/db/db.server';
import { judgeVersion, metricsOf, type Standing, type VersionMetrics } from './judge-version';
import { loadHistory } from './load-history.server';
import { planTraining, type TrainingPlan } from './plan-training';
import type { Quality } from './quality';
import { trainApart } from './train-apart.server';

export interface TrainDeps {
  db: Database;
  clock: Clock;
}

export type TrainOutcome =
  | {
      kind: 'trained';
      version: number;
      orders: number;
      visits: number;
      plan: TrainingPlan['kind'];
      verdict: Verdict['kind'];
      quality: Quality | null;
    }
  | { kind: 'nothing-to-learn-from' };

/**
 * Learns from all of the shop's orders and the browsing of the last weeks. Once a week, and where what sells has shifted, mixes are chosen anew and
 * measured on what was held out; otherwise strategies are fitted to what is new. The version serves from then on unless its verdict speaks against it.
 */
export async function trainRecommender(deps: TrainDeps, shopId: string): Promise<TrainOutcome> {
  const now = deps.clock.now();
  const history = await loadHistory(deps.db.prisma, shopId, now);
  const { orders, visits, products } = history;
  if (!orders.length && !visits.length && !products.length) return { kind: 'nothing-to-learn-from' };
  const plan = planTraining(history, (await standingOf(deps.db.prisma, shopId)).base, now.getTime());
  const trained = await trainApart({ history, now: now.getTime(), plan });
  const { bytes, quality, verdicts } = trained;
  const stored = await deps.db.transaction(async (tx) => {
    const standing = await standingOf(tx, shopId);
    const metrics = metricsFor(trained, plan, standing.base, now.getTime());
    const verdict = judgeVersion({ plan, metrics, verdicts }, standing);
    const version = await storeVersion(tx, shopId, {
      ...{ bytes, verdict, trainedAt: now, kind: plan.kind },
      metrics: metrics as unknown as Prisma.InputJsonValue,
    });
    return { version, verdict: verdict.kind };
  });
  return { kind: 'trained', ...stored, orders: orders.length, visits: visits.length, plan: plan.kind, quality };
}

/** Figures of a refit are those of the version whose mixes it has. */
function metricsFor(
  { mixes, products, quality }: Pick<VersionMetrics, 'mixes' | 'products'> & { quality: Quality | null },
  plan: TrainingPlan,
  base: VersionMetrics | null,
  now: number,
): VersionMetrics {
  return plan.kind === 'refit' && base
    ? { ...base, mixes, products }
    : { measuredAt: now, mixes, products, ...(quality ?? {}) };
}

async function standingOf(db: Db, shopId: string): Promise<Standing> {
  const versions = await db.recommenderModel.findMany({
    where: { shopId },
    orderBy: { version: 'desc' },
    select: { metrics: true, verdict: true },
  });
  const isHeldBack = ({ verdict }: { verdict: unknown }) => (verdict as Verdict | null)?.kind === 'held-back';
  const firstGood = versions.findIndex((version) => !isHeldBack(version));
  const heldInARow = firstGood < 0 ? versions.length : firstGood;
  return { base: metricsOf(versions[firstGood]?.metrics), heldInARow, isHeld: await isHeld(db, shopId) };
}
