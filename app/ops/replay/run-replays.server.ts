import type { FlowReplay } from '@prisma/client';
import { countCandidates, nextCandidates } from '~/decisions/flows/replay/candidates.server';
import { addDifference, noDifference } from '~/decisions/flows/replay/compare-replays';
import { replayPeople, type ReplayedPast } from '~/decisions/flows/replay/replay-people.server';
import type { ReplayTerms } from '~/decisions/flows/replay/scene';
import type { ShopPast } from '~/decisions/flows/replay/past';
import { shopPast } from '~/decisions/flows/replay/shop-past.server';
import { addToTally, emptyTally } from '~/decisions/flows/replay/tally';
import { termsOf } from '~/decisions/flows/replay/terms.server';
import { windowsInUse } from '~/engagement/attribution/credit-windows.server';
import type { Clock, SystemClock } from '~/platform/clock/clock';
import type { Database, Db } from '~/platform/db/db.server';
import {
  keepProgress,
  noteReplayFailure,
  openReplays,
  resultOf,
  sidesOf,
  type ReplayResult,
} from './replay-rows.server';

export interface RunReplaysDeps {
  db: Database;
  clock: Clock;
  systemClock: SystemClock;
}

/** People whose past is in memory at once. */
const AT_ONCE = 250;
/** After so long others have their turn. */
const TURN_MS = 5_000;

/**
 * Runs the replays that were asked for, some people after the other, each going on where it had come to, by whichever worker. Nothing but the replay's own
 * row is written. Returns when there is more to do, by business time.
 */
export async function runReplays(deps: RunReplaysDeps, shopId: string): Promise<Date | null> {
  const endsAt = deps.systemClock.now().getTime() + TURN_MS;
  for (;;) {
    const [replay] = await openReplays(deps.db.prisma, shopId);
    if (!replay) return null;
    try {
      await replaySome(deps, replay);
    } catch (error) {
      await noteReplayFailure(deps.db.prisma, replay);
      throw error;
    }
    if (deps.systemClock.now().getTime() >= endsAt) return deps.clock.now();
  }
}

/** When there is something to replay; null: nothing waits. */
export async function nextReplayAt(db: Db, clock: Clock, shopId: string): Promise<Date | null> {
  const [open] = await openReplays(db, shopId);
  return open ? clock.now() : null;
}

async function replaySome({ db, clock }: RunReplaysDeps, replay: FlowReplay): Promise<void> {
  const { prisma } = db;
  const { shopId, cursor } = replay;
  const { shop, terms } = await openReplay(prisma, replay);
  const people = replay.people ?? (await countCandidates(prisma, shopId, terms));
  const ids = await nextCandidates(prisma, shopId, terms, { after: cursor, most: AT_ONCE });
  const { shown } = await windowsInUse(prisma, shopId);
  const result = resultOf(replay) ?? { tallies: terms.map(emptyTally), difference: noDifference() };
  for (const each of await replayPeople(prisma, shopId, shop, terms, ids)) countIn(result, each, shop, shown.clickDays);
  const next = ids.length < AT_ONCE ? null : (ids.at(-1) ?? null);
  await keepProgress(prisma, replay, { people, cursor: next, result }, clock.now());
}

/** What a stored replay replays, and by which rules. */
export async function openReplay(db: Db, replay: FlowReplay): Promise<{ shop: ShopPast; terms: ReplayTerms[] }> {
  const { shopId, from, until } = replay;
  const shop = await shopPast(db, shopId);
  const terms: ReplayTerms[] = [];
  for (const { definition } of sidesOf(replay))
    terms.push(await termsOf(db, shopId, shop, definition, { from, until }));
  return { shop, terms };
}

function countIn(
  { tallies, difference }: ReplayResult,
  { past, replays }: ReplayedPast,
  shop: ShopPast,
  windowDays: number,
): void {
  for (const [nth, replay] of replays.entries()) {
    const tally = tallies[nth];
    if (tally) addToTally(tally, { past, replay }, shop, windowDays);
  }
  const [first, second] = replays;
  if (first && second) addDifference(difference, first, second);
}
