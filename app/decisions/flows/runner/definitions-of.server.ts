import type { FlowRun } from '@prisma/client';
import type { Db } from '~/platform/db/db.server';
import { flowDefinition } from '../flows.server';
import type { FlowDefinition } from '../language/flow';

/** What each of these runs goes by: each version that some of them are on is read once. */
export async function definitionsOf(
  db: Db,
  shopId: string,
  runs: readonly FlowRun[],
): Promise<(run: FlowRun) => FlowDefinition> {
  const nameOf = ({ flowKey, version }: FlowRun) => `${flowKey} ${version}`;
  const wanted = new Map(runs.map((run) => [nameOf(run), run]));
  const found = new Map<string, FlowDefinition>();
  for (const [name, { flowKey, version }] of wanted)
    found.set(name, await flowDefinition(db, shopId, flowKey, version));
  return (run) => {
    const definition = found.get(nameOf(run));
    if (!definition) throw new Error(`run ${run.id} is of a version that was not read`);
    return definition;
  };
}
