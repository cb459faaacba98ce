import { Prisma } from '@prisma/client';
import { abandonedCartRows, type CartWindow } from '~/capture/carts/abandoned-carts.server';
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
  nextCart: NextCart | null;
}

export interface NextCart {
  profileId: string;
  cartToken: string;
}

const DAYS = 30;
/** A cart younger than this may still be in somebody's hands. */
const ABANDONED_AFTER_MINUTES = 60;

const lastThirtyDays = (clock: Clock): CartWindow => {
  const now = clock.now();
  return { since: addMs(now, -minutes(DAYS * 1_440)), until: addMs(now, -minutes(ABANDONED_AFTER_MINUTES)) };
};

/** Each person's newest abandoned cart, and whether its person may be mailed. */
const newestCarts = (shopId: string, window: CartWindow): Prisma.Sql => Prisma.sql`
  SELECT r."token", r."profileId", r."linesChangedAt", r."valueMinor", c."addressId" IS NOT NULL AS "isMailable"
  FROM (${abandonedCartRows(shopId, window)}) r
  LEFT JOIN profiles p ON p."shopId" = ${shopId}::uuid AND p."id" = r."profileId"
  LEFT JOIN consent_states c ON c."shopId" = p."shopId" AND c."addressId" = p."primaryAddressId"
    AND c."purpose" = 'marketing' AND c."state" = 'granted'
  WHERE r."isNewest"`;

type Totals = Omit<Insight, 'days' | 'nextCart'>;

/** Looks at the carts of the last thirty days, each person's newest one: several carts of one person are one chance to win them back. */
export async function abandonedCartInsight(db: Db, clock: Clock, shopId: string): Promise<Insight> {
  const rows = await db.$queryRaw<Totals[]>`
    SELECT count(*)::int AS "people", COALESCE(sum("valueMinor"), 0) AS "valueMinor",
      (count(*) FILTER (WHERE "isMailable"))::int AS "mailablePeople",
      COALESCE(sum("valueMinor") FILTER (WHERE "isMailable"), 0) AS "mailableValueMinor"
    FROM (${newestCarts(shopId, lastThirtyDays(clock))}) newest`;
  const totals = rows[0] ?? { people: 0, valueMinor: 0, mailablePeople: 0, mailableValueMinor: 0 };
  return { days: DAYS, ...totals, nextCart: await nextCart(db, clock, shopId) };
}

/** The newest cart of somebody who may be mailed. */
export async function nextCart(db: Db, clock: Clock, shopId: string): Promise<NextCart | null> {
  const rows = await db.$queryRaw<NextCart[]>`
    SELECT "profileId"::text AS "profileId", "token" AS "cartToken"
    FROM (${newestCarts(shopId, lastThirtyDays(clock))}) newest
    WHERE "isMailable" ORDER BY "linesChangedAt" DESC, "token" LIMIT 1`;
  return rows[0] ?? null;
}
