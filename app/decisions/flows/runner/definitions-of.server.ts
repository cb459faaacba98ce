import type { FlowRun } from '@prisma/client';
import type { Db } from '~/platform/db/db.server';
import { readFlow } from '../flows.server';
import type { FlowDefinition } from '../language/flow';

/** What each of these runs goes by, each version read once; null: by a version that is not understood. */
export async function definitionsOf(
  db: Db,
  shopId: string,
  runs: readonly FlowRun[],
): Promise<(run: FlowRun) => FlowDefinition | null> {
  const nameOf = ({ flowKey, version }: Pick<FlowRun, 'flowKey' | 'version'>) => `${flowKey} ${version}`;
  const wanted = [...new Map(runs.map((run) => [nameOf(run), run])).values()];
  const rows = await db.flowVersion.findMany({
    where: { shopId, OR: wanted.map(({ flowKey, version }) => ({ flowKey, version })) },
  });
  const found = new Map(rows.map((row) => [nameOf(row), readFlow(row.definition)]));
  return (run) => {
    const definition = found.get(nameOf(run));
    if (definition === undefined) throw new Error(`run ${run.id} is of a version that was not read`);
    return definition;
  };
}
