import type { Shop } from '@prisma/client';
import { flowNames } from '~/decisions/flows/flow-names.server';
import type { Db } from '~/platform/db/db.server';

/** A flow or a campaign, and what its mails are credited with. Money in minor units of the shop's currency. */
export interface Earner {
  name: string;
  url: string;
  revenueMinor: number;
  orders: number;
}

const SHOWN = 3;

interface Credited {
  flowKey: string | null;
  campaignId: string | null;
  revenueMinor: number;
  orders: number;
}

/** What earned the most since then, the most first. */
export async function earnersSince(db: Db, shop: Pick<Shop, 'id' | 'currency'>, since: Date): Promise<Earner[]> {
  const credited = await creditedSince(db, shop, since);
  const names = await namesOf(db, shop.id, credited);
  return credited.map(({ flowKey, campaignId, revenueMinor, orders }) => {
    const key = flowKey ?? campaignId ?? '';
    const url = flowKey ? `/app/flows/${flowKey}` : `/app/campaigns/${key}`;
    return { name: names.get(key) ?? key, url, revenueMinor, orders };
  });
}

const creditedSince = (db: Db, { id, currency }: Pick<Shop, 'id' | 'currency'>, since: Date): Promise<Credited[]> =>
  db.$queryRaw<Credited[]>`
    SELECT m."flowKey", CASE WHEN m."sourceKind" = 'campaign' THEN m."sourceId"::text END AS "campaignId",
      sum(a."revenueMinor")::float8 AS "revenueMinor", count(*)::int AS "orders"
    FROM attributions a JOIN messages m ON m."shopId" = a."shopId" AND m."id" = a."messageId"
    WHERE a."shopId" = ${id}::uuid AND a."model" = 'last-touch' AND a."currency" = ${currency} AND a."orderedAt" >= ${since}::timestamptz
      AND (m."flowKey" IS NOT NULL OR m."sourceKind" = 'campaign')
    GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT ${SHOWN}`;

async function namesOf(db: Db, shopId: string, credited: readonly Credited[]): Promise<ReadonlyMap<string, string>> {
  const ids = credited.flatMap(({ campaignId }) => campaignId ?? []);
  const campaigns = await db.campaign.findMany({
    where: { shopId, id: { in: ids } },
    select: { id: true, name: true },
  });
  return new Map([...(await flowNames(db, shopId)), ...campaigns.map(({ id, name }) => [id, name] as const)]);
}
