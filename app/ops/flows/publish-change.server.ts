import type { Flow } from '@prisma/client';
import { FLOW_UNREAD } from '~/decisions/explanations/flow-words';
import { draftOf, publishDraft } from '~/decisions/flows/drafts.server';
import { moveRuns } from '~/decisions/flows/move-runs.server';
import type { FlowDraft } from '~/decisions/flows/language/flow';
import type { FlowProblem } from '~/decisions/flows/language/graph';
import { OVERTAKEN, record, refused, saveText, type By, type FlowOutcome } from './change-context.server';
import { flowContext } from './flow-context.server';
import { mailProblems } from './mail-problems.server';

export interface PublishAsk {
  base: number;
  /** Those inside finish on their version, or go on by the new one from where they stand. */
  people: 'stay' | 'move';
  /** What was changed and not saved yet: it is saved before. */
  flow?: string | undefined;
}

/** Makes the draft what runs, where it is whole. */
export async function publish(by: By, kept: Flow, { flow: unsaved, ...asks }: PublishAsk): Promise<FlowOutcome> {
  if (unsaved === undefined) return publishSaved(by, kept, asks);
  const saved = await saveText(by, kept, { base: asks.base, flow: unsaved });
  if (saved.kind !== 'saved') return saved;
  const { shopId, key } = kept;
  const flow = await by.tx.flow.findUniqueOrThrow({ where: { shopId_key: { shopId, key } } });
  return publishSaved(by, flow, { ...asks, base: saved.revision });
}

async function publishSaved(by: By, flow: Flow, { base, people }: Omit<PublishAsk, 'flow'>): Promise<FlowOutcome> {
  const { deps, tx, shopId } = by;
  const isMove = people === 'move';
  const { draft } = await draftOf(tx, flow);
  if (!draft) return refused(FLOW_UNREAD);
  const stranded = isMove ? await strandedAt(by, flow, draft) : [];
  if (stranded.length > 0) return { kind: 'refused', problems: stranded };
  // What is off may be published with mails that are not done: they are looked at when it is turned on.
  const ofMails = flow.isOn ? await mailProblems(tx, shopId, draft) : [];
  if (ofMails.length > 0) return { kind: 'refused', problems: ofMails };
  const outcome = await publishDraft(tx, deps.clock, flow, base, await flowContext(tx, shopId));
  if (outcome.kind === 'overtaken') return refused(OVERTAKEN);
  if (outcome.kind === 'refused') return outcome;
  if (outcome.version !== flow.liveVersion) await notePublished(by, flow.key, outcome.version);
  if (isMove) await moveAll(by, flow.key, outcome.version);
  return outcome;
}

async function notePublished(by: By, flowKey: string, version: number): Promise<void> {
  const own = { shopId: by.shopId, flowKey, version };
  await by.tx.flowVersion.updateMany({ where: own, data: { publishedBy: by.actor ?? null } });
  await record(by, 'flow-changed', flowKey);
}

/** Steps at which people stand and which the draft has no more: nobody is moved while there are some. */
async function strandedAt({ tx, shopId }: By, flow: Flow, draft: FlowDraft): Promise<FlowProblem[]> {
  const kept = draft.nodes.map(({ key }) => key);
  const rows = await tx.$queryRaw<{ node: string; people: number }[]>`
    SELECT r."state"->>'node' AS "node", count(*)::int AS "people" FROM flow_runs r
    WHERE r."shopId" = ${shopId}::uuid AND r."flowKey" = ${flow.key} AND r."status" = 'active'
      AND NOT (r."state"->>'node' = ANY(${kept})) GROUP BY 1 ORDER BY 1`;
  return rows.map(({ node, people }) => ({
    path: ['nodes'],
    message: `${people} ${people === 1 ? 'person stands' : 'people stand'} at “${node}”, which is no step any more. Keep that step, or let those inside finish on their version.`,
  }));
}

async function moveAll(by: By, flowKey: string, to: number): Promise<void> {
  const { deps, tx, shopId } = by;
  const older = await tx.flowRun.findMany({
    where: { shopId, flowKey, status: 'active', version: { not: to } },
    distinct: ['version'],
    select: { version: true },
  });
  for (const { version: from } of older) await moveRuns(deps, tx, shopId, { flowKey, from, to });
  if (older.length > 0) await record(by, 'flow-runs-moved', flowKey);
}
