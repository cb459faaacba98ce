import type { EventType } from '~/capture/events/event';
import type { FactKey } from '~/customers/rules/facts';
import type { Rule } from '~/customers/rules/rule';

/** Where a feature's number comes from: always something that a rule can say, so that what sets people apart becomes a rule. */
export type FeatureSource =
  /** Whole days since; never counts as `NEVER_DAYS`. */
  | { kind: 'age'; fact: FactKey }
  | { kind: 'count'; fact: FactKey }
  /** Minor units; unknown counts as none. */
  | { kind: 'money'; fact: FactKey }
  /** How often in so many days. */
  | { kind: 'events'; event: EventType; days: number }
  /** 1 or 0. */
  | { kind: 'choice'; fact: FactKey; value: string };

/** Something by which people are told apart. */
export interface Feature {
  key: string;
  /** Of features that say much the same, one is enough to name a cluster by. */
  theme: string;
  of: FeatureSource;
  /** What people are who have much of it, or little. */
  high: string;
  low: string;
  /** A sentence about several, with `%` for the figure. */
  say: string;
  /** Nothing is known of it of whoever never bought. */
  isOfBuyers?: true;
}

/** Who bought longer ago than this, or never, is alike. */
export const NEVER_DAYS = 1_095;
const DAY_MINUTES = 1_440;
const YEAR_MINUTES = 365 * DAY_MINUTES;

/** Who is looked at: whoever was seen or bought within a year. */
export const POPULATION: Rule = {
  kind: 'any',
  rules: [
    { kind: 'age', of: { fact: 'profile.lastSeenAt' }, is: 'within', minutes: YEAR_MINUTES },
    { kind: 'age', of: { fact: 'orders.lastAt' }, is: 'within', minutes: YEAR_MINUTES },
  ],
};

const did = (key: string, event: EventType, days: number, theme: string, words: [string, string, string]): Feature => ({
  ...{ key, theme, of: { kind: 'events', event, days } },
  ...{ high: words[0], low: words[1], say: words[2] },
});

const is = (key: string, fact: FactKey, value: string, words: [string, string, string]): Feature => ({
  ...{ key, theme: fact, of: { kind: 'choice', fact, value } },
  ...{ high: words[0], low: words[1], say: words[2] },
});

const has = (
  key: string,
  kind: 'age' | 'count' | 'money',
  fact: FactKey,
  theme: string,
  words: [string, string, string],
): Feature => ({ key, theme, of: { kind, fact }, high: words[0], low: words[1], say: words[2] });

/** What every shop's people are told apart by. */
const common: readonly Feature[] = [
  has('orders', 'count', 'orders.count', 'buying', ['buy often', 'buy seldom', 'placed % orders']),
  has('spent', 'money', 'orders.netMinor', 'spending', ['spend much', 'spend little', 'spent % in all']),
  has('average', 'money', 'orders.averageMinor', 'order size', ['large orders', 'small orders', 'spent % an order']),
  has('items', 'count', 'orders.items', 'buying', ['buy many pieces', 'buy few pieces', 'bought % pieces']),
  has('discounted', 'count', 'orders.discounted', 'discounts', [
    ...(['buy with a discount', 'buy without discounts', 'placed % orders with a discount code'] as const),
  ]),
  has('price', 'money', 'traits.typicalPriceMinor', 'prices', [
    'dear goods',
    'low-priced goods',
    'usually pay % a piece',
  ]),
  has('lastOrder', 'age', 'orders.lastAt', 'last order', [
    ...(['no order for long', 'bought lately', 'placed their last order % days ago'] as const),
  ]),
  has('firstSeen', 'age', 'profile.firstSeenAt', 'presence', ['known for long', 'new', 'came % days ago']),
  has('lastSeen', 'age', 'profile.lastSeenAt', 'presence', [
    'away for long',
    'here lately',
    'were last seen % days ago',
  ]),
  did('views90', 'product_viewed', 90, 'looking', ['look a lot', 'look seldom', 'looked at % products in 90 days']),
  did('views30', 'product_viewed', 30, 'looking', [
    'look a lot now',
    'do not look now',
    'looked at % products in 30 days',
  ]),
  did('searches90', 'search_submitted', 90, 'searching', [
    'search a lot',
    'search seldom',
    'searched % times in 90 days',
  ]),
  did('carts90', 'product_added_to_cart', 90, 'carts', [
    'fill carts',
    'fill no carts',
    'put % things in the cart in 90 days',
  ]),
  did('checkouts90', 'checkout_started', 90, 'checkouts', [
    ...(['begin checkouts', 'begin no checkouts', 'began % checkouts in 90 days'] as const),
  ]),
  did('clicks90', 'email_clicked', 90, 'mails', ['click mails', 'click no mails', 'clicked % mails in 90 days']),
  is('phone', 'traits.device', 'mobile', ['on a phone', 'no phone known', '% mostly use a phone']),
  is('desktop', 'traits.device', 'desktop', ['on a computer', 'no computer known', '% mostly use a computer']),
  is('lowBand', 'traits.priceBand', 'low', ['buy what costs little', 'buy no bargains', '% buy in the low price band']),
  is('highBand', 'traits.priceBand', 'high', [
    'buy what costs much',
    'buy nothing dear',
    '% buy in the high price band',
  ]),
  is('consent', 'consent.marketing', 'granted', ['take our mail', 'take no mail', '% agreed to marketing']),
];

const OF_BUYERS: readonly string[] = ['average', 'price'];

/** All features of a shop, with the countries of most of its people as two-letter codes. */
export const featuresOf = (countries: readonly string[]): Feature[] => [
  ...common.map((feature) => (OF_BUYERS.includes(feature.key) ? { ...feature, isOfBuyers: true as const } : feature)),
  ...countries.map((code) => {
    const name = nameOfCountry(code);
    return is(`country ${code}`, 'profile.country', code, [`from ${name}`, `not from ${name}`, `% live in ${name}`]);
  }),
];

const countryNames = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' });
const nameOfCountry = (code: string): string => (/^[A-Z]{2}$/.test(code) ? (countryNames.of(code) ?? code) : code);

/** The rule that somebody has at least so much of a feature. */
export function atLeast({ of }: Feature, value: number): Rule {
  switch (of.kind) {
    case 'age':
      return { kind: 'not', rule: { kind: 'age', of: { fact: of.fact }, is: 'within', minutes: value * DAY_MINUTES } };
    case 'count':
    case 'money':
      return { kind: 'fact', fact: of.fact, is: 'at-least', value };
    case 'events':
      return { kind: 'happened', event: of.event, atLeast: value, within: { minutes: of.days * DAY_MINUTES } };
    case 'choice':
      return { kind: 'fact', fact: of.fact, is: 'is', value: of.value };
  }
}

/** The rule that somebody has less of it: the opposite of `atLeast`, also for whom nothing is known. */
export function below(feature: Feature, value: number): Rule {
  const { of } = feature;
  if (of.kind === 'age') return { kind: 'age', of: { fact: of.fact }, is: 'within', minutes: value * DAY_MINUTES };
  if (of.kind === 'count') return { kind: 'fact', fact: of.fact, is: 'at-most', value: value - 1 };
  return { kind: 'not', rule: atLeast(feature, value) };
}
