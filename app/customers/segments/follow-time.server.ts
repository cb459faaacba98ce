import { Prisma } from '@prisma/client';
import { addMs, earliest, minutes } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import { dayOf, startOfDay } from '../rules/days';
import { edgesOf, type Edge } from '../rules/edges';
import type { FactKey } from '../rules/facts';
import type { Moment } from '../rules/known-person';
import { compile } from '../rules/sql/compile.server';
import type { LiveSegment } from './live-segments.server';
import { timeAt } from './watches.server';

/**
 * Puts everybody on the list of whom something came to an edge since it was last looked: an event left a window, an instant became as old as a rule
 * says, a day began. Found by index, however many people there are; after a pause all that passed meanwhile is found at once.
 */
export async function followTime(
  tx: Db,
  shopId: string,
  segments: readonly LiveSegment[],
  moment: Moment,
): Promise<void> {
  const sweep = await tx.segmentSweep.findUnique({ where: { shopId } });
  const from = sweep?.sweptUntil ?? moment.at;
  if (from < moment.at)
    for (const edge of edgesOfAll(segments)) {
      const people = peopleAt(edge, shopId, from, moment);
      if (people)
        await tx.$executeRaw`INSERT INTO segment_dues ("shopId", "profileId", "cause", "dueAt")
          SELECT ${shopId}::uuid, who."id", ${timeAt(edge)}, ${moment.at} FROM (${people}) who("id")`;
    }
  // Never back: where the clock was set back, nothing is looked for twice.
  if (!sweep || from < moment.at)
    await tx.segmentSweep.upsert({
      where: { shopId },
      create: { shopId, sweptUntil: moment.at },
      update: { sweptUntil: moment.at },
    });
}

const edgesOfAll = (segments: readonly LiveSegment[]): Edge[] => [
  ...new Map(segments.flatMap(({ rule }) => edgesOf(rule)).map((edge) => [JSON.stringify(edge), edge])).values(),
];

/** People, as `id`, with something at the edge after `from`, up to and with now; null: nothing can be there. */
function peopleAt(edge: Edge, shopId: string, from: Date, moment: Moment): Prisma.Sql | null {
  if (edge.kind === 'day') return peopleByDay(edge, shopId, from, moment);
  const back = -minutes(edge.afterMinutes);
  const between = { after: addMs(from, back), until: addMs(moment.at, back) };
  if (edge.kind === 'event')
    return Prisma.sql`SELECT DISTINCT e."profileId" FROM events e WHERE e."shopId" = ${shopId}::uuid AND e."type" = ${edge.event}
      AND e."occurredAt" > ${between.after} AND e."occurredAt" <= ${between.until}`;
  const { table, column, profileId } = instants(edge.fact);
  return Prisma.sql`SELECT DISTINCT ${profileId} FROM ${table} WHERE i."shopId" = ${shopId}::uuid AND ${profileId} IS NOT NULL
    AND ((${column} > ${between.after} AND ${column} <= ${between.until}) OR (${column} > ${from} AND ${column} <= ${moment.at}))`;
}

/** Those for whom the day's rule came to another answer with the day. */
function peopleByDay(
  edge: Extract<Edge, { kind: 'day' }>,
  shopId: string,
  from: Date,
  moment: Moment,
): Prisma.Sql | null {
  const { timeZone } = moment;
  if (dayOf(from, timeZone).equals(dayOf(moment.at, timeZone))) return null;
  const among = () => Prisma.empty;
  const before = compile(edge.leaf, { shopId, moment: { at: from, timeZone }, among });
  const now = compile(edge.leaf, { shopId, moment, among });
  return Prisma.sql`SELECT p."id" FROM profiles p ${now.joins} WHERE p."shopId" = ${shopId}::uuid AND ${before.condition} <> ${now.condition}`;
}

interface Instants {
  table: Prisma.Sql;
  column: Prisma.Sql;
  profileId: Prisma.Sql;
}

const inTable = (table: string, column: string, profileId: string): Instants => ({
  table: Prisma.raw(`${table} i`),
  column: Prisma.raw(`i."${column}"`),
  profileId: Prisma.raw(`i."${profileId}"`),
});

/** Where the instants of a fact stand, with more of them than the fact is taken from (of all carts, not only the newest): nobody is left out. */
function instants(fact: FactKey): Instants {
  switch (fact) {
    case 'profile.firstSeenAt':
      return inTable('profiles', 'createdAt', 'id');
    case 'profile.lastSeenAt':
      return inTable('profiles', 'lastSeenAt', 'id');
    case 'orders.firstAt':
      return inTable('profile_numbers', 'firstOrderAt', 'profileId');
    case 'orders.lastAt':
      return inTable('profile_numbers', 'lastOrderAt', 'profileId');
    case 'cart.linesChangedAt':
      return inTable('carts', 'linesChangedAt', 'profileId');
    case 'consent.since':
      return {
        ...{
          table: Prisma.raw('consent_states i JOIN addresses a ON a."shopId" = i."shopId" AND a."id" = i."addressId"'),
        },
        ...{ column: Prisma.raw('i."since"'), profileId: Prisma.raw('a."profileId"') },
      };
    default:
      throw new Error(`${fact} is no instant`);
  }
}

/** Nobody has to know sooner: what comes to an edge within so long is looked at together. */
const TOGETHER_MS = 15_000;

/** When something next comes to an edge, by business time: read from the indexes, not waited for. Null: never. */
export async function nextEdgeAt(
  db: Db,
  shopId: string,
  segments: readonly LiveSegment[],
  moment: Moment,
): Promise<Date | null> {
  let next: Date | null = null;
  for (const edge of edgesOfAll(segments)) next = earliest(next, await nextAt(db, shopId, edge, moment));
  if (!next) return null;
  const soonest = addMs(moment.at, TOGETHER_MS);
  return next < soonest ? soonest : next;
}

async function nextAt(db: Db, shopId: string, edge: Edge, { at, timeZone }: Moment): Promise<Date | null> {
  if (edge.kind === 'day') return startOfDay(dayOf(at, timeZone).add({ days: 1 }), timeZone);
  const back = -minutes(edge.afterMinutes);
  const { table, column } =
    edge.kind === 'fact'
      ? instants(edge.fact)
      : { table: Prisma.raw('events i'), column: Prisma.raw('i."occurredAt"') };
  const ofType = edge.kind === 'event' ? Prisma.sql`AND i."type" = ${edge.event}` : Prisma.empty;
  const [row] = await db.$queryRaw<{ at: Date | null }[]>`
    SELECT min(${column}) AS "at" FROM ${table} WHERE i."shopId" = ${shopId}::uuid ${ofType} AND ${column} > ${addMs(at, back)}`;
  return row?.at ? addMs(row.at, -back) : null;
}
