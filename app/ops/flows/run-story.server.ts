import { capitalised, keyWords, type SpokenShop } from '~/decisions/explanations/spoken-shop';
import { decisionWords, outcomeWords, whereWords, type StoredDecision } from '~/decisions/explanations/decision-words';
import { VERSION_UNKNOWN } from '~/decisions/explanations/flow-words';
import { flowNames } from '~/decisions/flows/flow-names.server';
import { understoodFlow } from '~/decisions/flows/flows.server';
import type { FlowDefinition } from '~/decisions/flows/language/flow';
import type { RunOutcome } from '~/decisions/flows/engine/next-step';
import type { RunState } from '~/decisions/flows/engine/run-state';
import type { Db } from '~/platform/db/db.server';
import type { PageShop } from '../shop-context.server';

/** One person's way through a flow, told from what was stored. */
export interface RunStory {
  flowKey: string;
  flowName: string;
  startedAt: string;
  /** Where it stands, or how it ended, in a sentence. */
  now: string;
  isActive: boolean;
  /** When it is looked at next; null: it has ended. */
  nextAt: string | null;
  /** Each look at it, oldest first. */
  decisions: ToldDecision[];
}

export interface ToldDecision {
  at: string;
  says: string[];
  knew: string[];
  /** What it looked at and went on by, step by step. */
  steps: { name: string; says: string }[];
}

/** A run whose every decision is told in sentences; null where there is no such run. */
export async function runStory(db: Db, shop: PageShop, shopId: string, runId: string): Promise<RunStory | null> {
  const run = await db.flowRun.findUnique({
    where: { shopId_id: { shopId, id: runId } },
    include: { decisions: { orderBy: { seq: 'asc' } } },
  });
  if (!run) return null;
  const flow = await understoodFlow(db, shopId, run.flowKey, run.version);
  const base = {
    flowKey: run.flowKey,
    startedAt: run.startedAt.toISOString(),
    isActive: run.status === 'active',
    nextAt: run.dueAt?.toISOString() ?? null,
  };
  if (!flow) return { ...base, flowName: await nameOf(db, run), now: VERSION_UNKNOWN, decisions: [] };
  const stored = run.decisions.map(({ decidedAt, evaluation }) => ({
    at: decidedAt.toISOString(),
    ...(evaluation as unknown as StoredDecision),
  }));
  return {
    ...base,
    flowName: flow.name,
    now: nowWords(run, stored.at(-1) ?? null, flow, shop),
    decisions: stored.map(({ at, ...decision }) => ({
      ...{ at, steps: stepsOf(decision, flow, shop) },
      ...decisionWords(decision, flow, shop),
    })),
  };
}

const nameOf = async (db: Db, { shopId, flowKey }: { shopId: string; flowKey: string }): Promise<string> =>
  (await flowNames(db, shopId)).get(flowKey) ?? flowKey;

function stepsOf({ observations }: StoredDecision, flow: FlowDefinition, shop: PageShop): ToldDecision['steps'] {
  return observations.flatMap((observation) => {
    const [says] = decisionWords({ facts: {}, observations: [observation] }, flow, shop).says;
    if (says === undefined) return [];
    const name = observation.kind === 'exit-rule' ? 'Left early' : capitalised(keyWords(observation.node));
    return { name, says };
  });
}

/** Where a run stands, or how it ended. */
export function nowWords(
  run: { state: unknown; outcome: unknown },
  last: StoredDecision | null,
  flow: FlowDefinition,
  shop: SpokenShop,
): string {
  return run.outcome
    ? outcomeWords(run.outcome as RunOutcome, flow)
    : whereWords((run.state as RunState).node, last, flow, shop);
}
