import { unreachable } from '~/platform/errors';
import type { Reason } from '../recommendations/recommendation';
import { countWords } from './spoken-shop';

export interface RecommendationWords {
  /** Why it is shown. */
  reason: string;
  /** What that rests on, in counts. */
  evidence: string;
}

/** Why a product is shown, in a merchant's words, from the reason that was stored with it. */
export function recommendationWords(
  reason: Reason,
  titleOf: (productId: string) => string | undefined,
): RecommendationWords {
  switch (reason.kind) {
    case 'bought-together':
      return {
        reason: `Often bought with ${titleOf(reason.withProductId) ?? 'another product'}`,
        evidence: `${countWords(reason.orders, 'order')} hold${reason.orders === 1 ? 's' : ''} both`,
      };
    case 'bought-by-same':
      return {
        reason: `Bought by those who bought ${titleOf(reason.withProductId) ?? 'another product'}`,
        evidence: `${countWords(reason.buyers, 'buyer')} bought both`,
      };
    case 'because-viewed':
      return {
        reason: `Goes with ${titleOf(reason.productId) ?? 'another product'}, which they looked at or chose`,
        evidence: `found in ${countWords(reason.sessions, 'similar visit')}`,
      };
    case 'similar':
      return {
        reason: `Like ${titleOf(reason.productId) ?? 'another product'}`,
        evidence: 'described with the same words, of much the same price',
      };
    case 'seen-in-visit':
      return { reason: 'They looked at it', evidence: 'seen in this visit' };
    case 'bought-before':
      return { reason: 'They bought it before', evidence: boughtBefore(reason) };
    case 'buyers-alike':
      return {
        reason: 'Bought by people who buy the same',
        evidence: `${countWords(reason.buyers, 'buyer')} with much the same orders bought it`,
      };
    case 'people-alike':
      return {
        reason: 'What people like them begin with',
        evidence: `${countWords(reason.buyers, 'buyer')} of much the same country, language and time of the year began with it`,
      };
    default:
      return popularWords(reason);
  }
}

type Popular = Extract<
  Reason,
  { kind: 'best-seller' | 'trending' | 'first-choice' | 'new-arrival' | 'pinned' | 'same-collection' }
>;

function popularWords(reason: Popular): RecommendationWords {
  switch (reason.kind) {
    case 'best-seller':
      return { reason: 'Popular right now', evidence: `number ${reason.rank} among best-sellers` };
    case 'trending':
      return {
        reason: 'Popular right now',
        evidence: `number ${reason.rank} by orders, one ${countWords(reason.days, 'day')} old counting half`,
      };
    case 'first-choice':
      return { reason: 'What many begin with', evidence: `number ${reason.rank} among first orders` };
    case 'new-arrival':
      return {
        reason: 'New in the shop',
        evidence:
          reason.daysAgo < 1
            ? 'added since the last training, or on its day'
            : `added ${countWords(Math.floor(reason.daysAgo), 'day')} before the last training`,
      };
    case 'same-collection':
      return { reason: 'Of the same collection', evidence: 'nothing else speaks for it yet' };
    case 'pinned':
      return { reason: 'Put first by you', evidence: 'by a rule of the shop' };
    default:
      return unreachable(reason);
  }
}

const boughtBefore = ({ orders, daysAgo }: { orders: number; daysAgo: number }): string =>
  `in ${countWords(orders, 'order')}, last ${countWords(daysAgo, 'day')} ago`;

/** The products that reasons speak of, whose titles their words need. */
export const productsInReasons = (reasons: Reason[]): string[] =>
  reasons.flatMap((reason) => {
    if (reason.kind === 'bought-together' || reason.kind === 'bought-by-same') return [reason.withProductId];
    return reason.kind === 'because-viewed' || reason.kind === 'similar' ? [reason.productId] : [];
  });
