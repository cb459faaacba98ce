import type { Db } from '~/platform/db/db.server';
import { usualWindows, type CreditWindows } from './windows';

/** Whoever credits orders waits here while what is shown is exchanged, until their own transaction ends; they do not wait for each other. */
export async function holdCredit(db: Db, shopId: string): Promise<void> {
  await db.$queryRaw`SELECT pg_advisory_xact_lock_shared(hashtextextended(${`credit:${shopId}`}, 0))::text`;
}

/** Waits until nobody credits orders, and keeps them waiting until the transaction ends. */
export async function holdCreditAlone(db: Db, shopId: string): Promise<void> {
  await db.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`credit:${shopId}`}, 0))::text`;
}

/** The windows by which is credited what is shown, and those of a rebuild that is under way. */
export async function windowsInUse(
  db: Db,
  shopId: string,
): Promise<{ shown: CreditWindows; coming: CreditWindows | null }> {
  const rows = await db.$queryRaw<(CreditWindows & { isComing: boolean })[]>`
    SELECT "clickDays", "openDays", false AS "isComing" FROM attribution_settings WHERE "shopId" = ${shopId}::uuid
    UNION ALL SELECT "clickDays", "openDays", true FROM attribution_rebuilds WHERE "shopId" = ${shopId}::uuid`;
  const windowsOf = (wanted: boolean): CreditWindows | null => {
    const row = rows.find(({ isComing }) => isComing === wanted);
    return row ? { clickDays: row.clickDays, openDays: row.openDays } : null;
  };
  return { shown: windowsOf(false) ?? usualWindows, coming: windowsOf(true) };
}
