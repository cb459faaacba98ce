import { Prisma } from '@prisma/client';
import type { Db } from '~/platform/db/db.server';
import { NOTHING, type DayFigures } from './day';

interface Asked {
  shop: { id: string; timezone: string; currency: string };
  /** The first day, and the first that is not meant any more. */
  from: string;
  until: string;
}

interface Counted {
  remoteId: string;
  day: string;
  what: keyof DayFigures;
  amount: number;
}

/** By an activity's remote id, then by day. */
export type FiguresByDay = Map<string, Map<string, DayFigures>>;

/** What came of each flow and campaign on each of some days of the shop's: counted on the day on which it happened, whenever the mail had left. */
export async function figuresByDay(db: Db, asked: Asked): Promise<FiguresByDay> {
  const counted = [
    ...(await ofMails(db, asked)),
    ...(await ofEvents(db, asked)),
    ...(await ofRevocations(db, asked)),
    ...(await ofOrders(db, asked)),
  ];
  const figures: FiguresByDay = new Map();
  for (const { remoteId, day, what, amount } of counted) {
    const days = figures.get(remoteId) ?? new Map<string, DayFigures>();
    days.set(day, { ...(days.get(day) ?? NOTHING), [what]: amount });
    figures.set(remoteId, days);
  }
  return figures;
}

/** Mails of neither, such as those that confirm an address, are told of nowhere. */
const REMOTE_ID = Prisma.sql`CASE WHEN m."flowKey" IS NOT NULL THEN 'flow:' || m."flowKey"
  WHEN m."sourceKind" = 'campaign' THEN 'campaign:' || m."sourceId"::text END`;
const OF_AN_ACTIVITY = Prisma.sql`(m."flowKey" IS NOT NULL OR m."sourceKind" = 'campaign')`;

const dayOf = (at: Prisma.Sql, { shop }: Asked): Prisma.Sql =>
  Prisma.sql`(${at} AT TIME ZONE ${shop.timezone})::date::text`;

const isMeant = (at: Prisma.Sql, { shop, from, until }: Asked): Prisma.Sql => Prisma.sql`
  ${at} >= (${from}::date::timestamp AT TIME ZONE ${shop.timezone}) AND ${at} < (${until}::date::timestamp AT TIME ZONE ${shop.timezone})`;

const AT = Prisma.sql`k."at"`;

const ofMails = (db: Db, asked: Asked): Promise<Counted[]> => db.$queryRaw`
  SELECT ${REMOTE_ID} AS "remoteId", ${dayOf(AT, asked)} AS "day", k."what", count(*)::int AS "amount"
  FROM messages m CROSS JOIN LATERAL (VALUES
    ('sent', CASE WHEN m."state" = 'accepted' THEN m."sentAt" END), ('delivered', m."deliveredAt"), ('openers', m."openedAt"),
    ('clickers', m."clickedAt"), ('bounced', m."bouncedAt"), ('complained', m."complainedAt")) AS k("what", "at")
  WHERE m."shopId" = ${asked.shop.id}::uuid AND ${OF_AN_ACTIVITY} AND ${isMeant(AT, asked)} GROUP BY 1, 2, 3`;

const HAPPENED = Prisma.sql`e."occurredAt"`;

const ofEvents = (db: Db, asked: Asked): Promise<Counted[]> => db.$queryRaw`
  SELECT ${REMOTE_ID} AS "remoteId", ${dayOf(HAPPENED, asked)} AS "day",
    CASE e."type" WHEN 'email_opened' THEN 'opens' ELSE 'clicks' END AS "what", count(*)::int AS "amount"
  FROM events e JOIN messages m ON m."shopId" = e."shopId" AND m."id" = (e."properties"->>'messageId')::uuid
  WHERE e."shopId" = ${asked.shop.id}::uuid AND e."type" IN ('email_opened', 'email_clicked') AND ${OF_AN_ACTIVITY}
    AND ${isMeant(HAPPENED, asked)} GROUP BY 1, 2, 3`;

const SAID = Prisma.sql`c."occurredAt"`;

/** A no that names the mail it came by, said by whoever got it: complaints and what came back stand by themselves. */
const ofRevocations = (db: Db, asked: Asked): Promise<Counted[]> => db.$queryRaw`
  SELECT ${REMOTE_ID} AS "remoteId", ${dayOf(SAID, asked)} AS "day", 'unsubscribed' AS "what", count(DISTINCT m."id")::int AS "amount"
  FROM consent_entries c JOIN messages m ON m."shopId" = c."shopId" AND m."id"::text = c."evidence"->>'message'
  WHERE c."shopId" = ${asked.shop.id}::uuid AND c."purpose" = 'marketing' AND c."state" = 'withdrawn'
    AND COALESCE(c."evidence"->>'why', 'unsubscribed') = 'unsubscribed' AND ${OF_AN_ACTIVITY} AND ${isMeant(SAID, asked)} GROUP BY 1, 2`;

const ORDERED = Prisma.sql`a."orderedAt"`;

/** As Kindred credits orders: each to one mail. Sales in the shop's currency alone. */
const ofOrders = (db: Db, asked: Asked): Promise<Counted[]> => db.$queryRaw`
  SELECT o."remoteId", o."day", k."what", k."amount" FROM (
    SELECT ${REMOTE_ID} AS "remoteId", ${dayOf(ORDERED, asked)} AS "day", count(*)::float8 AS "orders",
      round(COALESCE(sum(a."revenueMinor") FILTER (WHERE a."currency" = ${asked.shop.currency}), 0))::float8 AS "minor"
    FROM attributions a JOIN messages m ON m."shopId" = a."shopId" AND m."id" = a."messageId"
    WHERE a."shopId" = ${asked.shop.id}::uuid AND a."model" = 'last-touch' AND ${OF_AN_ACTIVITY} AND ${isMeant(ORDERED, asked)}
    GROUP BY 1, 2) o CROSS JOIN LATERAL (VALUES ('orders', o."orders"), ('salesMinor', o."minor")) AS k("what", "amount")`;
