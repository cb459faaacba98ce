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

type Key = keyof Figures;
/** Figures of each period: `orders30`, `orders90`. */
type Row = { isIn: boolean } & Record<`${Key}${Period}`, number>;
type Asked = Pick<Shop, 'id' | 'currency'>;

const daysBefore = (now: Date, days: number): Date => addMs(now, -minutes(days * 1_440));

export async function resultsOf(db: Db, shop: Asked, segmentId: string, now: Date): Promise<Results> {
  const rows = await figures(db, shop, segmentId, now);
  const of = (period: Period): Results[Period] => ({
    own: summed(
      rows.filter(({ isIn }) => isIn),
      period,
    ),
    everybody: summed(rows, period),
  });
  return { 30: of(30), 90: of(90) };
}

function summed(rows: readonly Row[], period: Period): Figures {
  const sum = (key: Key): number => rows.reduce((total, row) => total + row[`${key}${period}`], 0);
  return {
    ...{ people: sum('people'), orders: sum('orders'), ordersWithMoney: sum('ordersWithMoney') },
    ...{ revenueMinor: sum('revenueMinor'), buyers: sum('buyers'), mails: sum('mails') },
    ...{ opened: sum('opened'), clicked: sum('clicked'), withdrawn: sum('withdrawn') },
  };
}

interface Span {
  since: Date;
  now: Date;
}

/** Orders within a span. Tests and cancelled ones are left out. */
const ordersIn = (
  { id }: Asked,
  { since, now }: Span,
): Prisma.Sql => Prisma.sql`FROM orders o WHERE o."shopId" = ${id}::uuid
  AND o."placedAt" > ${since} AND o."placedAt" <= ${now} AND NOT o."isTest" AND o."cancelledAt" IS NULL`;

/** Columns for each period, with the number of its days at the end of their names, joined by commas. */
const forPeriods = (now: Date, columns: (since: Date, name: (key: string) => Prisma.Sql) => Prisma.Sql): Prisma.Sql =>
  Prisma.join(PERIODS.map((days) => columns(daysBefore(now, days), (key) => Prisma.raw(`"${key}${days}"`))));

/** Each person's orders and mails, of both periods in one walk. */
const perPerson = (shop: Asked, now: Date): { bought: Prisma.Sql; mailed: Prisma.Sql } => {
  const span = { since: daysBefore(now, Math.max(...PERIODS)), now };
  const orders = forPeriods(
    now,
    (since, name) => Prisma.sql`count(*) FILTER (WHERE o."placedAt" > ${since}) AS ${name('orders')},
      count(*) FILTER (WHERE o."placedAt" > ${since} AND o."currency" = ${shop.currency}) AS ${name('ordersWithMoney')},
      sum(o."totalMinor" - o."refundedMinor") FILTER (WHERE o."placedAt" > ${since} AND o."currency" = ${shop.currency}) AS ${name('revenueMinor')}`,
  );
  const mails = forPeriods(
    now,
    (since, name) => Prisma.sql`count(*) FILTER (WHERE m."sentAt" > ${since}) AS ${name('mails')},
      count(m."openedAt") FILTER (WHERE m."sentAt" > ${since}) AS ${name('opened')},
      count(m."clickedAt") FILTER (WHERE m."sentAt" > ${since}) AS ${name('clicked')}`,
  );
  return {
    bought: Prisma.sql`SELECT o."profileId", ${orders} ${ordersIn(shop, span)} GROUP BY 1`,
    mailed: Prisma.sql`SELECT m."profileId", ${mails} FROM messages m
      WHERE m."shopId" = ${shop.id}::uuid AND m."sentAt" > ${span.since} AND m."sentAt" <= ${now} GROUP BY 1`,
  };
};

/** One row for those who are in it, one for all others. */
function figures(db: Db, shop: Asked, segmentId: string, now: Date): Promise<Row[]> {
  const { bought, mailed } = perPerson(shop, now);
  const whole = (name: Prisma.Sql): Prisma.Sql => Prisma.sql`COALESCE(sum(${name}), 0)::float8 AS ${name}`;
  const columns = forPeriods(now, (since, name) => {
    const sums = ['orders', 'ordersWithMoney', 'revenueMinor', 'mails', 'opened', 'clicked'].map((key) =>
      whole(name(key)),
    );
    return Prisma.sql`count(*)::int AS ${name('people')}, ${Prisma.join(sums)},
      (count(*) FILTER (WHERE bought.${name('orders')} > 0))::int AS ${name('buyers')},
      (count(gone."addressId") FILTER (WHERE gone."since" > ${since} AND gone."since" <= ${now}))::int AS ${name('withdrawn')}`;
  });
  return db.$queryRaw`
    WITH bought AS MATERIALIZED (${bought}), mailed AS MATERIALIZED (${mailed})
    SELECT (who."profileId" IS NOT NULL) AS "isIn", ${columns}
    FROM profiles p
    LEFT JOIN segment_members who ON who."shopId" = p."shopId" AND who."segmentId" = ${segmentId}::uuid AND who."profileId" = p."id"
    LEFT JOIN bought ON bought."profileId" = p."id" LEFT JOIN mailed ON mailed."profileId" = p."id"
    LEFT JOIN consent_states gone ON gone."shopId" = p."shopId" AND gone."addressId" = p."primaryAddressId"
      AND gone."purpose" = 'marketing' AND gone."state" = 'withdrawn'
    WHERE p."shopId" = ${shop.id}::uuid AND ${IS_A_PERSON} GROUP BY 1`;
}

/** What those who are in each segment now spent within 90 days, by the segment’s id; one whose people spent nothing is left out. */
export async function revenueBySegment(db: Db, shop: Asked, now: Date): Promise<Map<string, number>> {
  const span = { since: daysBefore(now, LIST_DAYS), now };
  const rows = await db.$queryRaw<{ segmentId: string; revenueMinor: number }[]>`
    WITH bought AS MATERIALIZED (SELECT o."profileId", sum(o."totalMinor" - o."refundedMinor") AS "revenueMinor"
      ${ordersIn(shop, span)} AND o."currency" = ${shop.currency} GROUP BY 1)
    SELECT m."segmentId"::text AS "segmentId", sum(bought."revenueMinor")::float8 AS "revenueMinor"
    FROM segment_members m JOIN bought ON bought."profileId" = m."profileId" WHERE m."shopId" = ${shop.id}::uuid GROUP BY 1`;
  return new Map(rows.map(({ segmentId, revenueMinor }) => [segmentId, revenueMinor]));
}
