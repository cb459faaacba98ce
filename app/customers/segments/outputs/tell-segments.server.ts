import { addMs, earliest, type SystemClock } from '~/platform/clock/clock';
import type { Database } from '~/platform/db/db.server';
import { messageOf } from '~/platform/errors';
import { checkTold, nextCheckAt } from './check-told.server';
import { claimTellings, nextTellingAt, type ClaimedTelling } from './claim-tellings.server';
import type { CustomerMarks } from './customer-marks';
import { storeTold, type TellingOutcome } from './store-told.server';

export interface TellDeps {
  db: Database;
  systemClock: SystemClock;
  customerMarks: CustomerMarks;
}

/** After so many requests other work has its turn. */
const MOST_BATCHES = 10;
/** For all people of a shop of a million. */
const LONGEST_CHECK_MS = 300_000;
/** Where Shopify cannot be asked of some it cannot be asked of the next. */
const UNASKED_MS = 15_000;

/**
 * Tells Shopify which of our segments its customers are in, as tags and in the list of the app's metafield: what should stand there is compared with what
 * does, and the difference is told. Gives when there is more to tell, by system time; null: never.
 */
export async function tellSegments(deps: TellDeps, shop: { id: string; domain: string }): Promise<Date | null> {
  const { db, systemClock } = deps;
  await db.transaction((tx) => checkTold(tx, shop.id, systemClock.now()), { timeoutMs: LONGEST_CHECK_MS });
  for (let batch = 0; batch < MOST_BATCHES; batch++) {
    const { looked, claimed } = await db.transaction((tx) => claimTellings(tx, shop.id, systemClock.now()));
    if (looked === 0) return nextTellSegmentsAt(deps, shop.id);
    if (claimed.length > 0 && !(await tellAndStore(deps, shop, claimed))) return addMs(systemClock.now(), UNASKED_MS);
  }
  return systemClock.now();
}

/** Whether Shopify could be asked. */
async function tellAndStore(
  deps: TellDeps,
  shop: { id: string; domain: string },
  claimed: readonly ClaimedTelling[],
): Promise<boolean> {
  const outcomes = await askShopify(deps, shop, claimed);
  const all = claimed.map((telling) => ({ telling, outcome: outcomeOf(outcomes, telling.customerId) }));
  await deps.db.transaction((tx) => storeTold(tx, shop.id, all, deps.systemClock.now()));
  return typeof outcomes !== 'string';
}

type Outcomes = ReadonlyMap<string, TellingOutcome> | string;

/** What came of each; as text: why nothing could be asked. */
async function askShopify(
  { db, systemClock, customerMarks }: TellDeps,
  shop: { id: string; domain: string },
  claimed: readonly ClaimedTelling[],
): Promise<Outcomes> {
  const changes = claimed.map(({ change }) => change);
  try {
    const check = await db.prisma.segmentTellingCheck.findUnique({ where: { shopId: shop.id } });
    if (check && !check.definedAt && changes.some(({ handles }) => handles?.length)) {
      const problem = await customerMarks.define(shop.domain);
      const data = { problem, definedAt: problem === null ? systemClock.now() : null };
      await db.prisma.segmentTellingCheck.updateMany({ where: { shopId: shop.id }, data });
    }
    return await customerMarks.tell(shop.domain, changes);
  } catch (error) {
    return messageOf(error);
  }
}

function outcomeOf(outcomes: Outcomes, customerId: string): TellingOutcome {
  if (typeof outcomes === 'string') return { kind: 'try-later', problem: outcomes };
  return outcomes.get(customerId) ?? { kind: 'try-later', problem: 'Shopify gave no answer for this customer' };
}

/** For whoever looks after lost wake-ups: when a shop's segments are next to be told. */
export async function nextTellSegmentsAt(
  { db, systemClock }: Pick<TellDeps, 'db' | 'systemClock'>,
  shopId: string,
): Promise<Date | null> {
  const next = await nextTellingAt(db.prisma, shopId, systemClock.now());
  return [next, await nextCheckAt(db.prisma, shopId)].reduce(earliest, null);
}
