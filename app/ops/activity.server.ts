import type { ActivityEntry } from '@prisma/client';
import { z } from 'zod';
import { addMs, minutes, type SystemClock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import { capitalised } from '~/decisions/explanations/spoken-shop';
import { activityWords } from './activity-words';
import { cutPage, readPaging, type PageLinks, type Paging } from './list-pages';
import { inShop, pageShop, type PageDeps, type PageShop } from './shop-context.server';
import { sourceName, topicName } from './topic-words';

export type ActivityDeps = PageDeps & { systemClock: SystemClock };

/** What came in of one kind within a day. */
export interface ArrivalRow {
  source: string;
  topic: string;
  /** In words. */
  name: string;
  received: number;
  waiting: number;
  parked: number;
}

/** What could not be read for one reason. */
export interface ParkedReason {
  /** The newest of them, which stands for all. */
  id: string;
  name: string;
  source: string;
  problem: string;
  count: number;
  tries: number;
  /** Machine time, as all that follows about arrivals. */
  firstAt: string;
  lastAt: string;
}

export interface ActivityRow {
  id: string;
  words: string;
  /** By a user of the shop's admin, or by Kindred itself. */
  isByUser: boolean;
  at: string;
}

export interface ActivityPage {
  shop: PageShop;
  /** The machine's time, by which arrivals are counted; in a shop's life the same as business time. */
  arrivedBy: string;
  arrivals: ArrivalRow[];
  /** Of what still waits to be read; null where nothing does. */
  oldestWaitingAt: string | null;
  parked: ParkedReason[];
  done: ActivityRow[];
  links: PageLinks;
}

const SHOWN = 30;
const REASONS_SHOWN = 50;

/** What Kindred did, and what failed. */
export function activityPage(deps: ActivityDeps, shopDomain: string, search: URLSearchParams): Promise<ActivityPage> {
  const paging = readPaging(search);
  return inShop(deps, shopDomain, async (db, shop) => {
    const now = deps.systemClock.now();
    const { rows, links } = cutPage(await findDone(db, shop.id, paging, SHOWN + 1), paging, SHOWN, ({ at, id }) => ({
      at,
      id,
    }));
    return {
      shop: pageShop(deps, shop),
      arrivedBy: now.toISOString(),
      arrivals: await arrivals(db, shop.id, addMs(now, -minutes(1_440))),
      oldestWaitingAt: await oldestWaiting(db, shop.id),
      parked: await parkedReasons(db, shop.id),
      done: rows.map((entry) => ({
        ...{ id: entry.id, at: entry.at.toISOString(), isByUser: entry.actor !== null },
        words: wordsOf(entry),
      })),
      links,
    };
  });
}

/** Counts of everything that came since, and of older things that still wait or were parked. */
async function arrivals(db: Db, shopId: string, since: Date): Promise<ArrivalRow[]> {
  const rows = await db.$queryRaw<Omit<ArrivalRow, 'name'>[]>`
    SELECT "source", CASE WHEN "source" = 'shopify' THEN "topic" ELSE '' END AS "topic",
      (count(*) FILTER (WHERE "receivedAt" >= ${since}))::int AS "received",
      (count(*) FILTER (WHERE "state" = 'pending'))::int AS "waiting", (count(*) FILTER (WHERE "state" = 'parked'))::int AS "parked"
    FROM inbox WHERE "shopId" = ${shopId}::uuid AND ("receivedAt" >= ${since} OR "state" IN ('pending', 'parked'))
    GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2`;
  return rows.map((row) => ({ ...row, source: sourceName(row.source), name: topicName(row.source, row.topic) }));
}

async function oldestWaiting(db: Db, shopId: string): Promise<string | null> {
  const { _min } = await db.inboxItem.aggregate({ where: { shopId, state: 'pending' }, _min: { receivedAt: true } });
  return _min.receivedAt?.toISOString() ?? null;
}

const parkedRow = z.object({
  ...{ id: z.uuid(), source: z.string(), topic: z.string(), problem: z.string() },
  ...{ count: z.number(), tries: z.number(), firstAt: z.date(), lastAt: z.date() },
});

async function parkedReasons(db: Db, shopId: string): Promise<ParkedReason[]> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT (array_agg("id"::text ORDER BY "receivedAt" DESC, "id" DESC))[1] AS "id", "source", "topic",
      COALESCE("problem", '') AS "problem", count(*)::int AS "count", max("attempts") AS "tries", min("receivedAt") AS "firstAt",
      max("receivedAt") AS "lastAt"
    FROM inbox WHERE "shopId" = ${shopId}::uuid AND "state" = 'parked'
    GROUP BY "source", "topic", "problem" ORDER BY max("receivedAt") DESC LIMIT ${REASONS_SHOWN}`;
  return z
    .array(parkedRow)
    .parse(rows)
    .map(({ source, topic, problem, firstAt, lastAt, ...row }) => ({
      ...row,
      problem: problemWords(topic, problem),
      source: sourceName(source),
      name: topicName(source, topic),
      firstAt: firstAt.toISOString(),
      lastAt: lastAt.toISOString(),
    }));
}

/** The topic is told by its name already. */
const problemWords = (topic: string, problem: string): string =>
  capitalised(problem.startsWith(`${topic}: `) ? problem.slice(topic.length + 2) : problem);

/** What was done, as a sentence. */
export const wordsOf = ({ kind, subject, details }: ActivityEntry): string =>
  activityWords({ kind, subject, details: details as Record<string, unknown> });

/** What was done, newest first; for `newer` the other way round. */
export function findDone(db: Db, shopId: string, paging: Paging, limit: number): Promise<ActivityEntry[]> {
  const direction = paging.kind === 'newer' ? 'asc' : 'desc';
  const compare = paging.kind === 'newer' ? 'gt' : 'lt';
  const beyond =
    paging.kind === 'newest'
      ? {}
      : {
          OR: [{ at: { [compare]: paging.than.at } }, { at: paging.than.at, id: { [compare]: paging.than.id } }],
        };
  return db.activityEntry.findMany({
    where: { shopId, ...beyond },
    orderBy: [{ at: direction }, { id: direction }],
    take: limit,
  });
}
