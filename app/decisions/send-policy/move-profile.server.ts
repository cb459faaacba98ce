import type { Db } from '~/platform/db/db.server';

/**
 * Gives one profile's runs and messages to another: what a merge asks of this stage. A run under way in a flow in which the other person
 * has one too ends, so that nobody is in a flow twice.
 */
export async function moveRunsAndMessages(db: Db, shopId: string, from: string, to: string): Promise<void> {
  const taken = await db.flowRun.findMany({
    where: { shopId, profileId: to, status: 'active' },
    select: { flowKey: true },
  });
  await db.flowRun.updateMany({
    where: { shopId, profileId: from, status: 'active', flowKey: { in: taken.map((run) => run.flowKey) } },
    data: { status: 'ended', dueAt: null, outcome: { kind: 'merged', into: to } },
  });
  await db.flowRun.updateMany({ where: { shopId, profileId: from }, data: { profileId: to } });
  await db.message.updateMany({ where: { shopId, profileId: from }, data: { profileId: to } });
}
