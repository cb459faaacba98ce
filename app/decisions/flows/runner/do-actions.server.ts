import { keepProperties, type PropertyTelling } from '~/customers/profiles/set-properties.server';
import type { Clock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import type { Ids } from '~/platform/ids.server';
import { wake } from '~/platform/queue/wakeups.server';
import type { FlowAction } from '../engine/next-step';

/** Something that a run does for its person, other than to write to them. */
export interface PlannedAction {
  runId: string;
  flowKey: string;
  profileId: string;
  stepKey: string;
  action: FlowAction;
  /** When it was its turn, by the flow's own reckoning. */
  at: Date;
}

/** Does what is done here, and notes what is done elsewhere: each once for its run and step, whoever asks. */
export async function doActions(
  deps: { clock: Clock; ids: Ids },
  db: Db,
  shopId: string,
  actions: readonly PlannedAction[],
): Promise<void> {
  await keepProperties(db, shopId, actions.flatMap(tellingOf));
  const outward = actions.filter(({ action }) => action.kind !== 'set-property');
  if (outward.length === 0) return;
  const createdAt = deps.clock.now();
  await db.flowAction.createMany({
    data: outward.map(({ runId, stepKey, action }) => ({
      ...{ shopId, id: deps.ids.next(), runId, stepKey, createdAt },
      kind: action.kind,
      action: action,
    })),
    skipDuplicates: true,
  });
  await wake(db, shopId, 'do-flow-actions', createdAt);
}

function tellingOf({ action, profileId, flowKey, at }: PlannedAction): PropertyTelling[] {
  if (action.kind !== 'set-property') return [];
  const properties = { [action.property]: action.value };
  return [{ profileId, originId: profileId, properties, source: `flow ${flowKey}`, at }];
}
