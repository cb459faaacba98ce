import { Prisma } from '@prisma/client';
import { addMs, minutes, type Clock } from '~/platform/clock/clock';
import type { Database, Db } from '~/platform/db/db.server';
import { loadPersonsMails } from './load-persons-mails.server';
import { followedUp } from './mail-feedback';

const EVERY_MINUTES = 1_440;
const DAY_MS = 86_400_000;
/** A mail's clicks come within days, and orders up to five days after each: older days stay as they were counted last. */
const COUNTED_DAYS = 14;
/** People whose mails are looked at together. */
const PEOPLE_AT_ONCE = 500;

interface Count {
  day: Date;
  strategy: string;
  place: number;
  shown: number;
  clicked: number;
  bought: number;
}

/**
 * Counts what came of the products that mails showed, anew for each of the last days, and puts that in place of what was counted before: so it does
 * not matter when and how often clicks and orders are told. A day is that of the mail, in UTC. Returns when to come again.
 */
export async function countMailFeedback({ db, clock }: { db: Database; clock: Clock }, shopId: string): Promise<Date> {
  const now = clock.now();
  const since = addMs(dayOf(now), -(COUNTED_DAYS - 1) * DAY_MS);
  const counts = await countShown(db.prisma, shopId, since);
  const clickers = await whoClicked(db.prisma, shopId, since);
  for (let from = 0; from < clickers.length; from += PEOPLE_AT_ONCE)
    await addFollowUps(db.prisma, shopId, { since, counts, profileIds: clickers.slice(from, from + PEOPLE_AT_ONCE) });
  await db.transaction((tx) => replaceDays(tx, shopId, since, [...counts.values()]));
  return addMs(now, minutes(EVERY_MINUTES));
}

const dayOf = (at: Date): Date => new Date(Math.floor(at.getTime() / DAY_MS) * DAY_MS);
const nameOf = ({ day, strategy, place }: Pick<Count, 'day' | 'strategy' | 'place'>): string =>
  JSON.stringify([day.getTime(), strategy, place]);

/** Mails of before it was kept what spoke for a product above all are counted by the reason alone. */
const STRATEGY = Prisma.sql`coalesce(r."each"->>'strategy', r."each"->'reason'->>'kind')`;

const recommendedSince = (shopId: string, since: Date): Prisma.Sql => Prisma.sql`
  m."shopId" = ${shopId}::uuid AND m."state" = 'accepted' AND m."recommendations" IS NOT NULL AND m."sentAt" >= ${since}`;

async function countShown(db: Db, shopId: string, since: Date): Promise<Map<string, Count>> {
  const rows = await db.$queryRaw<Pick<Count, 'day' | 'strategy' | 'place' | 'shown'>[]>`
    SELECT date_trunc('day', m."sentAt") AS "day", ${STRATEGY} AS "strategy", r."place"::int, count(*)::int AS "shown"
    FROM messages m, jsonb_array_elements(m."recommendations") WITH ORDINALITY r("each", "place")
    WHERE ${recommendedSince(shopId, since)} GROUP BY 1, 2, 3`;
  return new Map(rows.map((row) => [nameOf(row), { ...row, clicked: 0, bought: 0 }]));
}

async function whoClicked(db: Db, shopId: string, since: Date): Promise<string[]> {
  const rows = await db.$queryRaw<{ profileId: string }[]>`
    SELECT DISTINCT m."profileId"::text FROM messages m
    WHERE ${recommendedSince(shopId, since)} AND m."clickedAt" IS NOT NULL ORDER BY 1`;
  return rows.map(({ profileId }) => profileId);
}

interface Some {
  since: Date;
  counts: Map<string, Count>;
  profileIds: string[];
}

async function addFollowUps(db: Db, shopId: string, some: Some): Promise<void> {
  const people = await loadPersonsMails(db, shopId, some);
  const productIds = new Set(
    people.flatMap(({ mails }) => mails.flatMap(({ shown }) => shown.map((each) => each.productId))),
  );
  const products = await db.product.findMany({
    where: { shopId, id: { in: [...productIds] } },
    select: { id: true, handle: true },
  });
  const handleOf = new Map(products.map(({ id, handle }) => [id, handle]));
  for (const person of people)
    for (const { sentAt, isBought, ...where } of followedUp(person, handleOf)) {
      const count = some.counts.get(nameOf({ ...where, day: dayOf(sentAt) }));
      if (!count) continue; // sent since the mails were counted: the next night has it
      count.clicked += 1;
      if (isBought) count.bought += 1;
    }
}

async function replaceDays(tx: Db, shopId: string, since: Date, counts: Count[]): Promise<void> {
  await tx.recommendationFeedback.deleteMany({ where: { shopId, surface: 'email', day: { gte: since } } });
  await tx.recommendationFeedback.createMany({ data: counts.map((each) => ({ ...each, shopId, surface: 'email' })) });
}
