import { SAME_WITHIN, type Overlap } from './hints';
import type { Pattern } from './memberships.server';

interface Sized {
  id: string;
  people: number;
}

/** Two hundred segments are 19,900 pairs, of which most cannot be the same people: those nearest in size are compared. */
const MOST_PAIRS = 300;

/**
 * What segments have in common that may be nearly the same people, by who is in which; pairs that share nobody are left out. Two segments of which one is much
 * larger are not compared: they cannot be the same.
 */
export function overlapsOf(segments: readonly Sized[], patterns: readonly Pattern[]): Overlap[] {
  const pairs = pairsAlikeInSize(segments);
  const mixtures = mixturesBy(patterns);
  return pairs
    .map(([a, b]) => ({ a: a.id, b: b.id, people: sharedPeople(mixtures.get(a.id), mixtures.get(b.id), patterns) }))
    .filter(({ people }) => people > 0);
}

function pairsAlikeInSize(segments: readonly Sized[]): [Sized, Sized][] {
  const sorted = segments.filter(({ people }) => people > 0).sort((a, b) => b.people - a.people);
  return sorted
    .flatMap((larger, at) => sorted.slice(at + 1).map((smaller): [Sized, Sized] => [larger, smaller]))
    .filter((pair) => likenessOf(pair) >= SAME_WITHIN)
    .sort((one, other) => likenessOf(other) - likenessOf(one))
    .slice(0, MOST_PAIRS);
}

const likenessOf = ([larger, smaller]: [Sized, Sized]): number => smaller.people / larger.people;

/** By segment, the places of the mixtures that it is part of, from the first on. */
function mixturesBy(patterns: readonly Pattern[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  patterns.forEach(({ segmentIds }, place) => {
    for (const id of segmentIds) {
      const own = places.get(id);
      if (own) own.push(place);
      else places.set(id, [place]);
    }
  });
  return places;
}

/** One walk along both. */
function sharedPeople(
  one: readonly number[] = [],
  other: readonly number[] = [],
  patterns: readonly Pattern[],
): number {
  let [people, at, beside] = [0, 0, 0];
  while (at < one.length && beside < other.length) {
    const ahead = (one[at] ?? 0) - (other[beside] ?? 0);
    if (ahead === 0) people += patterns[one[at] ?? 0]?.people ?? 0;
    if (ahead <= 0) at += 1;
    if (ahead >= 0) beside += 1;
  }
  return people;
}
