import type { Clock, SystemClock } from '~/platform/clock/clock';
import type { Database, Db } from '~/platform/db/db.server';
import { wake } from '~/platform/queue/wakeups.server';

export interface NoteStepsDeps {
  db: Database;
  clock: Clock;
  systemClock: SystemClock;
}

const AT_ONCE = 200;
const NO_ENDPOINT = 'The address it was to tell is not there any more.';

/** A step of somebody's run that tells a program. */
interface Step {
  id: string;
  stepKey: string;
  flowKey: string;
  profileId: string;
  createdAt: Date;
  /** Null: the endpoint is gone. */
  endpointId: string | null;
}

/** Puts what runs of flows are to tell programs among what is sent to them: each once, under the step's own id, whoever is killed. */
export async function noteFlowSteps(deps: NoteStepsDeps, shopId: string): Promise<void> {
  let noted = AT_ONCE;
  while (noted === AT_ONCE) noted = await deps.db.transaction((tx) => noteSome(deps, tx, shopId));
}

async function noteSome({ clock, systemClock }: NoteStepsDeps, tx: Db, shopId: string): Promise<number> {
  const steps = await tx.$queryRaw<Step[]>`
    SELECT a."id", a."stepKey", a."createdAt", r."flowKey", r."profileId", e."id" AS "endpointId"
    FROM flow_actions a JOIN flow_runs r ON r."shopId" = a."shopId" AND r."id" = a."runId"
    LEFT JOIN webhook_endpoints e ON e."shopId" = a."shopId" AND e."id"::text = a."action"->>'endpoint'
    WHERE a."shopId" = ${shopId}::uuid AND a."state" = 'waiting' AND a."kind" = 'webhook'
    ORDER BY a."createdAt", a."id" LIMIT ${AT_ONCE} FOR UPDATE OF a SKIP LOCKED`;
  if (steps.length === 0) return 0;
  const now = systemClock.now();
  const rows = steps.flatMap(({ endpointId, createdAt, ...step }) =>
    endpointId === null
      ? []
      : [
          {
            ...step,
            shopId,
            endpointId,
            kind: 'flow.step',
            cause: 'flow',
            occurredAt: createdAt,
            notedAt: now,
            dueAt: now,
          },
        ],
  );
  await tx.webhookMessage.createMany({ data: rows, skipDuplicates: true });
  const idsOf = (isThere: boolean) =>
    steps.flatMap(({ id, endpointId }) => ((endpointId !== null) === isThere ? id : []));
  const doneAt = clock.now();
  await tx.flowAction.updateMany({ where: { shopId, id: { in: idsOf(true) } }, data: { state: 'done', doneAt } });
  const gone = { state: 'refused', why: NO_ENDPOINT, doneAt };
  await tx.flowAction.updateMany({ where: { shopId, id: { in: idsOf(false) } }, data: gone });
  if (rows.length > 0) await wake(tx, shopId, 'send-webhooks-out', now);
  return steps.length;
}
