import type { FlowAction } from '@prisma/client';
import { MOST_AT_ONCE, type CustomerMarks, type MarkOutcome } from '~/customers/segments/outputs/customer-marks';
import type { MarkChange } from '~/customers/segments/outputs/output';
import { addMs, minutes, type Clock } from '~/platform/clock/clock';
import type { Database, Db } from '~/platform/db/db.server';

export interface TellTagsDeps {
  db: Database;
  clock: Clock;
  customerMarks: CustomerMarks;
}

/** Another worker may have it after that: telling of twenty-five customers takes seconds. */
const LEASE_MINUTES = 5;
/** After the first failure, and twice as long after each further one. */
const TRY_AGAIN_MINUTES = 1;
const LONGEST_PAUSE_MINUTES = 360;
/** Within three days Shopify was there, or it will not be. */
const MOST_TRIES = 16;

/** Puts tags on customers at Shopify, or takes them away, as runs of flows said. Telling twice is as good as once. Returns when there is more, or null. */
export async function tellTags(deps: TellTagsDeps, shop: { id: string; domain: string }): Promise<Date | null> {
  for (;;) {
    const claimed = await deps.db.transaction((tx) => claim(tx, shop.id, deps.clock.now()));
    if (claimed.length === 0) return nextActionAt(deps.db.prisma, shop.id);
    await tellClaimed(deps, shop, claimed);
  }
}

/** When something that runs do elsewhere is next to be done. */
export async function nextActionAt(db: Db, shopId: string): Promise<Date | null> {
  const next = await db.flowAction.findFirst({
    where: { shopId, state: 'waiting' },
    orderBy: { tryAt: { sort: 'asc', nulls: 'first' } },
    select: { tryAt: true, createdAt: true },
  });
  return next && (next.tryAt ?? next.createdAt);
}

/** An action with the customers at Shopify that its person is. */
interface Claimed extends FlowAction {
  customerIds: string[];
}

function claim(tx: Db, shopId: string, now: Date): Promise<Claimed[]> {
  return tx.$queryRaw<Claimed[]>`
    WITH chosen AS (
      SELECT a."id" FROM flow_actions a
      WHERE a."shopId" = ${shopId}::uuid AND a."state" = 'waiting' AND a."kind" = 'tag' AND (a."tryAt" IS NULL OR a."tryAt" <= ${now})
      ORDER BY a."createdAt", a."id" LIMIT ${MOST_AT_ONCE} FOR UPDATE SKIP LOCKED)
    UPDATE flow_actions a SET "tryAt" = ${addMs(now, minutes(LEASE_MINUTES))}, "tries" = a."tries" + 1
    FROM chosen, flow_runs r WHERE a."shopId" = ${shopId}::uuid AND a."id" = chosen."id" AND r."shopId" = a."shopId" AND r."id" = a."runId"
    RETURNING a.*, ARRAY(SELECT i."value" FROM identities i
      WHERE i."shopId" = a."shopId" AND i."kind" = 'customer' AND i."profileId" = r."profileId" ORDER BY i."value") AS "customerIds"`;
}

async function tellClaimed(
  deps: TellTagsDeps,
  shop: { id: string; domain: string },
  claimed: Claimed[],
): Promise<void> {
  // In the order they were said: a tag that was put on and taken away again must not stand there at the end.
  for (const action of claimed.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime())) {
    if (action.customerIds.length === 0) await end(deps, action, { kind: 'gone', problem: NO_CUSTOMER });
    else await tellOne(deps, shop, action);
  }
}

const NO_CUSTOMER = 'This person is no customer at Shopify.';

async function tellOne(deps: TellTagsDeps, shop: { id: string; domain: string }, action: Claimed): Promise<void> {
  try {
    const outcomes = await deps.customerMarks.tell(shop.domain, action.customerIds.map(changeBy(action)));
    const told = [...outcomes.values()];
    await end(
      deps,
      action,
      told.find(({ kind }) => kind === 'told') ?? told[0] ?? { kind: 'gone', problem: NO_CUSTOMER },
    );
  } catch (error) {
    await tryAgain(deps, action, error instanceof Error ? error.message : String(error));
  }
}

function changeBy({ action }: Claimed): (customerId: string) => MarkChange {
  const { change, tag } = action as { change: 'add' | 'remove'; tag: string };
  return (customerId) => ({
    ...{ customerId, handles: null },
    ...{ add: change === 'add' ? [tag] : [], remove: change === 'remove' ? [tag] : [] },
  });
}

async function end({ db, clock }: TellTagsDeps, { shopId, id }: Claimed, outcome: MarkOutcome): Promise<void> {
  const became = outcome.kind === 'told' ? { state: 'done', why: null } : { state: 'refused', why: outcome.problem };
  await db.prisma.flowAction.update({
    where: { shopId_id: { shopId, id } },
    data: { ...became, doneAt: clock.now(), tryAt: null },
  });
}

async function tryAgain({ db, clock }: TellTagsDeps, { shopId, id, tries }: Claimed, why: string): Promise<void> {
  const pause = Math.min(TRY_AGAIN_MINUTES * 2 ** (tries - 1), LONGEST_PAUSE_MINUTES);
  const data =
    tries >= MOST_TRIES
      ? { state: 'refused', why, doneAt: clock.now(), tryAt: null }
      : { why, tryAt: addMs(clock.now(), minutes(pause)) };
  await db.prisma.flowAction.update({ where: { shopId_id: { shopId, id } }, data });
}
