import { Prisma } from '@prisma/client';
import type { Db } from '~/platform/db/db.server';
import { addMs } from '~/platform/clock/clock';
import { beginningEvents } from '../language/trigger';
import type { NewsTerms, ReplayTerms } from './scene';

const DAY_MS = 86_400_000;

/**
 * Whom a flow could have begun for: those to whom its events happened; of news of products, those who had to do with them; of a day, everybody. Who did not
 * is left out, who did not quite is found out one by one.
 */
function isCandidate(shopId: string, all: readonly ReplayTerms[]): Prisma.Sql {
  const person = Prisma.sql`p."shopId" = ${shopId}::uuid AND p."mergedIntoId" IS NULL AND p."erasedAt" IS NULL`;
  if (all.some(({ days }) => days !== null)) return person;
  const types = all.flatMap(({ definition }) => beginningEvents(definition).map(({ event }) => event));
  const from = new Date(Math.min(...all.map((each) => each.from)));
  const until = new Date(Math.max(...all.map((each) => each.until)));
  const ways = [
    // What happened a day before may become known within the window.
    ...(types.length > 0 ? [hadEvent([...new Set(types)], addMs(from, -DAY_MS), until)] : []),
    ...all.flatMap(({ news }) => (news && news.items.size > 0 ? [hadToDoWith(news, from, until)] : [])),
  ];
  return ways.length > 0 ? Prisma.sql`${person} AND (${Prisma.join(ways, ' OR ')})` : Prisma.sql`false`;
}

const hadEvent = (types: readonly string[], from: Date, until: Date, more = Prisma.empty): Prisma.Sql => Prisma.sql`
  EXISTS (SELECT FROM events e WHERE e."shopId" = p."shopId" AND e."profileId" = p."id"
    AND e."occurredAt" >= ${from}::timestamptz AND e."occurredAt" <= ${until}::timestamptz
    AND e."type" = ANY(${[...types]}::text[]) ${more})`;

function hadToDoWith({ trigger, items, variants }: NewsTerms, from: Date, until: Date): Prisma.Sql {
  const since = addMs(from, -trigger.withinDays * DAY_MS);
  switch (trigger.whom) {
    case 'viewed':
      return hadEvent(
        ['product_viewed'],
        since,
        until,
        Prisma.sql`AND e."properties"->>'productId' = ANY(${[...items.keys()]})`,
      );
    case 'in-cart':
      return Prisma.sql`EXISTS (SELECT FROM carts k WHERE k."shopId" = p."shopId" AND k."profileId" = p."id"
        AND k."linesChangedAt" >= ${since}::timestamptz AND k."createdAt" <= ${until}::timestamptz)`;
    case 'asked':
      return Prisma.sql`EXISTS (SELECT FROM addresses a JOIN product_requests r ON r."shopId" = a."shopId" AND r."addressId" = a."id"
        WHERE a."shopId" = p."shopId" AND a."profileId" = p."id" AND r."variantId" = ANY(${[...variants.keys()]}) AND r."askedAt" <= ${until}::timestamptz)`;
  }
}

/** Some of those for whom a flow could have begun, in an order that stays, after one of them. */
export async function nextCandidates(
  db: Db,
  shopId: string,
  terms: readonly ReplayTerms[],
  { after, most }: { after: string | null; most: number },
): Promise<string[]> {
  const beyond = after === null ? Prisma.empty : Prisma.sql`AND p."id" > ${after}::uuid`;
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT p."id"::text AS "id" FROM profiles p WHERE ${isCandidate(shopId, terms)} ${beyond} ORDER BY p."id" LIMIT ${most}`;
  return rows.map(({ id }) => id);
}

export async function countCandidates(db: Db, shopId: string, terms: readonly ReplayTerms[]): Promise<number> {
  const rows = await db.$queryRaw<{ people: number }[]>`
    SELECT count(*)::int AS "people" FROM profiles p WHERE ${isCandidate(shopId, terms)}`;
  return rows[0]?.people ?? 0;
}
