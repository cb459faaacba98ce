import type { Clock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';

/** How a run ends that a user of the shop ended: told like a way out. */
const TAKEN_OUT = 'taken-out';

/** Ends one person's way through a flow, and what it planned and has not left is not sent. False: it had ended already, or there is none. */
export async function takeOut(tx: Db, clock: Clock, shopId: string, runId: string): Promise<boolean> {
  const { count } = await tx.flowRun.updateMany({
    where: { shopId, id: runId, status: 'active' },
    data: {
      ...{ status: 'ended', dueAt: null, endedAt: clock.now() },
      outcome: { kind: 'exited', exit: TAKEN_OUT },
    },
  });
  if (count === 0) return false;
  await tx.message.updateMany({
    where: { shopId, sourceKind: 'flow-run', sourceId: runId, state: 'planned' },
    data: { state: 'skipped', reason: { code: 'left-flow', exit: TAKEN_OUT } },
  });
  return true;
}
