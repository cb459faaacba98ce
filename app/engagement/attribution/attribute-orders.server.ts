import { addMs } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import { holdCredit, windowsInUse } from './credit-windows.server';
import { creditsOf, type KindOfTouch } from './credits';
import { storeCredit, type CreditedOrder, type CreditTable } from './store-credit.server';
import { LONGEST_WINDOW_DAYS, type CreditWindows } from './windows';

const DAY_MS = 86_400_000;

/**
 * Credits the person's orders since an instant anew. Called when an order comes and when it is known who clicked, so that it does not matter which of
 * them is told first; a cancelled order and one whose click turned out to be too old, or a machine's, lose their credit. While all is credited
 * anew by other windows, by those as well.
 */
export async function attributeOrders(db: Db, shopId: string, profileId: string, since: Date): Promise<void> {
  await holdCredit(db, shopId);
  const { shown, coming } = await windowsInUse(db, shopId);
  await creditPerson(db, 'attributions', shown, { shopId, profileId, since });
  if (coming) await creditPerson(db, 'drafts', coming, { shopId, profileId, since });
}

interface Whose {
  shopId: string;
  profileId: string;
  since: Date;
}

/** Credits one person's orders into a table, by given windows. */
export async function creditPerson(
  db: Db,
  table: CreditTable,
  windows: CreditWindows,
  { shopId, profileId, since }: Whose,
): Promise<void> {
  // By hand, as are others that each report asks: what Prisma adds to a statement takes longer than the statement.
  const orders = await db.$queryRaw<CreditedOrder['order'][]>`
    SELECT "shopId"::text, "id", "profileId"::text, "placedAt", "cancelledAt", "isTest", "totalMinor", "refundedMinor", "currency" FROM orders
    WHERE "shopId" = ${shopId}::uuid AND "profileId" = ${profileId}::uuid AND "placedAt" >= ${since}`;
  if (!orders.length) return;
  const touches = await touchesOf(db, { shopId, profileId, since: addMs(since, -LONGEST_WINDOW_DAYS * DAY_MS) });
  const credited = orders.map((order): CreditedOrder => {
    const earnsNothing = order.cancelledAt !== null || order.isTest;
    return { order, credits: earnsNothing ? null : creditsOf(touches, order.placedAt, windows) };
  });
  await storeCredit(db, table, shopId, credited);
}

async function touchesOf(db: Db, { shopId, profileId, since }: Whose): Promise<KindOfTouch[]> {
  return db.$queryRaw<KindOfTouch[]>`
    SELECT CASE "type" WHEN 'email_clicked' THEN 'click' ELSE 'open' END AS "kind", "occurredAt" AS "at",
      "properties" ->> 'messageId' AS "messageId" FROM events
    WHERE "shopId" = ${shopId}::uuid AND "profileId" = ${profileId}::uuid AND "type" IN ('email_clicked', 'email_opened')
      AND "occurredAt" >= ${since}`;
}
