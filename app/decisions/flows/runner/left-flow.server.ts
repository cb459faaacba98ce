import type { Message } from '@prisma/client';
import { evaluate, requestsOf } from '~/customers/rules/evaluate';
import type { Db } from '~/platform/db/db.server';
import { gatherFacts } from '../engine/gather-facts.server';
import type { RunOutcome } from '../engine/next-step';
import { flowDefinition } from '../flows.server';
import { cartTokenOf } from '../run-subject';

/**
 * The way out of its flow that is open for whoever a message is to: by what is true now, though the run may have come to its end since it planned the
 * message. Null: none, or the message is of no flow.
 */
export async function leftFlow(
  db: Db,
  message: Pick<Message, 'shopId' | 'sourceKind' | 'sourceId' | 'profileId'>,
  now: Date,
): Promise<string | null> {
  const { shopId, sourceKind, sourceId: id, profileId } = message;
  if (sourceKind !== 'flow-run') return null;
  const run = await db.flowRun.findUnique({ where: { shopId_id: { shopId, id } } });
  if (!run) return null;
  const outcome = run.outcome as RunOutcome | null;
  if (outcome?.kind === 'exited') return outcome.exit;
  const { exits } = await flowDefinition(db, shopId, run.flowKey, run.version);
  const requests = exits.flatMap(({ when }) => requestsOf(when));
  if (requests.length === 0) return null;
  const subject = { profileId, cartToken: cartTokenOf(run), since: run.startedAt };
  const facts = await gatherFacts(db, shopId, { subject, requests }, now);
  return exits.find(({ when }) => evaluate(when, facts))?.key ?? null;
}
