import { countWords } from '~/decisions/explanations/spoken-shop';
import type { OwnerLetter } from '../owner-letter';

export interface LackingOffer {
  name: string;
  /** Why Shopify does not take it, in its words; null: it does, but no code is left. */
  problem: string | null;
  /** Mails that wait for a code of it. */
  waiting: number;
}

/** What a shop's owner reads when mails wait for codes that do not come. */
export const offersLetter = ({
  shopName,
  offers,
  url,
}: {
  shopName: string;
  offers: LackingOffer[];
  url: string;
}): OwnerLetter => ({
  subject: `${shopName}: mails wait for discount codes`,
  paragraphs: [
    ...offers.map(sentenceOf),
    'A mail that is to carry a code never goes without one. It waits until there is one again; if its time passes before, it is not sent late, and its page says why.',
    'Change the offer so that Shopify takes it, or turn it off; then mails with it are planned no more.',
  ],
  button: { words: 'Open your offers', url },
});

function sentenceOf({ name, problem, waiting }: LackingOffer): string {
  const why =
    problem === null
      ? 'no code has been left for half an hour, though Shopify was asked for more'
      : `Shopify does not take its discount (“${problem}”)`;
  const wait =
    waiting === 0
      ? 'No mail waits for it yet.'
      : `${countWords(waiting, 'mail')} ${waiting === 1 ? 'waits' : 'wait'} for it.`;
  return `“${name}”: ${why}. ${wait}`;
}
