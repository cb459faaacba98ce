import { Prisma, type Shop } from '@prisma/client';
import { IS_A_PERSON } from '~/customers/rules/sql/compile.server';
import { addMs, minutes } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';

/** What came of some people within some days. Money in minor units of the shop's currency, less what came back; orders in others count without it. */
export interface Figures {
  /** As they are now. */
  people: number;
  orders: number;
  /** Of those in the shop's currency. */
  ordersWithMoney: number;
  revenueMinor: number;
  /** People who ordered. */
  buyers: number;
  mails: number;
  opened: number;
  clicked: number;
  /** People who unsubscribed and did not come back. */
  withdrawn: number;
}

export const PERIODS = [30, 90] as const;
export type Period = (typeof PERIODS)[number];
export const LIST_DAYS = 90;

/** What came of those who are in a segment now, and of everybody. */
export type Results = Record<Period, { own: Figures; everybody: Figures }>;

type Row = Figures & { isIn: boolean };
type Asked = Pick<Shop, 'id' | 'currency'>;

const daysBefore = (now: Date, days: number): Date => addMs(now, -minutes(days * 1_440));

export async function resultsOf(db: Db, shop: Asked, segmentId: string, now: Date): Promise<Results> {
  const both = async (days: Period) =>
    summed(await figures(db, shop, segmentId, { since: daysBefore(now, days), now }));
  return { 30: await both(30), 90: await both(90) };
}

function summed(rows: readonly Row[]): Results[Period] {
  const own = rows.find(({ isIn }) => isIn) ?? NOTHING;
  const others = rows.find(({ isIn }) => !isIn) ?? NOTHING;
  const keys = Object.keys(NOTHING) as (keyof Figures)[];
  const pick = (of: (key: keyof Figures) => number) => Object.fromEntries(keys.map((key) => [key, of(key)]));
  return {
    own: pick((key) => own[key]) as unknown as Figures,
    everybody: pick((key) => own[key] + others[key]) as unknown as Figures,
  };
}

const NOTHING: Figures = {
  ...{ people: 0, orders: 0, ordersWithMoney: 0, revenueMinor: 0, buyers: 0 },
  ...{ mails: 0, opened: 0, clicked: 0, withdrawn: 0 },
};

interface Span {
  since: Date;
  now: Date;
}

/** Each person's orders within a span. Tests and cancelled ones are left out. */
const ordersOf = ({ id, currency }: Asked, { since, now }: Span): Prisma.Sql => Prisma.sql`
  SELECT o."profileId", count(*) AS "orders", count(*) FILTER (WHERE o."currency" = ${currency}) AS "ordersWithMoney",
    COALESCE(sum(o."totalMinor" - o."refundedMinor") FILTER (WHERE o."currency" = ${currency}), 0) AS "revenueMinor"
  FROM orders o WHERE o."shopId" = ${id}::uuid AND o."placedAt" > ${since} AND o."placedAt" <= ${now} AND NOT o."isTest" AND o."cancelledAt" IS NULL
  GROUP BY 1`;

/** What came of the mails that were sent within a span, by person. */
const mailsOf = ({ id }: Asked, { since, now }: Span): Prisma.Sql => Prisma.sql`
  SELECT m."profileId", count(*) AS "mails", count(m."openedAt") AS "opened", count(m."clickedAt") AS "clicked"
  FROM messages m WHERE m."shopId" = ${id}::uuid AND m."sentAt" > ${since} AND m."sentAt" <= ${now} GROUP BY 1`;

/** One row for those who are in it, one for all others. */
const figures = (db: Db, shop: Asked, segmentId: string, span: Span): Promise<Row[]> =>
  db.$queryRaw`
    WITH bought AS MATERIALIZED (${ordersOf(shop, span)}), mailed AS MATERIALIZED (${mailsOf(shop, span)})
    SELECT (who."profileId" IS NOT NULL) AS "isIn", count(*)::int AS "people", COALESCE(sum(bought."orders"), 0)::int AS "orders",
      COALESCE(sum(bought."ordersWithMoney"), 0)::int AS "ordersWithMoney", COALESCE(sum(bought."revenueMinor"), 0)::float8 AS "revenueMinor",
      count(bought."profileId")::int AS "buyers", COALESCE(sum(mailed."mails"), 0)::int AS "mails",
      COALESCE(sum(mailed."opened"), 0)::int AS "opened", COALESCE(sum(mailed."clicked"), 0)::int AS "clicked",
      count(gone."addressId")::int AS "withdrawn"
    FROM profiles p
    LEFT JOIN segment_members who ON who."shopId" = p."shopId" AND who."segmentId" = ${segmentId}::uuid AND who."profileId" = p."id"
    LEFT JOIN bought ON bought."profileId" = p."id" LEFT JOIN mailed ON mailed."profileId" = p."id"
    LEFT JOIN consent_states gone ON gone."shopId" = p."shopId" AND gone."addressId" = p."primaryAddressId" AND gone."purpose" = 'marketing'
      AND gone."state" = 'withdrawn' AND gone."since" > ${span.since} AND gone."since" <= ${span.now}
    WHERE p."shopId" = ${shop.id}::uuid AND ${IS_A_PERSON} GROUP BY 1`;

/** What those who are in each segment now spent within 90 days, by the segment’s id; one whose people spent nothing is left out. */
export async function revenueBySegment(db: Db, shop: Asked, now: Date): Promise<Map<string, number>> {
  const span = { since: daysBefore(now, LIST_DAYS), now };
  const rows = await db.$queryRaw<{ segmentId: string; revenueMinor: number }[]>`
    WITH bought AS MATERIALIZED (${ordersOf(shop, span)})
    SELECT m."segmentId"::text AS "segmentId", sum(bought."revenueMinor")::float8 AS "revenueMinor"
    FROM segment_members m JOIN bought ON bought."profileId" = m."profileId" WHERE m."shopId" = ${shop.id}::uuid GROUP BY 1`;
  return new Map(rows.map(({ segmentId, revenueMinor }) => [segmentId, revenueMinor]));
}
