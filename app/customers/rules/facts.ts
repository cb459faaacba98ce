type FactDescription =
  | { type: 'boolean'; words: string; negation: string }
  /** `isCount`: the words name what is counted, and stand behind the number. */
  | { type: 'number'; words: string; isCount?: true }
  | { type: 'text' | 'instant'; words: string };

/**
 * The fact registry: everything a rule can compare, with its type and its words. A rule about a fact that is not here does not parse.
 * `instant` facts are ISO 8601 strings in UTC.
 */
export const factRegistry = {
  'profile.hasAddress': {
    type: 'boolean',
    words: 'an email address is known',
    negation: 'no email address is known',
  },
  'consent.marketing': { type: 'text', words: 'consent to marketing' },
  'cart.itemCount': { type: 'number', words: 'items in the cart', isCount: true },
  'cart.valueMinor': { type: 'number', words: 'value of the cart' },
  'cart.linesChangedAt': { type: 'instant', words: 'the last change to the cart' },
  'cart.isBought': { type: 'boolean', words: 'the cart was bought', negation: 'the cart was not bought' },
} as const satisfies Record<string, FactDescription>;

export type FactKey = keyof typeof factRegistry;
export const factKeys = Object.keys(factRegistry) as FactKey[];

export type FactValue = string | number | boolean | null;

/** What is known at one moment, by request key (see `requestKey`). Missing and null are the same. */
export type Facts = Readonly<Record<string, FactValue>>;
