import type { Segment, Shop } from '@prisma/client';
import { dayOf } from '~/customers/rules/days';
import { ruleSchema } from '~/customers/rules/rule';
import { sentence } from '~/customers/rules/sentence';
import { countsSince } from '~/customers/segments/segment-counts.server';
import { capitalised } from '~/decisions/explanations/spoken-shop';
import { addMs, minutes } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import { groupsLine } from '../groups/groups-line.server';
import { inShop, pageShop, type PageDeps, type PageShop } from '../shop-context.server';
import { freshnessWords } from './freshness';
import { growthOf, TREND_DAYS, type Growth } from './growth';
import { hintsOf, type Hint } from './hints';
import { idleSegments } from './idle.server';
import { lagOf } from './lag.server';
import { changesSince, patternsOf, sizesBy } from './memberships.server';
import { overlapTable, type OverlapTable } from './overlap-table.server';
import { overlapsOf } from './overlaps';
import { revenueBySegment } from './results.server';
import { namesIn, speakerOf } from './shop-speaker.server';
import { usesOf } from './uses.server';

export interface SegmentRow {
  id: string;
  name: string;
  /** The rule in words. */
  words: string;
  isBuilt: boolean;
  people: number;
  /** Those with consent to marketing. */
  mailable: number;
  /** In the last 7 days. */
  entered: number;
  left: number;
  growth: Growth;
  /** What those who are in it now spent within 90 days, a person, in minor units; null: nobody is. */
  revenueEachMinor: number | null;
  freshness: string;
  drifted: number;
}

export interface SegmentsPage {
  shop: PageShop;
  /** The largest first. */
  segments: SegmentRow[];
  /** Null where there is nothing to compare. */
  overlap: OverlapTable | null;
  hints: Hint[];
  /** What groups were found, in a sentence. */
  groups: string;
}

const WEEK_MINUTES = 7 * 1_440;

/** The shop's segments: who they are, how many, what moves, what came of them, how fresh that is, and what may be mended. */
export function segmentsPage(deps: PageDeps, shopDomain: string): Promise<SegmentsPage> {
  return inShop(deps, shopDomain, async (db, shop) => {
    const page = pageShop(deps, shop);
    const [kept, groups] = await Promise.all([
      db.segment.findMany({ where: { shopId: shop.id, retiredAt: null } }),
      groupsLine(db, shop),
    ]);
    if (kept.length === 0) return { shop: page, segments: [], overlap: null, hints: [], groups };
    const { segments, patterns } = await segmentRows(deps, db, shop, kept);
    const among = { overlaps: overlapsOf(segments, patterns), everybody: await countEverybody(db, shop.id) };
    const hints = hintsOf(await hinted(deps, db, shop, kept, segments), among, shop.locale);
    return { shop: page, segments, overlap: overlapTable(segments, patterns), hints, groups };
  });
}

/** The largest first, and which of them people are in together. */
export async function segmentRows(deps: Pick<PageDeps, 'clock'>, db: Db, shop: Shop, kept: readonly Segment[]) {
  const page = pageShop(deps, shop);
  const known = await knownOf(deps, db, shop, kept);
  const segments = kept
    .map((segment) => rowOf(segment, known, page))
    .sort((a, b) => b.people - a.people || a.name.localeCompare(b.name, 'en'));
  return { segments, patterns: known.patterns };
}

/** What is known of all segments of a shop, each read at once for all of them. */
async function knownOf({ clock }: Pick<PageDeps, 'clock'>, db: Db, shop: Shop, kept: readonly Segment[]) {
  const now = clock.now();
  const today = dayOf(now, shop.timezone);
  const [patterns, changes, lag, counts, revenue, names] = await Promise.all([
    patternsOf(db, shop.id),
    changesSince(db, shop.id, addMs(now, -minutes(WEEK_MINUTES)), now),
    lagOf(db, clock, shop.id),
    countsSince(db, shop.id, today.subtract({ days: TREND_DAYS }).toString()),
    revenueBySegment(db, shop, now),
    namesIn(
      db,
      shop.id,
      kept.map(({ rule }) => ruleSchema.parse(rule)),
    ),
  ]);
  const speaker = speakerOf(names, shop);
  return { patterns, sizes: sizesBy(patterns), changes, lag, counts, revenue, speaker, today: today.toString() };
}

type Known = Awaited<ReturnType<typeof knownOf>>;

function rowOf(segment: Segment, known: Known, page: PageShop): SegmentRow {
  const { id, name, rule, version, builtVersion, isStale, drifted } = segment;
  const { entered = 0, left = 0, lastAt = null } = known.changes.get(id) ?? {};
  const isBuilt = builtVersion === version;
  const size = known.sizes.get(id) ?? { people: 0, mailable: 0 };
  const fresh = { isBuilt, isStale, lastChangeAt: lastAt?.toISOString() ?? null, ...known.lag };
  const each = Math.round((known.revenue.get(id) ?? 0) / size.people);
  return {
    ...{ id, name, words: capitalised(sentence(ruleSchema.parse(rule), known.speaker)), isBuilt, ...size },
    ...{ entered, left, freshness: freshnessWords(fresh, page), drifted: drifted ?? 0 },
    growth: growthOf(size.people, known.counts.get(id) ?? [], known.today, page),
    revenueEachMinor: size.people > 0 ? each : null,
  };
}

const countEverybody = (db: Db, shopId: string): Promise<number> =>
  db.profile.count({ where: { shopId, mergedIntoId: null, erasedAt: null } });

async function hinted(
  { clock }: PageDeps,
  db: Db,
  shop: Shop,
  kept: readonly Segment[],
  rows: readonly SegmentRow[],
): Promise<Parameters<typeof hintsOf>[0]> {
  const saved = new Map(kept.map((segment) => [segment.id, segment]));
  const timed = rows.flatMap((row) => {
    const segment = saved.get(row.id);
    return segment ? [{ ...row, updatedAt: segment.updatedAt, createdAt: segment.createdAt.toISOString() }] : [];
  });
  const [uses, idle] = await Promise.all([usesOf(db, shop.id), idleSegments(db, shop.id, timed, clock.now())]);
  return timed.map((row) => ({ ...row, uses: uses.get(row.id) ?? [], isIdle: idle.has(row.id) }));
}
