import { numberWords, percentWords } from '../recommendations/number-words';

export interface HintedSegment {
  id: string;
  name: string;
  isBuilt: boolean;
  people: number;
  mailable: number;
  /** How many stood wrong when everybody was last looked through. */
  drifted: number;
}

/** What two segments have in common. */
export interface Overlap {
  a: string;
  b: string;
  people: number;
}

/** More are hard to keep in mind, and begin to be the same people. */
const HANDFUL = 8;
/** Of fewer a mail says nothing: with a usual 2 % of clicks one in fifty clicks at all. */
const USEFUL = 50;
/** From here on two segments are one. */
const SAME = 0.9;

/** What a merchant may want to mend, the most telling first. Each names the remedy. */
export function hintsOf(segments: readonly HintedSegment[], overlaps: readonly Overlap[], locale: string): string[] {
  const built = segments.filter(({ isBuilt }) => isBuilt);
  return [
    ...driftHints(built, locale),
    ...twins(built, overlaps, locale),
    ...tooSmall(built, locale),
    ...tooMany(segments, locale),
  ];
}

const driftHints = (segments: readonly HintedSegment[], locale: string): string[] =>
  segments
    .filter(({ drifted }) => drifted > 0)
    .map(
      ({ name, drifted }) =>
        `When everybody was last looked through, ${drifted === 1 ? 'one person' : `${numberWords(drifted, locale)} people`} stood wrong in “${name}”. It was put right.`,
    );

function twins(segments: readonly HintedSegment[], overlaps: readonly Overlap[], locale: string): string[] {
  const known = new Map(segments.map((segment) => [segment.id, segment]));
  return overlaps.flatMap(({ a, b, people }) => {
    const [one, other] = [known.get(a), known.get(b)];
    if (!one || !other || people === 0) return [];
    const share = people / Math.max(one.people, other.people);
    if (share < SAME) return [];
    return [
      `“${one.name}” and “${other.name}” are nearly the same people (${percentWords(share, locale)}). One of them may be enough.`,
    ];
  });
}

function tooSmall(segments: readonly HintedSegment[], locale: string): string[] {
  const small = segments.filter(({ mailable }) => mailable < USEFUL);
  if (small.length === 0) return [];
  const names = new Intl.ListFormat('en').format(small.map(({ name }) => `“${name}”`));
  const [verb, it] = small.length === 1 ? ['has', 'it'] : ['have', 'them'];
  return [
    `${names} ${verb} fewer than ${numberWords(USEFUL, locale)} people who may be mailed: too few to tell whether a mail does any good. Widen ${it}, or wait until more people fit.`,
  ];
}

const tooMany = ({ length }: readonly HintedSegment[], locale: string): string[] =>
  length > HANDFUL
    ? [
        `There are ${numberWords(length, locale)} segments. Most shops do well with a handful; each one that nobody writes to is one more to look after.`,
      ]
    : [];
