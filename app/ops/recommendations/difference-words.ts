import type { Context } from '~/decisions/recommendations/model';
import { CONTEXT_TERMS } from '~/learning/recommendations/contexts';
import { HYBRID } from '~/learning/recommendations/evaluate-model';
import type { MeasuredContext } from '../recommender-quality';
import { ofHundred } from './number-words';

/** Of fewer, a share may lie ten points beside the true one. */
export const FEW_CASES = 100;

/** How sure the difference is: 95 of 100 such intervals hold the true one. */
export function differenceWords(
  context: Context,
  { cases, gain, strategies }: MeasuredContext,
  locale: string,
): string {
  const few = cases < FEW_CASES ? 'These are few: take the figures as rough. ' : '';
  if (!gain) return `${few}This version did not write down how sure the difference is; the next one will.`;
  const { aim } = CONTEXT_TERMS[context];
  if (aim === 'hr10' || aim === 'hr20') return few + oftenWords(gain, locale);
  return few + nearTopWords(gain, strategies, locale);
}

type Gain = NonNullable<MeasuredContext['gain']>;

function oftenWords({ low, high }: Gain, locale: string): string {
  if (low > 0 || high < 0) {
    const [less, more] = nearerFirst(low, high).map((bound) => ofHundred(bound, locale));
    return `It is found between ${less} and ${more} of 100 times ${low > 0 ? 'more' : 'less'} often than by best-sellers.`;
  }
  const least = low === 0 ? 'just as often' : `${ofHundred(low, locale)} of 100 times less often`;
  const most = high === 0 ? 'just as often' : `${ofHundred(high, locale)} of 100 times more often`;
  return `It may be found anywhere from ${least} to ${most}, compared with best-sellers: chance alone could make that difference.`;
}

/** What points of NDCG at 10 are to who reads them: 1 ÷ log₂(place + 1), as of 100. */
const POINTS =
  'What is wanted is worth more the nearer it stands to the top, where people look: the one wanted product gets 100 points in first place, 50 in third, 29 in tenth and none further down';

function nearTopWords({ low, high }: Gain, strategies: MeasuredContext['strategies'], locale: string): string {
  const score = (name: string) => ofHundred(strategies[name]?.ndcg10 ?? 0, locale);
  const both = `${POINTS} (NDCG). On average Kindred gets ${score(HYBRID)} points, best-sellers ${score('best-sellers')}`;
  if (low > 0 || high < 0) {
    const [less, more] = nearerFirst(low, high).map((bound) => ofHundred(bound, locale));
    return `${both}. The true difference is between ${less} and ${more} points ${low > 0 ? 'more' : 'less'}.`;
  }
  return `${both}. The true difference may be anything from ${ofHundred(low, locale)} points less to ${ofHundred(high, locale)} more: chance alone could make it.`;
}

const nearerFirst = (low: number, high: number): number[] => [Math.abs(low), Math.abs(high)].sort((a, b) => a - b);
