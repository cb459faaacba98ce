import { addMs } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import { holdTellings, type ClaimedTelling } from './claim-tellings.server';
import type { MarkOutcome } from './customer-marks';

/** Also: it could not be asked. */
export type TellingOutcome = MarkOutcome | { kind: 'try-later'; problem: string };

const FIRST_RETRY_MS = 15_000;
const LONGEST_RETRY_MS = 6 * 3_600_000;

/** What came of telling somebody. */
export interface Told {
  telling: ClaimedTelling;
  outcome: TellingOutcome;
}

/**
 * Stores what came of telling, of nearly all that they were told, at once. What became due while it was told stays due. An answer that comes when somebody
 * else has begun is late: which of the two Shopify heard last nobody knows, and all is told again.
 */
export async function storeTold(db: Db, shopId: string, all: readonly Told[], now: Date): Promise<void> {
  const ids = all.map(({ telling }) => telling.customerId).sort();
  // In the order in which others take them, or two would wait for each other.
  await db.$queryRaw`
    SELECT 1 FROM segment_tellings WHERE "shopId" = ${shopId}::uuid AND "customerId" = ANY(${ids}::text[]) ORDER BY "customerId" FOR UPDATE`;
  const told = all.filter(({ outcome }) => outcome.kind === 'told').map(({ telling }) => telling);
  const stored = await storeSuccesses(db, shopId, told, now);
  for (const telling of told) if (!stored.has(telling.customerId)) await storeLate(db, shopId, telling, now);
  for (const { telling, outcome } of all)
    if (outcome.kind !== 'told') await storeFailure(db, shopId, telling, outcome, now);
  await db.segmentTelling.deleteMany({
    where: {
      shopId,
      customerId: { in: ids },
      isSure: true,
      dueAt: null,
      tags: { isEmpty: true },
      handles: { isEmpty: true },
      problem: null,
    },
  });
}

/** Whose turn it still was. */
async function storeSuccesses(
  db: Db,
  shopId: string,
  told: readonly ClaimedTelling[],
  now: Date,
): Promise<Set<string>> {
  if (told.length === 0) return new Set();
  const rows = told.map(({ customerId, turn, version, wanted }) => ({ customerId, turn, version, ...wanted }));
  const stored = await db.$queryRaw<{ customerId: string }[]>`
    UPDATE segment_tellings t SET "tags" = told."tags", "handles" = told."handles", "isSure" = true, "leaseUntil" = NULL, "attempts" = 0,
      "problem" = NULL, "toldAt" = ${now}, "dueAt" = CASE WHEN t."version" = told."version" THEN NULL ELSE t."dueAt" END
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS told("customerId" text, "turn" int, "version" int, "tags" text[], "handles" text[])
    WHERE t."shopId" = ${shopId}::uuid AND t."customerId" = told."customerId" AND t."turn" = told."turn" RETURNING t."customerId"`;
  return new Set(stored.map(({ customerId }) => customerId));
}

type Failure = Exclude<TellingOutcome, { kind: 'told' }>;

async function storeFailure(
  db: Db,
  shopId: string,
  telling: ClaimedTelling,
  outcome: Failure,
  now: Date,
): Promise<void> {
  const { customerId, turn, version, attempts } = telling;
  const mine = { shopId, customerId, turn };
  const stands = outcome.kind === 'gone' ? { tags: [], handles: [], isSure: true } : {};
  const tries = outcome.kind === 'try-later' ? attempts + 1 : 0;
  const problem = outcome.kind === 'gone' && isNothing(telling) ? null : outcome.problem;
  const data = { leaseUntil: null, attempts: tries, problem, ...stands };
  const { count } = await db.segmentTelling.updateMany({ where: mine, data });
  if (count === 0) return storeLate(db, shopId, telling, now);
  const dueAt = outcome.kind === 'try-later' ? addMs(now, waitMsAfter(attempts)) : null;
  await db.segmentTelling.updateMany({ where: { ...mine, version }, data: { dueAt } });
}

const isNothing = ({ wanted }: ClaimedTelling): boolean => wanted.tags.length + wanted.handles.length === 0;

const waitMsAfter = (attempts: number): number =>
  Math.min(FIRST_RETRY_MS * 2 ** Math.min(attempts, 20), LONGEST_RETRY_MS);

/** Also where nothing was remembered of the customer any more; but not where they were forgotten, and are nobody's any more. */
async function storeLate(db: Db, shopId: string, { customerId, wanted }: ClaimedTelling, now: Date): Promise<void> {
  const [tags, handles] = [[...wanted.tags], [...wanted.handles]];
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
