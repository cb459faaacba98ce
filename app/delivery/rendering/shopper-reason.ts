import type { Reason } from '~/decisions/recommendations/recommendation';
import { unreachable } from '~/platform/errors';
import type { ReasonWords } from '../documents/words/mail-words';

export interface ReasonContext {
  words: ReasonWords;
  titleOf: (productId: string) => string | undefined;
  isInCart: (productId: string) => boolean;
}

/** A recommendation's reason in a shopper's words. */
export function shopperReason(reason: Reason, { words, titleOf, isInCart }: ReasonContext): string {
  const title = (productId: string): string => titleOf(productId) ?? '';
  switch (reason.kind) {
    case 'bought-together':
      return words.boughtTogether(title(reason.withProductId));
    case 'bought-by-same':
      return words.boughtBySame(title(reason.withProductId));
    case 'because-viewed':
      return (isInCart(reason.productId) ? words.chosenAlong : words.becauseViewed)(title(reason.productId));
    case 'similar':
      return words.similar(title(reason.productId));
    case 'seen-in-visit':
      return words.seenInVisit;
    case 'bought-before':
      return words.boughtBefore;
    case 'buyers-alike':
      return words.buyersAlike;
    case 'best-seller':
    case 'trending':
      return words.popular;
    case 'people-alike':
    case 'first-choice':
      return words.firstChoice;
    case 'new-arrival':
      return words.newArrival;
    case 'same-collection':
      return words.sameCollection;
    case 'pinned':
      return words.pinned;
    default:
      return unreachable(reason);
  }
}
