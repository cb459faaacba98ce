import { Prisma } from '@prisma/client';
import type { Db } from '~/platform/db/db.server';
import { addMs } from '~/platform/clock/clock';
import { beginningEvents } from '../language/trigger';
import type { ReplayTerms } from './scene';

const DAY_MS = 86_400_000;

/** Whom a flow could have begun for: those to whom its events happened; of a day, everybody. */
function isCandidate(shopId: string, all: readonly ReplayTerms[]): Prisma.Sql {
  const person = Prisma.sql`p."shopId" = ${shopId}::uuid AND p."mergedIntoId" IS NULL AND p."erasedAt" IS NULL`;
  if (all.some(({ days }) => days !== null)) return person;
  const types = all.flatMap(({ definition }) => beginningEvents(definition).map(({ event }) => event));
  const from = new Date(Math.min(...all.map((each) => each.from)));
  const until = new Date(Math.max(...all.map((each) => each.until)));
  // What happened a day before may become known within the window.
  return Prisma.sql`${person} AND EXISTS (SELECT FROM events e WHERE e."shopId" = p."shopId" AND e."profileId" = p."id"
    AND e."occurredAt" >= ${addMs(from, -DAY_MS)}::timestamptz AND e."occurredAt" <= ${until}::timestamptz
    AND e."type" = ANY(${[...new Set(types)]}::text[]))`;
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
