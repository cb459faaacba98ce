import type { WebhookEndpoint, WebhookMessage } from '@prisma/client';
import { addMs } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';

/** How many requests go to one endpoint at once. */
export const AT_ONCE = 4;
/** Three times as long as the longest attempt takes. */
const LEASE_MS = 30_000;

/** Endpoints that something may be sent to now. */
export const openEndpoints = (db: Db, shopId: string, now: Date): Promise<WebhookEndpoint[]> =>
  db.webhookEndpoint.findMany({
    where: { shopId, pausedAt: null, OR: [{ heldUntil: null }, { heldUntil: { lte: now } }] },
  });

/**
 * Leases what is due to one endpoint: of each person only the oldest that still waits, so that nobody is told that somebody left before they heard that
 * they came; and no more than may be under way at once, whoever sends them.
 */
export async function claimMessages(tx: Db, shopId: string, endpointId: string, now: Date): Promise<WebhookMessage[]> {
  const [open] = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM webhook_endpoints WHERE "shopId" = ${shopId}::uuid AND "id" = ${endpointId}::uuid AND "pausedAt" IS NULL
      AND ("heldUntil" IS NULL OR "heldUntil" <= ${now}) FOR UPDATE`;
  if (!open) return [];
  const underWay = await tx.webhookMessage.count({
    where: { shopId, endpointId, status: 'due', leaseUntil: { gt: now } },
  });
  if (underWay >= AT_ONCE) return [];
  return tx.$queryRaw<WebhookMessage[]>`
    WITH chosen AS (SELECT m."id" FROM webhook_messages m
      WHERE m."shopId" = ${shopId}::uuid AND m."endpointId" = ${endpointId}::uuid AND m."status" = 'due' AND m."dueAt" <= ${now}
        AND (m."leaseUntil" IS NULL OR m."leaseUntil" <= ${now})
        AND NOT EXISTS (SELECT FROM webhook_messages earlier WHERE earlier."shopId" = m."shopId" AND earlier."endpointId" = m."endpointId"
          AND earlier."profileId" = m."profileId" AND earlier."status" = 'due' AND earlier."seq" < m."seq")
      ORDER BY m."seq" LIMIT ${AT_ONCE - underWay})
    UPDATE webhook_messages m SET "leaseUntil" = ${addMs(now, LEASE_MS)}, "attempts" = m."attempts" + 1, "triedAt" = ${now}
    FROM chosen WHERE m."shopId" = ${shopId}::uuid AND m."id" = chosen."id" RETURNING m.*`;
}

/** When something is next to be sent, by system time; null: nothing waits that may go. */
export async function nextMessageAt(db: Db, shopId: string): Promise<Date | null> {
  const [row] = await db.$queryRaw<{ at: Date | null }[]>`
    SELECT min(GREATEST(m."dueAt", m."leaseUntil", e."heldUntil")) AS "at" FROM webhook_messages m
    JOIN webhook_endpoints e ON e."shopId" = m."shopId" AND e."id" = m."endpointId" AND e."pausedAt" IS NULL
    WHERE m."shopId" = ${shopId}::uuid AND m."status" = 'due'
      AND NOT EXISTS (SELECT FROM webhook_messages earlier WHERE earlier."shopId" = m."shopId" AND earlier."endpointId" = m."endpointId"
        AND earlier."profileId" = m."profileId" AND earlier."status" = 'due' AND earlier."seq" < m."seq")`;
  return row?.at ?? null;
}
