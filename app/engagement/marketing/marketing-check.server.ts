import type { Shop } from '@prisma/client';
import { addMs, type Clock, type SystemClock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';

export type MarketingShop = Pick<Shop, 'id' | 'domain' | 'timezone' | 'currency' | 'installedAt' | 'scopes'>;

/** Longer than a turn takes. */
const LEASE_MS = 120_000;
const SCOPE = 'write_marketing_events';

/** Where Shopify never said what it lets us do, it is asked and says. */
export const mayTell = ({ scopes }: MarketingShop): boolean => scopes.length === 0 || scopes.includes(SCOPE);

/**
 * Takes a shop's turn; false: somebody else has it. Shopify forgets what it was told when the app goes: in a new installation all is told anew.
 */
export async function openCheck(
  { clock, systemClock }: { clock: Clock; systemClock: SystemClock },
  tx: Db,
  { id: shopId, installedAt }: MarketingShop,
): Promise<boolean> {
  const now = systemClock.now();
  await tx.$executeRaw`
    INSERT INTO marketing_checks ("shopId", "installedAt", "lookAt") VALUES (${shopId}::uuid, ${installedAt}, ${clock.now()})
    ON CONFLICT DO NOTHING`;
  const [check] = await tx.$queryRaw<{ installedAt: Date | null }[]>`
    SELECT "installedAt" FROM marketing_checks WHERE "shopId" = ${shopId}::uuid AND ("leaseUntil" IS NULL OR "leaseUntil" <= ${now}) FOR UPDATE`;
  if (!check) return false;
  const isAnew = check.installedAt?.getTime() !== installedAt?.getTime();
  if (isAnew) await tx.marketingActivity.deleteMany({ where: { shopId } });
  const data = { leaseUntil: addMs(now, LEASE_MS), installedAt, ...(isAnew ? { daysUntil: null } : {}) };
  await tx.marketingCheck.update({ where: { shopId }, data });
  return true;
}

export async function closeCheck(
  db: Db,
  shopId: string,
  found: { lookAt: Date; problem: string | null },
): Promise<void> {
  await db.marketingCheck.update({ where: { shopId }, data: { ...found, leaseUntil: null } });
}
