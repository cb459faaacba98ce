import type { Flow } from '@prisma/client';
import { saveDraft } from '~/decisions/flows/drafts.server';
import type { FlowProblem } from '~/decisions/flows/language/graph';
import type { ActivityKind } from '~/platform/audit/activity-kinds';
import { recordActivity, type ActivityDeps } from '~/platform/audit/activity.server';
import type { Db } from '~/platform/db/db.server';
import type { PageDeps } from '../shop-context.server';

export type ChangeDeps = PageDeps & ActivityDeps;

/** What came of it; `missing`: what a new flow speaks of and the shop has not. Problems by their place in the flow; those with an empty path are about the whole. */
export type FlowOutcome =
  | { kind: 'created'; key: string; missing: FlowProblem[] }
  | { kind: 'saved'; revision: number }
  | { kind: 'published'; version: number; revision: number }
  | { kind: 'done' }
  | { kind: 'refused'; problems: FlowProblem[] };

/** Who changes a flow, where, and in which transaction. */
export interface By {
  deps: ChangeDeps;
  tx: Db;
  shopId: string;
  actor: string | undefined;
}

export const record = ({ deps, tx, shopId, actor }: By, kind: ActivityKind, subject: string): Promise<void> =>
  recordActivity(deps, tx, shopId, { kind, subject, actor });

export const refused = (message: string): FlowOutcome => ({ kind: 'refused', problems: [{ path: [], message }] });
export const OVERTAKEN = 'Somebody saved this flow while you changed it. Load the page again, and change it there.';

/** Keeps a draft, as JSON, unless somebody else kept one since `base`. */
export async function saveText(
  { deps, tx }: By,
  flow: Flow,
  { base, flow: text }: { base: number; flow: string },
): Promise<FlowOutcome> {
  const outcome = await saveDraft(tx, deps.clock, flow, base, jsonOf(text));
  return outcome.kind === 'overtaken' ? refused(OVERTAKEN) : outcome;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
