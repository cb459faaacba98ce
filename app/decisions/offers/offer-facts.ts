/** What the arbiter knows of the offer whose code a mail is to carry, and of its person's part in it. */
export interface OfferFacts {
  name: string;
  isOn: boolean;
  /** They have a code that is still good. */
  hasOwn: boolean;
  /** There is one that is nobody's. */
  hasFree: boolean;
  /** They had one that is used or over. */
  hadOne: boolean;
  /** When they may have another, since then; null: never, or they had none. */
  againAt: Date | null;
}
