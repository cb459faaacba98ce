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
    case 'because-viewed':
      return {
        reason: `Goes with ${titleOf(reason.productId) ?? 'another product'}, which they looked at or chose`,
        evidence: `found in ${countWords(reason.sessions, 'similar visit')}`,
      };
    case 'best-seller':
      return { reason: 'Popular right now', evidence: `number ${reason.rank} among best-sellers` };
    default:
      return unreachable(reason);
  }
}

/** The products that reasons speak of, whose titles their words need. */
export const productsInReasons = (reasons: Reason[]): string[] =>
  reasons.flatMap((reason) => {
    if (reason.kind === 'bought-together') return [reason.withProductId];
    return reason.kind === 'because-viewed' ? [reason.productId] : [];
  });
