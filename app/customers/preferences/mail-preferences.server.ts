import type { SystemClock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import { NO_PREFERENCES, type Preferences } from './preferences';

/** What the owner of an address chose; nothing in particular where they never did. */
export async function loadPreferences(db: Db, shopId: string, addressId: string): Promise<Preferences> {
  return (await preferencesOf(db, shopId, [addressId])).get(addressId) ?? NO_PREFERENCES;
}

/** The same of many addresses, by their ids: of those that are not among the answers nothing in particular is wanted. */
export async function preferencesOf(
  db: Db,
  shopId: string,
  addressIds: readonly string[],
): Promise<Map<string, Preferences>> {
  const rows = await db.$queryRaw<(Preferences & { addressId: string })[]>`
    SELECT p."addressId", p."topicsOff", p."minutesBetween", p."pausedUntil", p."locale" FROM mail_preferences p
    WHERE p."shopId" = ${shopId}::uuid AND p."addressId" = ANY(${[...addressIds]}::uuid[])`;
  return new Map(rows.map(({ addressId, ...preferences }) => [addressId, preferences]));
}

/** Keeps what the owner of an address chose, in place of what they chose before. */
export async function savePreferences(
  { systemClock }: { systemClock: SystemClock },
  db: Db,
  shopId: string,
  addressId: string,
  preferences: Preferences,
): Promise<void> {
  const row = { ...preferences, updatedAt: systemClock.now() };
  const key = { shopId, addressId };
  await db.mailPreference.upsert({
    where: { shopId_addressId: key },
    create: { ...key, ...row },
    update: row,
  });
}
