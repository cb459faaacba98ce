import { abandonedCarts, type AbandonedCart } from '~/capture/carts/abandoned-carts.server';
import type { Clock } from '~/platform/clock/clock';
import { addMs, minutes } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';

/** What carts that were left cost, before anything is set up. Money is in minor units of the shop's currency. */
export interface Insight {
  days: number;
  people: number;
  valueMinor: number;
  /** Of these, who agreed to marketing mail. */
  mailablePeople: number;
  mailableValueMinor: number;
  /** Whose mail is shown as an example: the newest cart of somebody who may be mailed. Null where there is none. */
  nextCart: { profileId: string; cartToken: string } | null;
}

const DAYS = 30;
/** A cart younger than this may still be in somebody's hands. */
const ABANDONED_AFTER_MINUTES = 60;

/** Looks at the carts of the last thirty days, each person's newest one: several carts of one person are one chance to win them back. */
export async function abandonedCartInsight(db: Db, clock: Clock, shopId: string): Promise<Insight> {
  const now = clock.now();
  const since = addMs(now, -minutes(DAYS * 1_440));
  const until = addMs(now, -minutes(ABANDONED_AFTER_MINUTES));
  const carts = (await abandonedCarts(db, shopId, { since, until })).filter((cart) => cart.isNewest);
  const mailable = await whoMayBeMailed(db, shopId, carts);
  const theirs = carts.filter(({ profileId }) => profileId !== null && mailable.has(profileId));
  const [next] = [...theirs].sort((a, b) => b.linesChangedAt.getTime() - a.linesChangedAt.getTime());
  return {
    days: DAYS,
    people: carts.length,
    valueMinor: sumOf(carts),
    mailablePeople: theirs.length,
    mailableValueMinor: sumOf(theirs),
    nextCart: next?.profileId ? { profileId: next.profileId, cartToken: next.token } : null,
  };
}

const sumOf = (carts: AbandonedCart[]): number => carts.reduce((sum, cart) => sum + cart.valueMinor, 0);

async function whoMayBeMailed(db: Db, shopId: string, carts: AbandonedCart[]): Promise<Set<string>> {
  const profileIds = [...new Set(carts.flatMap(({ profileId }) => profileId ?? []))];
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT p."id"::text AS "id" FROM profiles p
    JOIN consent_states c ON c."shopId" = p."shopId" AND c."addressId" = p."primaryAddressId"
      AND c."purpose" = 'marketing' AND c."state" = 'granted'
    WHERE p."shopId" = ${shopId}::uuid AND p."id" = ANY(${profileIds}::uuid[])`;
  return new Set(rows.map(({ id }) => id));
}
