import type { Prisma } from '@prisma/client';
import type { Db } from '~/platform/db/db.server';
import type { LiveFlow } from '../flows.server';
import { againFrom, type TurnedAway } from './entering';

/**
 * Keeps that somebody was turned away: of each flow and person the last time, and how often. Of a visitor without an address nothing is kept: nobody could
 * have written to them.
 */
export async function noteTurnedAway(
  db: Db,
  { shopId, profileId, at }: { shopId: string; profileId: string; at: Date },
  { key, version }: Pick<LiveFlow, 'key' | 'version'>,
  why: TurnedAway,
): Promise<void> {
  if (why.kind === 'rule' && why.facts['profile.hasAddress'] === false) return;
  const json = why as unknown as Prisma.InputJsonObject;
  await db.flowTurnedAway.upsert({
    where: { shopId_flowKey_profileId: { shopId, flowKey: key, profileId } },
    create: { shopId, flowKey: key, profileId, version, at, why: json },
    update: { version, at, why: json, times: { increment: 1 } },
  });
}

/** When somebody who was in the flow lately left it, and when they may come again. */
export async function notAgainYet(
  db: Db,
  { shopId, profileId }: { shopId: string; profileId: string },
  { key, definition: { again } }: LiveFlow,
): Promise<TurnedAway | null> {
  const last = await db.flowRun.findFirst({
    where: { shopId, profileId, flowKey: key, endedAt: { not: null } },
    orderBy: { endedAt: 'desc' },
    select: { endedAt: true },
  });
  if (!last?.endedAt) return null;
  return { kind: 'again', endedAt: last.endedAt.toISOString(), againFrom: againFrom(again, last.endedAt) };
}
