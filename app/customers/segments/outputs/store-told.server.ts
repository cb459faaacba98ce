import { addMs } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import { holdTellings, type ClaimedTelling } from './claim-tellings.server';
import type { MarkOutcome } from './customer-marks';

/** Also: it could not be asked. */
export type TellingOutcome = MarkOutcome | { kind: 'try-later'; problem: string };

const FIRST_RETRY_MS = 15_000;
const LONGEST_RETRY_MS = 6 * 3_600_000;

/**
 * Stores what came of telling. What became due while it was told stays due. An answer that comes when somebody else has begun is late: which of the two
 * Shopify heard last nobody knows, and all is told again.
 */
export async function storeTold(
  db: Db,
  shopId: string,
  told: ClaimedTelling,
  outcome: TellingOutcome,
  now: Date,
): Promise<void> {
  const { customerId, turn, version } = told;
  const mine = { shopId, customerId, turn };
  const { count } = await db.segmentTelling.updateMany({
    where: mine,
    data: { leaseUntil: null, ...dataOf(told, outcome, now) },
  });
  if (count === 0) return storeLate(db, shopId, told, now);
  if (outcome.kind === 'try-later') {
    const data = { dueAt: addMs(now, waitMsAfter(told.attempts)) };
    await db.segmentTelling.updateMany({ where: { ...mine, version }, data });
    return;
  }
  await db.segmentTelling.updateMany({ where: { ...mine, version }, data: { dueAt: null } });
  if (told.wanted.tags.length + told.wanted.handles.length === 0)
    await db.segmentTelling.deleteMany({
      where: { ...mine, dueAt: null, tags: { isEmpty: true }, handles: { isEmpty: true } },
    });
}

export const waitMsAfter = (attempts: number): number =>
  Math.min(FIRST_RETRY_MS * 2 ** Math.min(attempts, 20), LONGEST_RETRY_MS);

function dataOf({ wanted, attempts }: ClaimedTelling, outcome: TellingOutcome, now: Date) {
  switch (outcome.kind) {
    case 'told':
      return { ...listsOf(wanted), isSure: true, attempts: 0, problem: null, toldAt: now };
    case 'gone':
      return { tags: [], handles: [], isSure: true, attempts: 0, problem: outcome.problem };
    case 'refused':
      return { attempts: 0, problem: outcome.problem };
    case 'try-later':
      return { attempts: attempts + 1, problem: outcome.problem };
  }
}

const listsOf = ({ tags, handles }: ClaimedTelling['wanted']) => ({ tags: [...tags], handles: [...handles] });

/** Also where nothing was remembered of the customer any more; but not where they were forgotten, and are nobody's any more. */
async function storeLate(db: Db, shopId: string, { customerId, wanted }: ClaimedTelling, now: Date): Promise<void> {
  const { tags, handles } = listsOf(wanted);
  await holdTellings(db, shopId, 'shared');
  await db.$executeRaw`
    INSERT INTO segment_tellings ("shopId", "customerId", "tags", "handles", "isSure", "dueAt")
    SELECT i."shopId", i."value", ${tags}::text[], ${handles}::text[], false, ${now} FROM identities i
    WHERE i."shopId" = ${shopId}::uuid AND i."kind" = 'customer' AND i."value" = ${customerId}
    ON CONFLICT ("shopId", "customerId") DO UPDATE SET "isSure" = false, "dueAt" = EXCLUDED."dueAt", "leaseUntil" = NULL,
      "turn" = segment_tellings."turn" + 1, "version" = segment_tellings."version" + 1,
      "tags" = ARRAY(SELECT DISTINCT unnest(segment_tellings."tags" || EXCLUDED."tags")),
      "handles" = ARRAY(SELECT DISTINCT unnest(segment_tellings."handles" || EXCLUDED."handles") ORDER BY 1)`;
}
