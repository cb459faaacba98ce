import { strategyWords } from '~/decisions/explanations/strategy-words';
import { sharesOf } from '~/decisions/recommendations/each-strategy';
import { HYBRID } from '~/learning/recommendations/evaluate-model';
import type { MeasuredContext, Worth } from '../recommender-quality';
import { numberWords, percentWords, shareOfMixWords } from './number-words';

export interface ShownStrategy {
  id: string;
  name: string;
  looksAt: string;
  /** How much it counts in the mix that serves; null: not at all, or not known. */
  share: string | null;
  isMix: boolean;
  /** Found among ten, NDCG, MRR, precision, recall, coverage, novelty; null where it was not written down. */
  figures: (string | null)[];
}

/** All ways of choosing on the same cases, the mix of them first, then the best. */
export function strategiesOf(
  { strategies, coverage20, novelty }: MeasuredContext,
  mix: Record<string, number> | undefined,
  locale: string,
): ShownStrategy[] {
  const shares = sharesOf(mix ?? {});
  return Object.entries(strategies)
    .map(([id, worth]) => ({ id, worth: id === HYBRID ? { coverage20, novelty, ...worth } : worth }))
    .sort((a, b) => rankOf(b) - rankOf(a) || (a.id < b.id ? -1 : 1))
    .map(({ id, worth }) => ({
      ...{ id, ...strategyWords(id), isMix: id === HYBRID },
      share: shareOfMixWords(shares[id] ?? 0, locale),
      figures: figuresOf(worth, locale),
    }));
}

/** The mix stands first, whatever it was worth: it is what all others are compared with. */
const rankOf = ({ id, worth }: { id: string; worth: Worth }): number => (id === HYBRID ? Infinity : worth.hr10);

/** In the order of `FIGURES`. */
function figuresOf(
  { hr10, ndcg10, mrr20, p10, r10, coverage20, novelty }: Worth,
  locale: string,
): ShownStrategy['figures'] {
  const points = (value: number) => numberWords(value, locale, 3);
  return [
    percentWords(hr10, locale),
    points(ndcg10),
    points(mrr20),
    percentWords(p10, locale),
    percentWords(r10, locale),
    coverage20 === undefined ? null : percentWords(coverage20, locale),
    novelty === undefined ? null : numberWords(novelty, locale, 1),
  ];
}
