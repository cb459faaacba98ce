import { decisionWords, outcomeWords, type StoredDecision } from '~/decisions/explanations/decision-words';
import { triggerWords, VERSION_UNKNOWN } from '~/decisions/explanations/flow-words';
import type { RunOutcome } from '~/decisions/flows/engine/next-step';
import { flowNames } from '~/decisions/flows/flow-names.server';
import { understoodFlow } from '~/decisions/flows/flows.server';
import type { FlowDefinition } from '~/decisions/flows/language/flow';
import type { Db } from '~/platform/db/db.server';
import type { Position } from './list-pages';
import type { PageShop } from './shop-context.server';

/** What a flow did with somebody at one instant. */
export interface FlowMoment extends Position {
  runId: string;
  flowKey: string;
  flowName: string;
  /** A sentence each, in their order. */
  says: string[];
}

/** Everything that flows did with somebody and why, told from what was stored when it was decided. What a later look found unchanged is said once. */
export async function flowMoments(db: Db, shop: PageShop, shopId: string, profileId: string): Promise<FlowMoment[]> {
  const runs = await db.flowRun.findMany({
    where: { shopId, profileId },
    include: { decisions: { orderBy: { seq: 'asc' } } },
  });
  const names = await flowNames(db, shopId);
  const told = await Promise.all(
    runs.map(async (run) => {
      const flow = await understoodFlow(db, shopId, run.flowKey, run.version);
      const moment = newMoment(run, names.get(run.flowKey) ?? run.flowKey);
      return flow ? momentsOf(run, flow, shop, moment) : [{ ...moment(run.startedAt), says: [VERSION_UNKNOWN] }];
    }),
  );
  return told.flat();
}

interface StoredRun {
  id: string;
  flowKey: string;
  startedAt: Date;
  endedAt: Date | null;
  outcome: unknown;
  decisions: { decidedAt: Date; evaluation: unknown }[];
}

function momentsOf(
  run: StoredRun,
  flow: FlowDefinition,
  shop: PageShop,
  newMomentAt: (at: Date) => FlowMoment,
): FlowMoment[] {
  const said = new Set<string>();
  const moments = new Map<number, FlowMoment>();
  const say = (at: Date, sentences: string[]) => {
    const news = sentences.filter((sentence) => !said.has(sentence));
    for (const sentence of news) said.add(sentence);
    if (news.length === 0) return;
    const moment = moments.get(at.getTime()) ?? newMomentAt(at);
    moments.set(at.getTime(), { ...moment, says: [...moment.says, ...news] });
  };
  say(run.startedAt, [`Came in. It begins with: ${triggerWords(flow.trigger)}.`]);
  for (const { decidedAt, evaluation } of run.decisions)
    say(decidedAt, decisionWords(evaluation as StoredDecision, flow, shop).says);
  const outcome = run.outcome as RunOutcome | null;
  // Ways that the engine took are said by its last look already.
  if (run.endedAt && outcome && !isSaid(said)) say(run.endedAt, [outcomeWords(outcome, flow)]);
  return [...moments.values()];
}

const isSaid = (said: ReadonlySet<string>): boolean =>
  [...said].some((sentence) => sentence.startsWith('It ended, ') || sentence === 'It came to its end.');

const newMoment =
  ({ id, flowKey }: StoredRun, flowName: string) =>
  (at: Date): FlowMoment => ({ id, runId: id, flowKey, flowName, at, says: [] });
