import type { FlowRun } from '@prisma/client';
import { addMs, earliest, minutes, type Clock } from '~/platform/clock/clock';
import type { Database, Db } from '~/platform/db/db.server';
import type { Ids } from '~/platform/ids.server';
import { planMessages, type MessagePlan } from '../../send-policy/plan-message.server';
import { gatherMany } from '../engine/gather-facts.server';
import { next, type Step } from '../engine/next-step';
import { isAct, isSend, restOf } from '../engine/rest-of';
import { requiredFacts, type FlowFacts } from '../engine/requests';
import type { RunState } from '../engine/run-state';
import type { FlowDefinition } from '../language/flow';
import { cartTokenOf, type RunSubject } from '../run-subject';
import { beginDays, nextDayAt } from './begin-days.server';
import { countWays } from './count-ways';
import { definitionsOf } from './definitions-of.server';
import { doActions, type PlannedAction } from './do-actions.server';

export interface AdvanceDeps {
  db: Database;
  clock: Clock;
  ids: Ids;
}

/** Runs that are moved in one transaction: enough that statements are shared, few enough that nobody waits for it. */
const MOST_AT_ONCE = 200;

/**
 * Begins the runs that a day begins and moves every run whose time has come, some in one transaction with all that is decided of them. Runs of flows
 * that are off stay where they are. Returns when there is more to do, or null.
 */
export async function advanceRuns(deps: AdvanceDeps, shopId: string): Promise<Date | null> {
  await beginDays(deps, shopId);
  while (await deps.db.transaction((tx) => advanceSome(deps, tx, shopId)));
  return nextFlowsAt(deps.db.prisma, shopId, deps.clock.now());
}

/** When flows next have something to do; null: nothing waits. */
export async function nextFlowsAt(db: Db, shopId: string, now: Date): Promise<Date | null> {
  return earliest(await nextDayAt(db, shopId, now), await nextRunDueAt(db, shopId));
}

async function nextRunDueAt(db: Db, shopId: string): Promise<Date | null> {
  const rows = await db.$queryRaw<{ dueAt: Date | null }[]>`
    SELECT min(r."dueAt") AS "dueAt" FROM flows f CROSS JOIN LATERAL (
      SELECT r."dueAt" FROM flow_runs r WHERE r."shopId" = f."shopId" AND r."flowKey" = f."key" AND r."status" = 'active'
      ORDER BY r."dueAt" LIMIT 1) r
    WHERE f."shopId" = ${shopId}::uuid AND f."isOn"`;
  return rows[0]?.dueAt ?? null;
}

/** Runs of a version that is not understood are looked at again an hour later: by then it may be. */
const NOT_UNDERSTOOD_MINUTES = 60;

interface Understood {
  run: FlowRun;
  definition: FlowDefinition;
}

interface Moved {
  run: FlowRun;
  facts: FlowFacts;
  step: Step;
  priority: number;
}

async function advanceSome(deps: AdvanceDeps, tx: Db, shopId: string): Promise<boolean> {
  const now = deps.clock.now();
  const runs = await tx.$queryRaw<FlowRun[]>`
    SELECT r.* FROM flows f CROSS JOIN LATERAL (
      SELECT r.* FROM flow_runs r
      WHERE r."shopId" = f."shopId" AND r."flowKey" = f."key" AND r."status" = 'active' AND r."dueAt" <= ${now}
      ORDER BY r."dueAt", r."id" LIMIT ${MOST_AT_ONCE} FOR UPDATE OF r SKIP LOCKED) r
    WHERE f."shopId" = ${shopId}::uuid AND f."isOn" ORDER BY r."dueAt", r."id" LIMIT ${MOST_AT_ONCE}`;
  if (runs.length === 0) return false;
  const understood = await putOffOthers(tx, shopId, runs, now);
  const questions = understood.map(({ run, definition }) => ({
    subject: { profileId: run.profileId, cartToken: cartTokenOf(run), since: run.startedAt },
    requests: requiredFacts(definition, stateOf(run)),
  }));
  const gathered = await gatherMany(tx, shopId, questions, now);
  const moved = understood.map(({ run, definition }, nth): Moved => {
    const facts = gathered[nth] ?? {};
    return { run, facts, step: next(definition, stateOf(run), facts, now), priority: definition.priority };
  });
  await planMessages(deps, tx, shopId, moved.flatMap(mailsOf));
  await doActions(deps, tx, shopId, moved.flatMap(actionsOf));
  await storeSteps(tx, shopId, moved, now);
  return true;
}

/** Those that can be moved; the others wait where they are. */
async function putOffOthers(tx: Db, shopId: string, runs: readonly FlowRun[], now: Date): Promise<Understood[]> {
  const definitionOf = await definitionsOf(tx, shopId, runs);
  const understood = runs.flatMap((run): Understood[] => {
    const definition = definitionOf(run);
    return definition ? [{ run, definition }] : [];
  });
  const others = runs.filter((run) => !definitionOf(run)).map(({ id }) => id);
  const dueAt = addMs(now, minutes(NOT_UNDERSTOOD_MINUTES));
  if (others.length > 0) await tx.flowRun.updateMany({ where: { shopId, id: { in: others } }, data: { dueAt } });
  return understood;
}

const stateOf = (run: FlowRun): RunState => run.state as unknown as RunState;

const mailsOf = ({ run, step, priority }: Moved): MessagePlan[] =>
  step.intents.filter(isSend).map((intent) => ({
    shopId: run.shopId,
    sourceKind: 'flow-run',
    sourceId: run.id,
    stepKey: intent.step,
    flowKey: run.flowKey,
    profileId: run.profileId,
    templateKey: intent.template,
    subject: {
      ...{ cartToken: null, ...(run.subject as Partial<RunSubject>) },
      ...(intent.offer ? { offerId: intent.offer } : {}),
    },
    dueAt: intent.dueAt,
    expiresAt: intent.expiresAt,
    priority,
  }));

const actionsOf = ({ run, step }: Moved): PlannedAction[] =>
  step.intents.filter(isAct).map(({ step: stepKey, action, at }) => ({
    ...{ runId: run.id, flowKey: run.flowKey, profileId: run.profileId },
    ...{ stepKey, action, at },
  }));

async function storeSteps(tx: Db, shopId: string, moved: readonly Moved[], now: Date): Promise<void> {
  const rows = moved.map(({ run, facts, step }) => ({
    id: run.id,
    state: step.state,
    ...restOf(step, now),
    evaluation: { facts, observations: step.observations },
  }));
  const counts = countWays(moved);
  await tx.$executeRaw`
    WITH moved AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        AS m("id" uuid, "state" jsonb, "status" text, "dueAt" timestamptz, "outcome" jsonb, "evaluation" jsonb)),
    stored AS (
      UPDATE flow_runs r SET "state" = m."state", "status" = m."status", "dueAt" = m."dueAt", "outcome" = m."outcome",
        "endedAt" = CASE WHEN m."status" = 'ended' THEN ${now}::timestamptz END
      FROM moved m WHERE r."shopId" = ${shopId}::uuid AND r."id" = m."id" RETURNING r."id"),
    counted AS (
      INSERT INTO flow_counts ("shopId", "flowKey", "version", "node", "way", "day", "passed")
      SELECT ${shopId}::uuid, c."flowKey", c."version", c."node", c."way", "shop_day"(${now}::timestamptz, s."timezone"), c."passed"
      FROM jsonb_to_recordset(${JSON.stringify(counts)}::jsonb)
        AS c("flowKey" text, "version" int, "node" text, "way" text, "passed" int) JOIN shops s ON s."id" = ${shopId}::uuid
      ON CONFLICT ("shopId", "flowKey", "version", "node", "way", "day") DO UPDATE
        SET "passed" = flow_counts."passed" + excluded."passed")
    INSERT INTO flow_decisions ("shopId", "runId", "seq", "decidedAt", "evaluation")
    SELECT ${shopId}::uuid, m."id", COALESCE((SELECT max(d."seq") + 1 FROM flow_decisions d
      WHERE d."shopId" = ${shopId}::uuid AND d."runId" = m."id"), 0), ${now}::timestamptz, m."evaluation"
    FROM moved m JOIN stored ON stored."id" = m."id"`;
}
