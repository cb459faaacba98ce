import type { Clock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import { wake } from '~/platform/queue/wakeups.server';
import { flowDefinition } from './flows.server';

/** Runs of an older version that are to go on by another. */
export interface MoveRuns {
  flowKey: string;
  from: number;
  to: number;
  /** Where runs go on that stand at a node which the other version has not, or is to be left: by its key. */
  places?: Readonly<Record<string, string>>;
}

export type MoveOutcome =
  | { kind: 'moved'; runs: number }
  /** Nothing was moved: at these nodes runs stand of which it is not said where they go on. */
  | { kind: 'unplaced'; nodes: { node: string; runs: number }[] };

/**
 * Moves every run under way from one version of a flow to another, on purpose: all of them or none. A run goes on at the node of the same key, or where it is
 * said; when it came to its node stays as it was, so that a wait does not begin anew. It is looked at at once, by the ways out of its new version.
 */
export async function moveRuns(
  { clock }: { clock: Clock },
  tx: Db,
  shopId: string,
  { flowKey, from, to, places = {} }: MoveRuns,
): Promise<MoveOutcome> {
  const { nodes } = await flowDefinition(tx, shopId, flowKey, to);
  const known = new Set(nodes.map(({ key }) => key));
  const standing = await tx.$queryRaw<{ node: string; runs: number }[]>`
    SELECT s."node", count(*)::int AS "runs" FROM (
      SELECT r."state"->>'node' AS "node" FROM flow_runs r
      WHERE r."shopId" = ${shopId}::uuid AND r."flowKey" = ${flowKey} AND r."version" = ${from} AND r."status" = 'active' FOR UPDATE) s
    GROUP BY 1 ORDER BY 1`;
  const placeOf = ({ node }: { node: string }): string => places[node] ?? node;
  const unplaced = standing.filter((each) => !known.has(placeOf(each)));
  if (unplaced.length > 0) return { kind: 'unplaced', nodes: unplaced };
  const now = clock.now();
  const rows = standing.map((each) => ({ node: each.node, place: placeOf(each) }));
  const runs = await tx.$executeRaw`
    UPDATE flow_runs r SET "version" = ${to}, "dueAt" = ${now}, "state" = jsonb_set(r."state", '{node}', to_jsonb(p."place"))
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS p("node" text, "place" text)
    WHERE r."shopId" = ${shopId}::uuid AND r."flowKey" = ${flowKey} AND r."version" = ${from} AND r."status" = 'active'
      AND r."state"->>'node' = p."node"`;
  if (runs > 0) await wake(tx, shopId, 'advance-runs', now);
  return { kind: 'moved', runs };
}
