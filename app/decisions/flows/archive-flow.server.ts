import type { Clock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import { wake } from '~/platform/queue/wakeups.server';

/** How runs end, and mails, whose flow was taken out of use: told like a way out. */
const OUT_OF_USE = 'taken-out-of-use';

/**
 * Takes a flow out of use: nobody enters any more, who is inside leaves, and their mails that have not left are not sent. Its versions, runs and numbers
 * stay, so that what it did can be told, and it can be taken back. Returns how many people were inside.
 */
export async function archiveFlow(tx: Db, clock: Clock, shopId: string, key: string): Promise<number> {
  const now = clock.now();
  await tx.flow.update({ where: { shopId_key: { shopId, key } }, data: { isOn: false, archivedAt: now } });
  const { count } = await tx.flowRun.updateMany({
    where: { shopId, flowKey: key, status: 'active' },
    data: { status: 'ended', dueAt: null, endedAt: now, outcome: { kind: 'exited', exit: OUT_OF_USE } },
  });
  await tx.message.updateMany({
    where: { shopId, flowKey: key, state: 'planned' },
    data: { state: 'skipped', reason: { code: 'left-flow', exit: OUT_OF_USE } },
  });
  await wake(tx, shopId, 'tell-marketing', now);
  return count;
}

/** Takes an archived flow back, turned off. */
export async function restoreFlow(db: Db, clock: Clock, shopId: string, key: string): Promise<void> {
  const now = clock.now();
  await db.flow.update({ where: { shopId_key: { shopId, key } }, data: { archivedAt: null, updatedAt: now } });
  await wake(db, shopId, 'advance-runs', now);
}
