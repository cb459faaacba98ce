import type { StopReason } from '~/decisions/send-policy/stop-loss';
import type { Db } from '~/platform/db/db.server';
import type { StopFigures } from '../stop-words';

/** A time when marketing mail stopped by itself. */
export interface PastStop extends StopFigures {
  id: string;
  at: string;
  /** When somebody let it go on, and Shopify's id of who; null: it still stands. */
  wentOnAt: string | null;
  by: string | null;
}

const LATEST = 10;

/** The last stops and how each ended, the newest first. */
export async function pastStops(db: Db, shopId: string): Promise<PastStop[]> {
  const entries = await db.activityEntry.findMany({
    where: { shopId, kind: { in: ['marketing-stopped', 'marketing-went-on'] } },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    take: 2 * LATEST,
  });
  return entries.flatMap((entry, nth): PastStop[] => {
    if (entry.kind !== 'marketing-stopped') return [];
    const after = entries[nth - 1];
    const end = after?.kind === 'marketing-went-on' ? after : null;
    const { sent = 0, bounced = 0, complained = 0 } = entry.details as Partial<StopFigures>;
    return [
      {
        ...{ id: entry.id, at: entry.at.toISOString(), why: entry.subject as StopReason, sent, bounced, complained },
        ...{ wentOnAt: end?.at.toISOString() ?? null, by: end?.actor ?? null },
      },
    ];
  });
}
