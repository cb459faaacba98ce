import type { SystemClock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import { NO_PREFERENCES, type Preferences } from './preferences';

/** What the owner of an address chose; nothing in particular where they never did. */
export async function loadPreferences(db: Db, shopId: string, addressId: string): Promise<Preferences> {
  const row = await db.mailPreference.findUnique({ where: { shopId_addressId: { shopId, addressId } } });
  if (!row) return NO_PREFERENCES;
  const { topicsOff, minutesBetween, pausedUntil, locale } = row;
  return { topicsOff, minutesBetween, pausedUntil, locale };
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
