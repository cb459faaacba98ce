import type { EventType } from '~/capture/events/event';
import { addMs, minutes } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import type { ShopVolume } from './cost';

const WEEK_MINUTES = 10_080;

/** How much there is in a shop: for estimates of what a rule costs. */
export async function shopVolume(db: Db, shopId: string, now: Date): Promise<ShopVolume> {
  const since = addMs(now, -minutes(WEEK_MINUTES));
  const people = await db.profile.count({ where: { shopId, mergedIntoId: null, erasedAt: null } });
  const lately = { shopId, occurredAt: { gt: since, lte: now } };
  const types = await db.event.groupBy({ by: ['type'], where: lately, _count: true });
  const first = await db.profile.aggregate({ where: { shopId }, _min: { createdAt: true } });
  const from = first._min.createdAt ?? now;
  return {
    people,
    eventsPerDay: new Map(types.map(({ type, _count }) => [type as EventType, _count / 7])),
    days: Math.max(0, now.getTime() - from.getTime()) / 86_400_000,
  };
}
