/**
 * How values of a kind compare. `text` and `list` (of texts) without regard to case, see `fold`; `choice`, `ids` and `instant` exactly; an `instant` is
 * ISO 8601 in UTC to the millisecond, so that later ones sort higher; a `day` is `1990-12-31`, or `12-31` where the year is not known.
 */
export type ValueType = 'boolean' | 'number' | 'choice' | 'text' | 'list' | 'ids' | 'instant' | 'day';

interface FactDescription {
  type: ValueType;
  words: string;
  /** Of a `boolean` that does not hold. */
  negation?: string;
  /** The words name what is counted, and stand behind the number; of one alone, these do. */
  one?: string;
  /** In minor units of the shop's currency. */
  isMoney?: true;
  /** All values of a `choice` that has few. */
  choices?: readonly string[];
}

/** The fact registry: everything a rule can compare, with its type and its words. A rule about a fact that is not here does not parse. */
export const factRegistry = {
  'profile.hasAddress': {
    type: 'boolean',
    words: 'an email address is known',
    negation: 'no email address is known',
  },
  'profile.country': { type: 'choice', words: 'country' },
  'profile.region': { type: 'text', words: 'region' },
  'profile.city': { type: 'text', words: 'city' },
  'profile.locale': { type: 'text', words: 'language' },
  'profile.birthday': { type: 'day', words: 'birthday' },
  'profile.firstSeenAt': { type: 'instant', words: 'first seen' },
  'profile.lastSeenAt': { type: 'instant', words: 'last seen' },
  'consent.marketing': {
    type: 'choice',
    words: 'consent to marketing',
    choices: ['never-given', 'pending', 'granted', 'withdrawn'],
  },
  'consent.since': { type: 'instant', words: 'consent last changed' },
  'orders.count': { type: 'number', words: 'orders', one: 'order' },
  'orders.netMinor': { type: 'number', words: 'spent in all', isMoney: true },
  'orders.averageMinor': { type: 'number', words: 'average order', isMoney: true },
  'orders.items': { type: 'number', words: 'items bought', one: 'item bought' },
  'orders.discounted': { type: 'number', words: 'orders with a discount code', one: 'order with a discount code' },
  'orders.firstAt': { type: 'instant', words: 'first order' },
  'orders.lastAt': { type: 'instant', words: 'last order' },
  'orders.nextExpectedOn': { type: 'day', words: 'expected next order' },
  'rfm.recency': { type: 'number', words: 'recency score (1 to 5)' },
  'rfm.frequency': { type: 'number', words: 'frequency score (1 to 5)' },
  'rfm.monetary': { type: 'number', words: 'spending score (1 to 5)' },
  'traits.daysBetweenOrders': { type: 'number', words: 'usual days between orders' },
  'traits.typicalPriceMinor': { type: 'number', words: 'usual price of an item', isMoney: true },
  'traits.priceBand': { type: 'choice', words: 'price band', choices: ['low', 'middle', 'high'] },
  'traits.device': { type: 'choice', words: 'usual device', choices: ['mobile', 'tablet', 'desktop'] },
  'traits.favouriteTypes': { type: 'list', words: 'favourite product types' },
  'traits.favouriteVendors': { type: 'list', words: 'favourite vendors' },
  'traits.favouriteCollections': { type: 'ids', words: 'favourite collections' },
  'shopify.tags': { type: 'list', words: 'customer tags' },
  'shopify.rfmGroup': { type: 'choice', words: 'Shopify’s RFM group' },
  'shopify.spendTier': {
    type: 'choice',
    words: 'Shopify’s predicted spend tier',
    choices: ['HIGH', 'MEDIUM', 'LOW'],
  },
  'cart.itemCount': { type: 'number', words: 'items in the cart', one: 'item in the cart' },
  'cart.valueMinor': { type: 'number', words: 'value of the cart', isMoney: true },
  'cart.linesChangedAt': { type: 'instant', words: 'the last change to the cart' },
  'cart.isBought': { type: 'boolean', words: 'the cart was bought', negation: 'the cart was not bought' },
} as const satisfies Record<string, FactDescription>;

export type FactKey = keyof typeof factRegistry;
export const factKeys = Object.keys(factRegistry) as FactKey[];

export const describeFact = (fact: FactKey): FactDescription => factRegistry[fact];

export type FactValue = string | number | boolean | readonly string[] | null;

/** What is known at one moment, by request key (see `requestKey`). Missing and null are the same. */
export type Facts = Readonly<Record<string, FactValue>>;
