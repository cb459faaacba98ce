import type { Shop } from '@prisma/client';
import type { Db } from '~/platform/db/db.server';

/** What became of a campaign's mails. Money in minor units of the shop's currency. */
export interface CampaignFigures {
  /** Everybody it was planned for. */
  people: number;
  waiting: number;
  sent: number;
  delivered: number;
  opened: number;
  clicked: number;
  bounced: number;
  complained: number;
  unsubscribed: number;
  orders: number;
  revenueMinor: number;
}

type Counted = Omit<CampaignFigures, 'orders' | 'revenueMinor'>;

/** Of some campaigns, by their ids; of one without mails nothing. */
export async function figuresOf(
  db: Db,
  { id: shopId, currency }: Pick<Shop, 'id' | 'currency'>,
  ids: readonly string[],
): Promise<Map<string, CampaignFigures>> {
  const [mails, orders] = await Promise.all([countMails(db, shopId, ids), countOrders(db, shopId, currency, ids)]);
  return new Map(
    mails.map(({ id, ...counted }) => {
      const credited = orders.find((each) => each.id === id);
      const { orders: count = 0, revenueMinor = 0 } = credited ?? {};
      return [id, { ...counted, orders: count, revenueMinor }];
    }),
  );
}

const countMails = (db: Db, shopId: string, ids: readonly string[]): Promise<(Counted & { id: string })[]> =>
  db.$queryRaw`
    SELECT m."sourceId"::text AS "id", count(*)::int AS "people",
      count(*) FILTER (WHERE m."state" IN ('planned', 'claimed', 'requested', 'unknown'))::int AS "waiting",
      count(*) FILTER (WHERE m."state" = 'accepted')::int AS "sent", count(m."deliveredAt")::int AS "delivered",
      count(m."openedAt")::int AS "opened", count(m."clickedAt")::int AS "clicked",
      count(m."bounce")::int AS "bounced", count(m."complainedAt")::int AS "complained",
      count(m."unsubscribedAt")::int AS "unsubscribed"
    FROM messages m WHERE m."shopId" = ${shopId}::uuid AND m."sourceKind" = 'campaign' AND m."sourceId" = ANY(${[...ids]}::uuid[])
    GROUP BY 1`;

const countOrders = (
  db: Db,
  shopId: string,
  currency: string,
  ids: readonly string[],
): Promise<{ id: string; orders: number; revenueMinor: number }[]> =>
  db.$queryRaw`
    SELECT m."sourceId"::text AS "id", count(*)::int AS "orders",
      COALESCE(sum(a."revenueMinor") FILTER (WHERE a."currency" = ${currency}), 0)::float8 AS "revenueMinor"
    FROM attributions a JOIN messages m ON m."shopId" = a."shopId" AND m."id" = a."messageId"
    WHERE a."shopId" = ${shopId}::uuid AND a."model" = 'last-touch' AND m."sourceKind" = 'campaign' AND m."sourceId" = ANY(${[...ids]}::uuid[])
    GROUP BY 1`;

/** Why mails of a campaign did not go, by the code of their reason, the most frequent first. */
export const skippedOf = (db: Db, shopId: string, id: string): Promise<{ code: string; people: number }[]> =>
  db.$queryRaw`
    SELECT m."reason" ->> 'code' AS "code", count(*)::int AS "people" FROM messages m
    WHERE m."shopId" = ${shopId}::uuid AND m."sourceKind" = 'campaign' AND m."sourceId" = ${id}::uuid
      AND m."state" IN ('skipped', 'rejected') AND m."reason" ->> 'code' IS NOT NULL
    GROUP BY 1 ORDER BY 2 DESC, 1`;
