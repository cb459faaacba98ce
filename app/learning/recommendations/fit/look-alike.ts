import type { PersonFacts } from '~/decisions/recommendations/person-facts';
import { toWeightedRows } from '~/decisions/recommendations/rows';
import { vectorOf, type LookAlike } from '~/decisions/recommendations/strategies/look-alike';
import type { LearnedFrom, NumberedBasket } from './learned-from';

/** A k-d tree over more loses its gain. */
const MOST_REPRESENTATIVES = 2_000;
/** Fewer could be told from what they bought. */
const FEWEST_BUYERS = 5;
const MOST_COUNTRIES = 20;
const MOST_LANGUAGES = 10;
/** Buyers of all kinds who speak beside a representative's own, so that few of them are not believed too much. */
const PRIOR_BUYERS = 20;
/** Products of one representative. */
const MOST_FIRSTS = 100;

/** Of people whose country or language was known before they bought. */
export function fitLookAlike({ baskets }: Pick<LearnedFrom, 'baskets'>): LookAlike {
  const known = baskets.flatMap((basket): First[] => {
    const { person, isFirst, items } = basket;
    return isFirst && person && (person.country || person.language) ? [{ person, items }] : [];
  });
  const described = {
    countries: mostFrequent(known, ({ country }) => country, MOST_COUNTRIES),
    languages: mostFrequent(known, ({ language }) => language, MOST_LANGUAGES),
  };
  const shares = sharesOf(baskets.filter(({ isFirst }) => isFirst));
  const groups = groupsOf(known).slice(0, MOST_REPRESENTATIVES);
  const firsts = groups.map((group) => firstsOf(group, shares));
  return {
    ...described,
    vectors: Float32Array.from(groups.flatMap(([first]) => (first ? vectorOf(described, first.person) : []))),
    buyers: Uint32Array.from(groups, ({ length }) => length),
    firsts: toWeightedRows(firsts),
    firstBuyers: Uint32Array.from(firsts.flat(), ({ buyers }) => buyers),
  };
}

interface First {
  person: PersonFacts;
  items: readonly number[];
}

function mostFrequent(all: readonly First[], of: (person: PersonFacts) => string | null, most: number): string[] {
  const counts = new Map<string, number>();
  for (const { person } of all) {
    const value = of(person);
    if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, most)
    .map(([value]) => value);
}

/** Those who are the same in all, the largest group first; without those who are hardly a group. */
function groupsOf(all: readonly First[]): First[][] {
  const groups = new Map<string, First[]>();
  for (const each of all) {
    const { country, language, month } = each.person;
    const key = [country, language, month].join('|');
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(each);
  }
  return [...groups.values()].filter(({ length }) => length >= FEWEST_BUYERS).sort((a, b) => b.length - a.length);
}

/** Per product, the share of first orders that hold it. */
function sharesOf(firsts: readonly NumberedBasket[]): Map<number, number> {
  const shares = new Map<number, number>();
  for (const { items } of firsts)
    for (const item of items) shares.set(item, (shares.get(item) ?? 0) + 1 / firsts.length);
  return shares;
}

/** What a group began with, each by its share there, drawn to its share among all (Bayesian average). */
function firstsOf(group: readonly First[], shares: ReadonlyMap<number, number>) {
  const counts = new Map<number, number>();
  for (const { items } of group) for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return [...counts]
    .map(([item, buyers]) => {
      const weight = (buyers + PRIOR_BUYERS * (shares.get(item) ?? 0)) / (group.length + PRIOR_BUYERS);
      return { item, buyers, weight };
    })
    .sort((a, b) => b.weight - a.weight || a.item - b.item)
    .slice(0, MOST_FIRSTS);
}
