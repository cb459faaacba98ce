import type { SyncWatermark } from '@prisma/client';
import { silenceOf, type Silence } from '~/capture/data-quality/silence';
import { arrivalsOf } from '~/capture/inbox/arrivals.server';
import { RECONCILE_EVERY_MINUTES } from '~/capture/shopify-sync/reconcile.server';
import { syncKinds } from '~/capture/shopify-sync/sync-kinds';
import { addMs, minutes, type Clock, type SystemClock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import { sourceWords, toldSourceOf, toldSources } from './freshness-words';
import { aboutWords, kindWords } from './sync-words';

export interface SourceFreshness {
  what: string;
  state: 'never' | 'new' | 'fresh' | 'stale' | 'occasional';
  /** When something last came, by business time. */
  lastAt: string | null;
  /** What is usual of it; null: nothing can be said. */
  usual: string | null;
  /** What to do; null where nothing is to be done. */
  remedy: string | null;
}

export interface Freshness {
  /** What comes by itself. */
  told: SourceFreshness[];
  /** What Kindred looks for by itself, and what somebody uploads. */
  looked: SourceFreshness[];
}

type FreshnessDeps = { clock: Clock; systemClock: SystemClock };

/** So many times Kindred looked, and did not get to an end. */
const ROUNDS_MISSED = 4;
const CENSUS_LATE_MINUTES = 2 * 1_440;

/** When something last came from each source, and which of them are later than they are used to. */
export async function freshness(deps: FreshnessDeps, db: Db, shopId: string): Promise<Freshness> {
  const [arrivals, watermarks, lastImport] = await Promise.all([
    arrivalsOf(db, shopId),
    db.syncWatermark.findMany({ where: { shopId } }),
    db.import.findFirst({ where: { shopId, finishedAt: { not: null } }, orderBy: { createdAt: 'desc' } }),
  ]);
  const { now, aheadMs } = { now: deps.systemClock.now().getTime(), aheadMs: aheadOf(deps) };
  const told = toldSources.map((source) => {
    const own = arrivals.filter((each) => toldSourceOf(each) === source).flatMap(({ at }) => at);
    const silence = silenceOf(
      own.map((at) => at.getTime()),
      now,
    );
    return ofSilence(sourceWords(source), silence, aheadMs);
  });
  return { told, looked: [...lookedFor(watermarks, deps.clock.now()), imported(lastImport?.finishedAt ?? null)] };
}

/** The machine's instants are shown as the business time that they would be: only a world whose clock is moved tells them apart. */
const aheadOf = ({ clock, systemClock }: FreshnessDeps): number => clock.now().getTime() - systemClock.now().getTime();

function ofSilence(
  { what, remedy }: { what: string; remedy: string },
  silence: Silence,
  aheadMs: number,
): SourceFreshness {
  if (silence.kind === 'nothing') return { what, state: 'never', lastAt: null, usual: null, remedy };
  const known = { what, lastAt: new Date(silence.lastAt + aheadMs).toISOString() };
  if (silence.kind === 'few') return { ...known, state: 'new', usual: null, remedy: null };
  const usual = `its longest pause lately was ${aboutWords(silence.longestPauseMs)}`;
  return silence.kind === 'stale'
    ? { ...known, state: 'stale', usual, remedy }
    : { ...known, state: 'fresh', usual, remedy: null };
}

function lookedFor(watermarks: SyncWatermark[], now: Date): SourceFreshness[] {
  const kinds = syncKinds.map((kind) => {
    const at = watermarks.find((each) => each.kind === kind)?.sureUntil ?? null;
    const what = `${kindWords[kind]}, looked for by Kindred`;
    return scheduled({ what, usual: 'every quarter of an hour' }, at, {
      lateMinutes: ROUNDS_MISSED * RECONCILE_EVERY_MINUTES,
      now,
    });
  });
  const censusAt = watermarks.find((each) => each.censusAt)?.censusAt ?? null;
  const census = { what: 'What you deleted, looked for by Kindred', usual: 'once a day' };
  return [...kinds, scheduled(census, censusAt, { lateMinutes: CENSUS_LATE_MINUTES, now })];
}

const ASKS_ON =
  'Kindred keeps asking Shopify by itself. If it does not change within a day, open Kindred anew from your admin’s list of apps.';

function scheduled(
  words: { what: string; usual: string },
  at: Date | null,
  { lateMinutes, now }: { lateMinutes: number; now: Date },
): SourceFreshness {
  if (!at) return { ...words, state: 'never', lastAt: null, remedy: null };
  const isStale = at < addMs(now, -minutes(lateMinutes));
  const lastAt = at.toISOString();
  return isStale
    ? { ...words, state: 'stale', lastAt, remedy: ASKS_ON }
    : { ...words, state: 'fresh', lastAt, remedy: null };
}

const imported = (at: Date | null): SourceFreshness => ({
  ...{ what: 'Files you uploaded', state: at ? 'occasional' : 'never', lastAt: at?.toISOString() ?? null },
  ...{ usual: null, remedy: null },
});
