import type { Clock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import type { Ids } from '~/platform/ids.server';
import type { ActivityKind } from './activity-kinds';

export interface ActivityDeps {
  ids: Ids;
  clock: Clock;
}

export interface Activity {
  kind: ActivityKind;
  /** What it was done to: an id or a key, never an address. */
  subject?: string | undefined;
  /** Shopify's id of the user (`sub` of the session token); left out where Kindred did it by itself. */
  actor?: string | undefined;
  /** Values that its words need. Nothing that names a person. */
  details?: Record<string, string | number | boolean | null>;
}

/** Writes down what was done, in the transaction that does it. Append-only: the database refuses changes. */
export async function recordActivity(
  { ids, clock }: ActivityDeps,
  db: Db,
  shopId: string,
  { kind, subject, actor, details }: Activity,
): Promise<void> {
  await db.activityEntry.create({
    data: {
      ...{ shopId, id: ids.next(), at: clock.now(), kind },
      ...{ subject: subject ?? null, actor: actor ?? null, details: details ?? {} },
    },
  });
}
