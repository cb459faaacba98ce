import type { WebhookMessage } from '@prisma/client';
import { addMs } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import type { PostOutcome } from './post-webhook.server';
import { holdAfter, pauseAfter, TRIED_MS } from './retry-schedule';

const GONE = 410;

/** Only what is answered by a status of success was taken. */
export const isTaken = (outcome: PostOutcome): boolean =>
  outcome.kind === 'answered' && outcome.status >= 200 && outcome.status < 300;

/** Stores what came of an attempt, and what follows for its endpoint. Where it was taken, nothing undoes that, however late it is heard. */
export async function storeAttempt(tx: Db, message: WebhookMessage, outcome: PostOutcome, now: Date): Promise<void> {
  const { shopId, id, endpointId } = message;
  // In the order in which messages are claimed, or each would wait for the other.
  await tx.$queryRaw`SELECT 1 FROM webhook_endpoints WHERE "shopId" = ${shopId}::uuid AND "id" = ${endpointId}::uuid FOR UPDATE`;
  const answer = outcome.kind === 'answered' ? outcome.status : null;
  if (isTaken(outcome)) {
    const data = { status: 'delivered', leaseUntil: null, answer, problem: null };
    await tx.webhookMessage.updateMany({ where: { shopId, id }, data });
    await tx.webhookEndpoint.updateMany({
      where: { shopId, id: endpointId },
      data: { failures: 0, failingSince: null, heldUntil: null, succeededAt: now },
    });
    return;
  }
  const problem = outcome.kind === 'answered' ? `The server answered ${outcome.status}` : outcome.problem;
  const isPaused = await noteFailure(tx, message, { answer, now });
  await tx.webhookMessage.updateMany({
    where: { shopId, id, status: 'due' },
    data: { leaseUntil: null, answer, problem, ...nextOf(message, isPaused, now) },
  });
}

/** Tried again later and later, and parked in the end; but where it is the endpoint that fails, it waits with all others until that is taken up again. */
function nextOf({ attempts, retriesUntil }: WebhookMessage, isPaused: boolean, now: Date) {
  const until = retriesUntil ?? addMs(now, TRIED_MS);
  return now >= until && !isPaused
    ? { status: 'parked', retriesUntil: until }
    : { dueAt: addMs(now, pauseAfter(attempts)), retriesUntil: until };
}

/** Whether nothing is sent there any more. */
async function noteFailure(
  tx: Db,
  { shopId, endpointId: id }: WebhookMessage,
  { answer, now }: { answer: number | null; now: Date },
): Promise<boolean> {
  const endpoint = await tx.webhookEndpoint.findUnique({ where: { shopId_id: { shopId, id } } });
  if (!endpoint) return true;
  const failures = endpoint.failures + 1;
  const failingSince = endpoint.failingSince ?? now;
  const holdMs = holdAfter(failures);
  const heldUntil = holdMs > 0 ? addMs(now, holdMs) : null;
  await tx.webhookEndpoint.updateMany({ where: { shopId, id }, data: { failures, failingSince, heldUntil } });
  const why = answer === GONE ? 'gone' : now >= addMs(failingSince, TRIED_MS) ? 'failing' : null;
  if (!why) return endpoint.pausedAt !== null;
  await tx.webhookEndpoint.updateMany({
    where: { shopId, id, pausedAt: null },
    data: { pausedAt: now, pausedWhy: why },
  });
  return true;
}
