import type { Prisma } from '@prisma/client';
import { activateModel } from '~/decisions/recommendations/models.server';
import type { Clock } from '~/platform/clock/clock';
import type { Database, Db } from '~/platform/db/db.server';
import { buildIndex, type Basket, type BrowsingSession } from './build-index';
import { evaluateBaskets, type Evaluation } from './evaluate';

export interface TrainDeps {
  db: Database;
  clock: Clock;
}

export type TrainOutcome =
  | { kind: 'trained'; version: number; baskets: number; sessions: number; evaluation: Evaluation | null }
  | { kind: 'nothing-to-learn-from' };

/** Learns from all of the shop's orders and the browsing of the last weeks, measures itself on held-out orders, and serves from then on. */
export async function trainRecommender(deps: TrainDeps, shopId: string): Promise<TrainOutcome> {
  const now = deps.clock.now();
  const baskets = await loadBaskets(deps.db.prisma, shopId);
  const sessions = await loadSessions(deps.db.prisma, shopId);
  if (!baskets.length && !sessions.length) return { kind: 'nothing-to-learn-from' };
  const evaluation = evaluateBaskets(baskets, sessions);
  const index = buildIndex({ baskets, sessions, now: now.getTime() });
  const version = await deps.db.transaction((tx) =>
    activateModel(tx, shopId, { index, metrics: evaluation as unknown as Prisma.InputJsonValue, trainedAt: now }),
  );
  return { kind: 'trained', version, baskets: baskets.length, sessions: sessions.length, evaluation };
}

async function loadBaskets(db: Db, shopId: string): Promise<Basket[]> {
  const rows = await db.$queryRaw<{ at: Date; customer: string; items: string[] }[]>`
    SELECT o."placedAt" AS "at", o."profileId"::text AS "customer", array_agg(l."productId" ORDER BY l."id") AS "items"
    FROM orders o JOIN order_lines l ON l."shopId" = o."shopId" AND l."orderId" = o."id"
    WHERE o."shopId" = ${shopId}::uuid AND o."cancelledAt" IS NULL AND NOT o."isTest" AND l."productId" IS NOT NULL
    GROUP BY o."placedAt", o."profileId", o."id" ORDER BY o."placedAt", o."id"`;
  return rows.map(({ at, customer, items }) => ({ at: at.getTime(), customer, items: [...new Set(items)] }));
}

/** A pause of half an hour ends a visit, as web analytics count. */
const VISIT_GAP_MINUTES = 30;
const BROWSING_DAYS = 90;

async function loadSessions(db: Db, shopId: string): Promise<BrowsingSession[]> {
  const rows = await db.$queryRaw<{ at: Date; items: string[] }[]>`
    WITH views AS (
      SELECT "profileId", "occurredAt", "properties"->>'productId' AS item,
        "occurredAt" - lag("occurredAt") OVER w > make_interval(mins => ${VISIT_GAP_MINUTES}) AS "isNewVisit"
      FROM events WHERE "shopId" = ${shopId}::uuid AND "type" = 'product_viewed'
        AND "occurredAt" > (SELECT max("occurredAt") FROM events WHERE "shopId" = ${shopId}::uuid AND "type" = 'product_viewed')
          - make_interval(days => ${BROWSING_DAYS})
      WINDOW w AS (PARTITION BY "profileId" ORDER BY "occurredAt")),
    visits AS (
      SELECT *, count(*) FILTER (WHERE "isNewVisit") OVER (PARTITION BY "profileId" ORDER BY "occurredAt") AS visit FROM views)
    SELECT max("occurredAt") AS "at", array_agg(item ORDER BY "occurredAt") AS "items" FROM visits GROUP BY "profileId", visit`;
  return rows.map(({ at, items }) => ({ at: at.getTime(), items }));
}
