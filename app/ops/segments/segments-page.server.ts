import { ruleSchema } from '~/customers/rules/rule';
import { sentence } from '~/customers/rules/sentence';
import { capitalised } from '~/decisions/explanations/spoken-shop';
import { addMs, minutes } from '~/platform/clock/clock';
import { groupsLine } from '../groups/groups-line.server';
import { inShop, pageShop, type PageDeps, type PageShop } from '../shop-context.server';
import { freshnessWords } from './freshness';
import { hintsOf, type Overlap } from './hints';
import { lagOf } from './lag.server';
import { changesSince, patternsOf, sharedBy, sizesBy, type Pattern } from './memberships.server';
import { namesIn, speakerOf } from './shop-speaker.server';

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
  freshness: string;
  drifted: number;
}

export interface OverlapTable {
  names: { id: string; name: string }[];
  /** Of the people of the segment in a row, the share (0…1) that is in the one of the column too. */
  shares: number[][];
}

export interface SegmentsPage {
  shop: PageShop;
  /** The largest first. */
  segments: SegmentRow[];
  /** Null where there is nothing to compare. */
  overlap: OverlapTable | null;
  hints: string[];
  /** What groups were found, in a sentence. */
  groups: string;
}

const WEEK_MINUTES = 7 * 1_440;
/** A table of more columns is read by nobody. */
const MOST_COMPARED = 8;

/** The shop's segments: who they are, how many, what moves, how fresh that is, and what may be mended. */
export function segmentsPage(deps: PageDeps, shopDomain: string): Promise<SegmentsPage> {
  return inShop(deps, shopDomain, async (db, shop) => {
    const now = deps.clock.now();
    const [kept, patterns, changes, lag, groups] = await Promise.all([
      db.segment.findMany({ where: { shopId: shop.id, retiredAt: null } }),
      patternsOf(db, shop.id),
      changesSince(db, shop.id, addMs(now, -minutes(WEEK_MINUTES)), now),
      lagOf(db, deps.clock, shop.id),
      groupsLine(db, shop),
    ]);
    const rules = kept.map(({ rule }) => ruleSchema.parse(rule));
    const speaker = speakerOf(await namesIn(db, shop.id, rules), shop);
    const page = pageShop(deps, shop);
    const sizes = sizesBy(patterns);
    const rows = kept.map(({ id, name, rule, version, builtVersion, isStale, drifted }): SegmentRow => {
      const { entered = 0, left = 0, lastAt = null } = changes.get(id) ?? {};
      const isBuilt = builtVersion === version;
      const told = { isBuilt, isStale, lastChangeAt: lastAt?.toISOString() ?? null, ...lag };
      return {
        ...{ id, name, words: capitalised(sentence(ruleSchema.parse(rule), speaker)), isBuilt },
        ...(sizes.get(id) ?? { people: 0, mailable: 0 }),
        ...{ entered, left, freshness: freshnessWords(told, page), drifted: drifted ?? 0 },
      };
    });
    const segments = rows.sort((a, b) => b.people - a.people || a.name.localeCompare(b.name, 'en'));
    const { table, overlaps } = compare(segments, patterns);
    return { shop: page, segments, overlap: table, hints: hintsOf(segments, overlaps, shop.locale), groups };
  });
}

/** What the largest segments have in common. */
function compare(
  segments: readonly SegmentRow[],
  patterns: readonly Pattern[],
): { table: OverlapTable | null; overlaps: Overlap[] } {
  const compared = segments.filter(({ people }) => people > 0).slice(0, MOST_COMPARED);
  if (compared.length < 2) return { table: null, overlaps: [] };
  const shared = compared.map(({ id: a }) => compared.map(({ id: b }) => sharedBy(patterns, a, b)));
  const overlaps = compared.flatMap(({ id: a }, row) =>
    compared.slice(row + 1).map(({ id: b }, column) => ({ a, b, people: shared[row]?.[row + 1 + column] ?? 0 })),
  );
  const shares = compared.map(({ people }, row) => (shared[row] ?? []).map((both) => both / people));
  return { table: { names: compared.map(({ id, name }) => ({ id, name })), shares }, overlaps };
}
