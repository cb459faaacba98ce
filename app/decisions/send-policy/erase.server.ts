import type { Db } from '~/platform/db/db.server';

/** Stops everything that is under way for a person who was erased. Returns the ids of all their messages. */
export async function stopForErasure(db: Db, shopId: string, profileId: string, now: Date): Promise<string[]> {
  await db.flowRun.updateMany({
    where: { shopId, profileId, status: 'active' },
    data: { status: 'ended', dueAt: null, endedAt: now, outcome: { kind: 'erased' } },
  });
  await db.message.updateMany({
    where: { shopId, profileId, state: { in: ['planned', 'claimed'] } },
    data: { state: 'skipped', leaseUntil: null, reason: { code: 'no-address' } },
  });
  await db.message.updateMany({ where: { shopId, profileId }, data: { addressId: null } });
  const messages = await db.message.findMany({ where: { shopId, profileId }, select: { id: true } });
  return messages.map(({ id }) => id);
}
