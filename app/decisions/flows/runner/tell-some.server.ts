import { Prisma, type FlowTelling } from '@prisma/client';
import { membersSql } from '~/customers/rules/sql/compile.server';
import { liveSegments } from '~/customers/segments/live-segments.server';
import { withSegments } from '~/customers/segments/with-segments';
import { noteTold, whoAsked } from '~/customers/wants/who-asked.server';
import { addMs, minutes } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import type { CatalogNewsKind } from '~/capture/catalog/catalog-news';
import { startOf } from '../engine/next-step';
import type { BeginDeps } from './begin-days.server';
import { beginningsSql } from './beginnings.server';
import { nextWaveAt, notAgainOf, subjectOfNews, waveAfter, type CatalogueFlow, type Wave } from './tellings';
import { toldLately, whoCares } from './who-cares.server';

/** People who are looked at in one transaction: enough that statements are shared, few enough that nobody waits for it. */
const MOST_AT_ONCE = 1_000;

export interface Some {
  telling: FlowTelling;
  flow: CatalogueFlow;
  /** How many may be told now; null: no bound. */
  room: number | null;
  now: Date;
}

export interface Told extends Partial<Wave> {
  begun: number;
  afterId: string | null;
  /** When it goes on; null: everybody was looked at. */
  dueAt: Date | null;
}

/** Somebody who may be told; `place`: their own, or that of their request, in the order in which it is gone through. */
interface Candidate {
  profileId: string;
  place: string;
}

/** Begins runs for the next of those who care about a change. Each has its turn once, in one transaction with how far it came. */
export async function tellSome(deps: BeginDeps, tx: Db, some: Some): Promise<Told> {
  const { telling, room, now } = some;
  if (room === 0) return { begun: 0, afterId: telling.afterId, dueAt: nextWaveAt(telling.waveAt ?? now) };
  const most = Math.min(room ?? MOST_AT_ONCE, MOST_AT_ONCE);
  const candidates = await candidatesFor(tx, some, most);
  const wanted = await thoseWhoMay(tx, some, candidates);
  const begun = await begin(deps, tx, some, wanted);
  if (some.flow.trigger.whom === 'asked') await noteTold(tx, telling.shopId, placesOf(wanted, begun), now);
  const isLast = candidates.length < most;
  const wave = room === null ? {} : waveAfter(telling, begun.size, now);
  return {
    ...wave,
    begun: begun.size,
    afterId: candidates.at(-1)?.place ?? telling.afterId,
    dueAt: isLast ? null : now,
  };
}

const placesOf = (wanted: readonly Candidate[], begun: ReadonlySet<string>): string[] =>
  wanted.flatMap(({ profileId, place }) => (begun.has(profileId) ? [place] : []));

async function candidatesFor(tx: Db, { telling, flow, now }: Some, most: number): Promise<Candidate[]> {
  const { shopId, variantId, productId, afterId } = telling;
  const { whom, withinDays } = flow.trigger;
  if (whom === 'asked') {
    const askers = await whoAsked(tx, shopId, { variantId, afterId, most, now });
    return askers.map(({ id, profileId }) => ({ profileId, place: id }));
  }
  const since = addMs(now, -minutes(withinDays * 1_440));
  const ids = await whoCares(tx, shopId, whom, { productId, since, now, afterId, most });
  return ids.map((id) => ({ profileId: id, place: id }));
}

/** Of whom the trigger's rule holds, and who was not told of it lately. */
async function thoseWhoMay(tx: Db, { telling, flow, now }: Some, candidates: Candidate[]): Promise<Candidate[]> {
  if (candidates.length === 0) return [];
  const { shopId, productId } = telling;
  const ids = candidates.map(({ profileId }) => profileId);
  const { timezone: timeZone } = await tx.shop.findUniqueOrThrow({ where: { id: shopId }, select: { timezone: true } });
  const segments = new Map((await liveSegments(tx, shopId)).map(({ id, rule }) => [id, rule]));
  const among = (profileId: Prisma.Sql) => Prisma.sql`AND ${profileId} = ANY(${ids}::uuid[])`;
  const rule = withSegments(flow.trigger.when, segments);
  const fitting = await tx.$queryRaw<{ id: string }[]>(
    membersSql(rule, { shopId, moment: { at: now, timeZone }, among }),
  );
  const may = new Set(fitting.map(({ id }) => id));
  const ofVariant = notAgainOf(flow.trigger, telling);
  const told = await toldLately(tx, shopId, ids, { flowKey: flow.key, productId, variantId: ofVariant, now });
  return candidates.filter(({ profileId }) => may.has(profileId) && !told.has(profileId));
}

/** Begins their runs; gives whose. */
async function begin(deps: BeginDeps, tx: Db, { telling, flow, now }: Some, wanted: Candidate[]): Promise<Set<string>> {
  if (wanted.length === 0) return new Set();
  const { shopId } = telling;
  const subject = subjectOfNews(flow.trigger, { ...telling, change: telling.change as CatalogNewsKind });
  const people = [...new Set(wanted.map(({ profileId }) => profileId))];
  const runs = people.map((profileId) => ({ id: deps.ids.next(), profileId, subject }));
  const state = startOf(flow.definition, now);
  await tx.$executeRaw(beginningsSql(flow, { shopId, runs, state, startedAt: now, now }));
  const begun = await tx.flowRun.findMany({
    where: { shopId, id: { in: runs.map(({ id }) => id) } },
    select: { profileId: true },
  });
  return new Set(begun.map(({ profileId }) => profileId));
}
