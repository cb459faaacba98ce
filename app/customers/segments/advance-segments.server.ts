import { addMs, earliest, minutes } from '~/platform/clock/clock';
import type { Database, Db } from '~/platform/db/db.server';
import type { Moment } from '../rules/known-person';
import { buildSegment } from './build-segment.server';
import { followTime, nextEdgeAt } from './follow-time.server';
import { holdSegments, liveSegments, type LiveSegment } from './live-segments.server';
import { lookAgain, type SegmentDeps } from './look-again.server';
import type { OnChanges } from './note-changes.server';

export interface AdvanceDeps extends SegmentDeps {
  db: Database;
}

/** After so many batches of people other work has its turn. */
const MOST_BATCHES = 40;
/** Products change in crowds, as in a sync: what depends on them is looked through once they have stopped, or as often as this. */
const STALE_MINUTES = 5;
/** For all people of a shop of a million. */
const LONGEST_MS = 600_000;
/** How often everybody is looked through, to be sure that nothing was missed. */
const CHECK_MINUTES = 1_440;

/**
 * Keeps a shop's segments true: looks again at whom something happened to, follows time over the edges of windows, finds the members of what is new,
 * and once a day looks through everybody. Gives when there is more to do, by business time; null: never.
 */
export async function advanceSegments(deps: AdvanceDeps, shopId: string, onChanges: OnChanges): Promise<Date | null> {
  const segments = await liveSegments(deps.db.prisma, shopId);
  if (segments.length === 0) {
    await deps.db.prisma.segmentDue.deleteMany({ where: { shopId } });
    return null;
  }
  const shop = await deps.db.prisma.shop.findUniqueOrThrow({ where: { id: shopId }, select: { timezone: true } });
  const momentNow = (): Moment => ({ at: deps.clock.now(), timeZone: shop.timezone });
  const held = <T>(work: (tx: Db, segments: readonly LiveSegment[]) => Promise<T>): Promise<T> =>
    deps.db.transaction(
      async (tx) => {
        await holdSegments(tx, shopId);
        return work(tx, await liveSegments(tx, shopId));
      },
      { timeoutMs: LONGEST_MS },
    );

  await held((tx, live) => followTime(tx, shopId, live, momentNow()));
  let isMore = true;
  for (let batch = 0; isMore && batch < MOST_BATCHES; batch++)
    isMore = (await held((tx, live) => lookAgain(deps, tx, shopId, live, momentNow(), onChanges))) > 0;
  const due = segments.find((segment) => isBuildDue(segment, deps.clock.now()));
  if (due) await held((tx, live) => buildAnew(deps, tx, shopId, live, due.id, momentNow(), onChanges));
  return isMore || due ? deps.clock.now() : nextAt(deps.db.prisma, shopId, segments, momentNow());
}

function isBuildDue({ isBuilt, isStale, builtAt }: LiveSegment, now: Date): boolean {
  if (!isBuilt || !builtAt) return true;
  return builtAt <= addMs(now, -minutes(isStale ? STALE_MINUTES : CHECK_MINUTES));
}

/** Whoever stands wrong though nothing made anybody look at them was missed: how many is kept, for whoever looks after the house. */
async function buildAnew(
  deps: AdvanceDeps,
  tx: Db,
  shopId: string,
  live: readonly LiveSegment[],
  id: string,
  moment: Moment,
  onChanges: OnChanges,
): Promise<void> {
  const segment = live.find((each) => each.id === id);
  if (!segment || !isBuildDue(segment, moment.at)) return;
  const isCheck = segment.isBuilt && !segment.isStale && segment.builtAt !== null;
  const cause = isCheck ? 'check' : segment.isStale ? 'products changed' : 'rules changed';
  const waiting = isCheck ? await tx.segmentDue.count({ where: { shopId } }) : 0;
  const wrong = await buildSegment(deps, tx, shopId, segment, moment, { cause, onChanges });
  // Of whom something is still on the list, they were not missed.
  if (isCheck && waiting === 0)
    await tx.segment.update({
      where: { shopId_id: { shopId, id } },
      data: { checkedAt: moment.at, drifted: wrong },
    });
}

/** When something is next due: somebody on the list, an edge, a segment to be looked through. */
async function nextAt(db: Db, shopId: string, segments: readonly LiveSegment[], moment: Moment): Promise<Date | null> {
  const due = await db.segmentDue.findFirst({ where: { shopId }, orderBy: { dueAt: 'asc' }, select: { dueAt: true } });
  const checks = segments.map(({ builtAt, isStale }) =>
    builtAt ? addMs(builtAt, minutes(isStale ? STALE_MINUTES : CHECK_MINUTES)) : moment.at,
  );
  const edge = await nextEdgeAt(db, shopId, segments, moment);
  return [due?.dueAt ?? null, edge, ...checks].reduce(earliest, null);
}

/** For whoever looks after lost wake-ups: whether a shop's segments have something to do. */
export async function nextSegmentsAt(deps: Pick<AdvanceDeps, 'db' | 'clock'>, shopId: string): Promise<Date | null> {
  const segments = await liveSegments(deps.db.prisma, shopId);
  if (segments.length === 0) return null;
  return nextAt(deps.db.prisma, shopId, segments, { at: deps.clock.now(), timeZone: 'UTC' });
}
