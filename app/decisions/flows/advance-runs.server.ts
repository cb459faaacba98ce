import type { FlowRun, Prisma } from '@prisma/client';
import type { Clock } from '~/platform/clock/clock';
import type { Database, Db } from '~/platform/db/db.server';
import type { Ids } from '~/platform/ids.server';
import { unreachable } from '~/platform/errors';
import { planMessage } from '../send-policy/plan-message.server';
import { flowDefinition } from './flows.server';
import { gatherFacts } from './gather-facts.server';
import { next, requiredFacts, type Intent, type RunState, type Step } from './next-step';
import { cartTokenOf } from './offer-event.server';

export interface AdvanceDeps {
  db: Database;
  clock: Clock;
  ids: Ids;
}

/**
 * Moves every run whose time has come, each in one transaction with all it decides. Runs of flows that are off stay where they are.
 * Returns when the next one is due, or null.
 */
export async function advanceRuns(deps: AdvanceDeps, shopId: string): Promise<Date | null> {
  while (await deps.db.transaction((tx) => advanceNext(deps, tx, shopId)));
  return nextRunDueAt(deps.db.prisma, shopId);
}

export async function nextRunDueAt(db: Db, shopId: string): Promise<Date | null> {
  const rows = await db.$queryRaw<{ dueAt: Date | null }[]>`
    SELECT min(r."dueAt") AS "dueAt" FROM flow_runs r
    JOIN flows f ON f."shopId" = r."shopId" AND f."key" = r."flowKey" AND f."isOn"
    WHERE r."shopId" = ${shopId}::uuid AND r."status" = 'active'`;
  return rows[0]?.dueAt ?? null;
}

async function advanceNext(deps: AdvanceDeps, tx: Db, shopId: string): Promise<boolean> {
  const now = deps.clock.now();
  const [run] = await tx.$queryRaw<FlowRun[]>`
    SELECT r.* FROM flow_runs r JOIN flows f ON f."shopId" = r."shopId" AND f."key" = r."flowKey" AND f."isOn"
    WHERE r."shopId" = ${shopId}::uuid AND r."status" = 'active' AND r."dueAt" <= ${now}
    ORDER BY r."dueAt" LIMIT 1 FOR UPDATE OF r SKIP LOCKED`;
  if (!run) return false;
  const definition = await flowDefinition(tx, shopId, run.flowKey, run.version);
  const state = run.state as unknown as RunState;
  const subject = { shopId, profileId: run.profileId, cartToken: cartTokenOf(run), since: run.startedAt, now };
  const facts = await gatherFacts(tx, subject, requiredFacts(definition, state));
  const step = next(definition, state, facts, now);
  for (const intent of step.intents) if (intent.kind === 'send') await plan(deps, tx, run, intent);
  await storeStep(tx, run, step, now);
  const evaluation = { facts, observations: step.observations } as unknown as Prisma.InputJsonObject;
  const seq = await tx.flowDecision.count({ where: { shopId, runId: run.id } });
  await tx.flowDecision.create({ data: { shopId, runId: run.id, seq, decidedAt: now, evaluation } });
  return true;
}

function plan(deps: AdvanceDeps, tx: Db, run: FlowRun, intent: Extract<Intent, { kind: 'send' }>): Promise<void> {
  return planMessage(deps, tx, {
    shopId: run.shopId,
    sourceKind: 'flow-run',
    sourceId: run.id,
    stepKey: intent.step,
    flowKey: run.flowKey,
    profileId: run.profileId,
    templateKey: intent.template,
    subject: { cartToken: cartTokenOf(run) },
    dueAt: intent.dueAt,
    expiresAt: intent.expiresAt,
  });
}

async function storeStep(tx: Db, run: FlowRun, step: Step, now: Date): Promise<void> {
  const rest = step.intents.find((intent) => intent.kind !== 'send');
  if (!rest) throw new Error(`run ${run.id} neither waits nor ends`);
  await tx.flowRun.update({
    where: { shopId_id: { shopId: run.shopId, id: run.id } },
    data: { state: step.state as unknown as Prisma.InputJsonObject, ...restOf(rest, now) },
  });
}

function restOf(rest: Exclude<Intent, { kind: 'send' }>, now: Date): Prisma.FlowRunUpdateInput {
  switch (rest.kind) {
    case 'wait':
      return { dueAt: rest.until };
    case 'end':
      return { status: 'ended', dueAt: null, endedAt: now, outcome: rest.outcome };
    default:
      return unreachable(rest);
  }
}
