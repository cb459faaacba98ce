import { numberWords, percentWords } from '../recommendations/number-words';
import type { Use } from './uses.server';

export interface HintedSegment {
  id: string;
  name: string;
  isBuilt: boolean;
  people: number;
  mailable: number;
  /** How many stood wrong when everybody was last looked through. */
  drifted: number;
  /** ISO 8601. */
  createdAt: string;
  /** Nobody was in it, came or left, and nobody changed its rule, for 90 days. */
  isIdle: boolean;
  uses: Use[];
}

/** What two segments have in common. */
export interface Overlap {
  a: string;
  b: string;
  people: number;
}

/** A segment that may go, and where it is used: then it cannot. */
export type Retirable = Pick<HintedSegment, 'id' | 'name' | 'uses'>;
type Named = Pick<HintedSegment, 'id' | 'name'>;

/** What a merchant may want to mend, with what can be done about it. */
export type Hint =
  | { kind: 'note'; words: string }
  | { kind: 'open'; words: string; segments: Named[] }
  | { kind: 'merge'; words: string; keep: Named; retire: Retirable }
  | { kind: 'retire'; words: string; retire: Retirable };

/** More are hard to keep in mind, and begin to be the same people. */
const HANDFUL = 8;
/** Of fewer a mail says nothing: with a usual 2 % of clicks one in fifty clicks at all. */
const USEFUL = 50;
/** From here on (shared of all that are in either, after Jaccard) two segments are one. */
const SAME = 0.9;
/** A segment that lies wholly within another is usually meant so; where the other has hardly anybody else, one is enough. */
export const SAME_WITHIN = 0.8;
export const IDLE_DAYS = 90;
/** Who is nearly everybody is told apart from nobody. */
const NEARLY_ALL = 0.9;

/** All hints, the most telling first. `everybody`: how many people the shop knows. */
export function hintsOf(
  segments: readonly HintedSegment[],
  { overlaps, everybody }: { overlaps: readonly Overlap[]; everybody: number },
  locale: string,
): Hint[] {
  const built = segments.filter(({ isBuilt }) => isBuilt);
  return [
    ...driftHints(built, locale),
    ...twins(built, overlaps, locale),
    ...built.filter(({ isIdle, uses }) => isIdle && uses.length === 0).map(idleHint),
    ...tooSmall(
      built.filter(({ isIdle }) => !isIdle),
      locale,
    ),
    ...tooLarge(built, everybody, locale),
    ...tooMany(segments, locale),
  ];
}

const driftHints = (segments: readonly HintedSegment[], locale: string): Hint[] =>
  segments
    .filter(({ drifted }) => drifted > 0)
    .map(({ name, drifted }) => ({
      kind: 'note',
      words: `When everybody was last looked through, ${drifted === 1 ? 'one person' : `${numberWords(drifted, locale)} people`} stood wrong in “${name}”. It was put right.`,
    }));

function twins(segments: readonly HintedSegment[], overlaps: readonly Overlap[], locale: string): Hint[] {
  const known = new Map(segments.map((segment) => [segment.id, segment]));
  return overlaps.flatMap(({ a, b, people }): Hint[] => {
    const [one, other] = [known.get(a), known.get(b)];
    if (!one || !other || people === 0) return [];
    const share = people / (one.people + other.people - people);
    const isWithin = people === Math.min(one.people, other.people);
    if (share < (isWithin ? SAME_WITHIN : SAME)) return [];
    const [keep, retire] = [one, other].sort(byWorthOfKeeping) as [HintedSegment, HintedSegment];
    const words = `“${keep.name}” and “${retire.name}” are nearly the same people: of all that are in one of them ${percentWords(share, locale)} are in both. One is enough: keep “${keep.name}”, and take “${retire.name}” out of use.`;
    return [{ kind: 'merge', words, keep: named(keep), retire: retirable(retire) }];
  });
}

const named = ({ id, name }: HintedSegment): Named => ({ id, name });
const retirable = ({ id, name, uses }: HintedSegment): Retirable => ({ id, name, uses });

/** That which is used stays; else the one that was there first. */
const byWorthOfKeeping = (one: HintedSegment, other: HintedSegment): number =>
  Math.sign(other.uses.length) - Math.sign(one.uses.length) || (one.createdAt < other.createdAt ? -1 : 1);

const idleHint = (segment: HintedSegment): Hint => ({
  kind: 'retire',
  words: `Nobody was in “${segment.name}” for ${IDLE_DAYS} days, and nothing uses it. Take it out of use, or ask less of people in its rule.`,
  retire: retirable(segment),
});

function tooSmall(segments: readonly HintedSegment[], locale: string): Hint[] {
  const small = segments.filter(({ mailable }) => mailable < USEFUL);
  if (small.length === 0) return [];
  const names = new Intl.ListFormat('en').format(small.map(({ name }) => `“${name}”`));
  const [verb, it] = small.length === 1 ? ['has', 'it'] : ['have', 'them'];
  const words = `${names} ${verb} fewer than ${numberWords(USEFUL, locale)} people who may be mailed: too few to tell whether a mail does any good. Widen ${it}, or wait until more people fit.`;
  return [{ kind: 'open', words, segments: small.map(named) }];
}

function tooLarge(segments: readonly HintedSegment[], everybody: number, locale: string): Hint[] {
  const large = segments.filter(({ people }) => people >= USEFUL && people >= NEARLY_ALL * everybody);
  return large.map((segment) => ({
    kind: 'open',
    words: `“${segment.name}” is ${percentWords(segment.people / everybody, locale)} of everybody: it tells hardly anybody apart. Ask more in its rule.`,
    segments: [named(segment)],
  }));
}

const tooMany = ({ length }: readonly HintedSegment[], locale: string): Hint[] =>
  length > HANDFUL
    ? [
        {
          kind: 'note',
          words: `There are ${numberWords(length, locale)} segments. Most shops do well with a handful; each one that nobody writes to is one more to look after.`,
        },
      ]
    : [];
