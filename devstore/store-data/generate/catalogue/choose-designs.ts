import type { SeededRandom } from '../../seeded-random';
import type { Kind } from '../kind';
import { KINDS } from '../kinds';
import { SERIES } from '../styles';

/** A product yet to be made: a kind of thing, in a series or under a title of its own. */
export interface Draft {
  kind: Kind;
  title: string;
  series: string | null;
  style: number | null;
}

const designsOf = (kind: Kind): number => kind.names?.length ?? SERIES.length;

/** The most products there can be. */
export const MOST_DESIGNS = KINDS.reduce((sum, kind) => sum + designsOf(kind), 0);

/** Spreads `count` products over the kinds by their shares; every kind gets one before any gets many. */
export function chooseDesigns(count: number, random: SeededRandom): Draft[] {
  const given = KINDS.map(() => 0);
  for (let made = 0; made < count; made++) {
    const next = mostBehind(given);
    given[next] = (given[next] ?? 0) + 1;
  }
  return KINDS.flatMap((kind, index) => draftsOf(kind, given[index] ?? 0, random));
}

/** The kind whose next product is most due, among those that have designs left. */
function mostBehind(given: number[]): number {
  let [best, bestDue] = [-1, Number.POSITIVE_INFINITY];
  KINDS.forEach((kind, index) => {
    const have = given[index] ?? 0;
    const due = have === 0 ? index / KINDS.length - 1 : (have + 0.5) / (kind.share ?? 1);
    if (have < designsOf(kind) && due < bestDue) [best, bestDue] = [index, due];
  });
  return best;
}

function draftsOf(kind: Kind, count: number, random: SeededRandom): Draft[] {
  if (kind.names) {
    const names = random.shuffle(kind.names).slice(0, count);
    return names.map((title) => ({ kind, title, series: null, style: null }));
  }
  const series = random.shuffle(SERIES).slice(0, count);
  return series.map(({ name, style }) => ({ kind, title: `${name} ${kind.noun}`, series: name, style }));
}
