import { holdProfiles } from '~/customers/profiles/profile-tree.server';
import type { Clock, SystemClock } from '~/platform/clock/clock';
import type { Database, Db } from '~/platform/db/db.server';
import { wake } from '~/platform/queue/wakeups.server';
import { creditPerson } from './attribute-orders.server';
import { holdCredit, holdCreditAlone, windowsInUse } from './credit-windows.server';
import type { CreditWindows } from './windows';

export interface CreditAnewDeps {
  db: Database;
  clock: Clock;
  systemClock: SystemClock;
  /** From when on a shop's orders can be credited anew: what stands for older ones stays. */
  creditableSince(db: Db, shopId: string): Promise<Date>;
}

/** People in one transaction, and transactions in one turn of the job. */
const PEOPLE_AT_ONCE = 200;
const BATCHES_A_TURN = 50;
/** Exchanging the rows of a large shop. */
const SWAP_TIMEOUT_MS = 120_000;

/**
 * Has all orders credited anew by these windows; one that is under way for others begins again. What is shown stays until the rebuild is done. False
 * where these are the windows by which is credited already.
 */
export async function askForCredit(
  deps: Pick<CreditAnewDeps, 'db' | 'systemClock' | 'creditableSince'>,
  shopId: string,
  windows: CreditWindows,
): Promise<boolean> {
  return deps.db.transaction(async (tx) => {
    await holdCreditAlone(tx, shopId);
    const { shown, coming } = await windowsInUse(tx, shopId);
    if (isSame(coming ?? shown, windows)) return false;
    await forgetRebuild(tx, shopId);
    if (isSame(shown, windows)) return true;
    await keepOldCredit(tx, shopId, await deps.creditableSince(tx, shopId));
    const startedAt = deps.systemClock.now();
    await tx.attributionRebuild.create({ data: { shopId, ...windows, startedAt } });
    await wake(tx, shopId, 'credit-anew', startedAt);
    return true;
  });
}

const isSame = (one: CreditWindows, other: CreditWindows): boolean =>
  one.clickDays === other.clickDays && one.openDays === other.openDays;

async function forgetRebuild(tx: Db, shopId: string): Promise<void> {
  await tx.attributionRebuild.deleteMany({ where: { shopId } });
  await tx.attributionDraft.deleteMany({ where: { shopId } });
}

/** Credit whose clicks are let go of cannot be worked out any more: it is taken over as it is. */
const keepOldCredit = (tx: Db, shopId: string, since: Date): Promise<number> =>
  tx.$executeRaw`
    INSERT INTO attribution_drafts ("shopId", "orderId", "model", "messageId", "profileId", "touchKind", "touchedAt", "orderedAt", "revenueMinor", "currency")
    SELECT "shopId", "orderId", "model", "messageId", "profileId", "touchKind", "touchedAt", "orderedAt", "revenueMinor", "currency"
    FROM attributions WHERE "shopId" = ${shopId}::uuid AND "orderedAt" < ${since}`;

/** Goes on with a rebuild, some people at a time, and exchanges what is shown at its end. Returns when there is more, or null. */
export async function creditAnew(deps: CreditAnewDeps, shopId: string): Promise<Date | null> {
  const since = await deps.creditableSince(deps.db.prisma, shopId);
  for (let batch = 0; batch < BATCHES_A_TURN; batch += 1) {
    const outcome = await deps.db.transaction((tx) => creditSome(tx, shopId, since));
    if (outcome === 'nothing') return null;
    if (outcome === 'through')
      await deps.db.transaction((tx) => exchange(deps, tx, shopId), { timeoutMs: SWAP_TIMEOUT_MS });
  }
  return nextCreditAt(deps.db.prisma, shopId);
}

/** When a rebuild is to go on: now, where there is one. By the machine's time. */
export async function nextCreditAt(db: Db, shopId: string): Promise<Date | null> {
  return (await db.attributionRebuild.findUnique({ where: { shopId } }))?.startedAt ?? null;
}

/**
 * People are held before credit, as everywhere, so that nobody credits them by what was true before; where the rebuild has gone on meanwhile, by another
 * worker or by other windows, nothing is done.
 */
async function creditSome(tx: Db, shopId: string, since: Date): Promise<'more' | 'through' | 'nothing'> {
  const rebuild = await tx.attributionRebuild.findUnique({ where: { shopId } });
  if (!rebuild) return 'nothing';
  const people = await buyersAfter(tx, shopId, rebuild.cursor);
  const last = people.at(-1);
  if (last === undefined) return 'through';
  await holdProfiles(tx, shopId, people);
  await holdCredit(tx, shopId);
  const { clickDays, openDays, cursor, startedAt } = rebuild;
  const { count } = await tx.attributionRebuild.updateMany({
    where: { shopId, clickDays, openDays, cursor, startedAt },
    data: { cursor: last, done: { increment: people.length } },
  });
  if (!count) return 'more';
  for (const profileId of people) await creditPerson(tx, 'drafts', rebuild, { shopId, profileId, since });
  return 'more';
}

async function buyersAfter(db: Db, shopId: string, cursor: string | null): Promise<string[]> {
  const rows = await db.$queryRaw<{ profileId: string }[]>`
    SELECT DISTINCT o."profileId"::text FROM orders o
    WHERE o."shopId" = ${shopId}::uuid AND (${cursor}::uuid IS NULL OR o."profileId" > ${cursor}::uuid)
    ORDER BY 1 LIMIT ${PEOPLE_AT_ONCE}`;
  return rows.map(({ profileId }) => profileId);
}

/** What was found takes the place of what is shown, at once for all who look. */
async function exchange({ clock }: Pick<CreditAnewDeps, 'clock'>, tx: Db, shopId: string): Promise<void> {
  await holdCreditAlone(tx, shopId);
  const rebuild = await tx.attributionRebuild.findUnique({ where: { shopId } });
  // Asked for anew meanwhile, or another worker was quicker.
  if (!rebuild || (await buyersAfter(tx, shopId, rebuild.cursor)).length) return;
  await tx.attribution.deleteMany({ where: { shopId } });
  await tx.$executeRaw`
    INSERT INTO attributions ("shopId", "orderId", "model", "messageId", "profileId", "touchKind", "touchedAt", "orderedAt", "revenueMinor", "currency")
    SELECT "shopId", "orderId", "model", "messageId", "profileId", "touchKind", "touchedAt", "orderedAt", "revenueMinor", "currency"
    FROM attribution_drafts WHERE "shopId" = ${shopId}::uuid`;
  const windows = { clickDays: rebuild.clickDays, openDays: rebuild.openDays, changedAt: clock.now() };
  await tx.attributionSettings.upsert({ where: { shopId }, create: { shopId, ...windows }, update: windows });
  await forgetRebuild(tx, shopId);
}
