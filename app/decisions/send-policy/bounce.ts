/** hard: the mailbox is none, or takes no mail for good. soft: it did not take this one, now. */
export type Bounce = 'hard' | 'soft';

/** Postmark's names (its list of bounce types). What makes an address unusable there is for good; all else may be another time. */
const FOR_GOOD = new Set(['HardBounce', 'BadEmailAddress']);

/** What comes in answer to a mail that arrived: out of office, a new address, a wish to be on the list or off it. */
const ANSWERS = new Set(['AutoResponder', 'AddressChange', 'Subscribe', 'Unsubscribe']);

/** What a bounce of this type says of its mail; null: it arrived, and somebody or something answered. */
export function bounceOf(bounceType: string): Bounce | null {
  if (ANSWERS.has(bounceType)) return null;
  return FOR_GOOD.has(bounceType) ? 'hard' : 'soft';
}
