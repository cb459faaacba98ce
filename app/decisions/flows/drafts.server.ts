import { Prisma, type Flow } from '@prisma/client';
import type { Clock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import { FLOW_UNREAD } from '../explanations/flow-words';
import { publishFlow, understoodFlow } from './flows.server';
import { flowDraftSchema, flowSchema, type FlowDraft } from './language/flow';
import { flowProblems, type FlowContext } from './language/flow-problems';
import { graphProblems, schemaProblems, type FlowProblem } from './language/graph';

/** A flow as somebody changes it, beside the version that is live. */
export interface KeptDraft {
  /** Null: neither a draft nor what is live is understood here. */
  draft: FlowDraft | null;
  /** Counted up with each saving; 0: nothing was changed since it was published. */
  revision: number;
  draftedAt: Date | null;
}

export type DraftOutcome =
  | { kind: 'saved'; revision: number }
  | { kind: 'refused'; problems: FlowProblem[] }
  /** Somebody else saved it meanwhile. */
  | { kind: 'overtaken' };

/** What is being changed, or else what is live. A draft that is not understood here is as if there were none. */
export async function draftOf(db: Db, flow: Flow): Promise<KeptDraft> {
  const { draft, draftRevision: revision, draftedAt, shopId, key, liveVersion } = flow;
  const kept = flowDraftSchema.safeParse(draft);
  if (kept.success) return { draft: kept.data, revision, draftedAt };
  return { draft: await understoodFlow(db, shopId, key, liveVersion), revision, draftedAt: null };
}

/** Keeps a draft, whole or not, on top of the revision it was made of. Its key stays the flow's. */
export async function saveDraft(
  db: Db,
  clock: Clock,
  { shopId, key }: Pick<Flow, 'shopId' | 'key'>,
  base: number,
  raw: unknown,
): Promise<DraftOutcome> {
  const told = flowDraftSchema.safeParse(raw);
  if (!told.success) return { kind: 'refused', problems: schemaProblems(told.error) };
  const draft = { ...told.data, key } as unknown as Prisma.InputJsonObject;
  const { count } = await db.flow.updateMany({
    where: { shopId, key, draftRevision: base },
    data: { draft, draftRevision: base + 1, draftedAt: clock.now() },
  });
  return count === 1 ? { kind: 'saved', revision: base + 1 } : { kind: 'overtaken' };
}

/** Lets a draft go: what is live is what is shown. */
export async function discardDraft(db: Db, shopId: string, key: string): Promise<void> {
  const data = { draft: Prisma.DbNull, draftedAt: null, draftRevision: { increment: 1 } };
  await db.flow.updateMany({ where: { shopId, key }, data });
}

/** Why a draft cannot be published yet; none: it can. What is wrong with the graph comes first, since all else hangs on it. */
export function draftProblems(draft: FlowDraft, context: FlowContext): FlowProblem[] {
  const ofGraph = graphProblems(draft);
  return ofGraph.length > 0 ? ofGraph : flowProblems(flowSchema.parse(draft), context);
}

/** `revision`: of what is changed next. */
export type PublishOutcome =
  { kind: 'published'; version: number; revision: number } | Exclude<DraftOutcome, { kind: 'saved' }>;

/**
 * Makes a draft the live version, of the revision that was looked at. Nothing is published that could not run: problems come back with place and remedy.
 * Runs under way finish on the version they began on.
 */
export async function publishDraft(
  tx: Db,
  clock: Clock,
  flow: Flow,
  base: number,
  context: FlowContext,
): Promise<PublishOutcome> {
  const { draft, revision } = await draftOf(tx, flow);
  if (revision !== base) return { kind: 'overtaken' };
  if (!draft) return { kind: 'refused', problems: [{ path: [], message: FLOW_UNREAD }] };
  const problems = draftProblems(draft, context);
  if (problems.length > 0) return { kind: 'refused', problems };
  const version = await publishFlow(tx, clock, flow.shopId, draft);
  await discardDraft(tx, flow.shopId, flow.key);
  return { kind: 'published', version, revision: revision + 1 };
}
