import type { Effect, MerchandisingRule, Strength, Subject } from '../recommendations/merchandising';
import { formatMoney } from '~/platform/money';
import { unreachable } from '~/platform/errors';

/** What rules do, in a merchant's words. */
export const EFFECT_WORDS: Readonly<Record<Effect, string>> = {
  pin: 'Put first',
  boost: 'Show more',
  bury: 'Show less',
  exclude: 'Never show',
};

/** How much more or less. */
export const STRENGTH_WORDS: Readonly<Record<Strength, string>> = { 1: 'a little', 2: 'clearly', 3: 'strongly' };

interface RuleContext {
  currency: string;
  locale: string;
  /** Of products and collections, by their ids. */
  titleOf(id: string): string | undefined;
}

/** What a rule is about. */
export function subjectWords(subject: Subject, context: RuleContext): string {
  switch (subject.kind) {
    case 'product':
      return context.titleOf(subject.productId) ?? 'a product that is gone';
    case 'collection':
      return `the collection “${context.titleOf(subject.collectionId) ?? 'that is gone'}”`;
    case 'tag':
      return `products tagged “${subject.tag}”`;
    case 'vendor':
      return `products by “${subject.vendor}”`;
    case 'type':
      return `products of type “${subject.productType}”`;
    case 'price':
      return priceWords(subject, context);
    default:
      return unreachable(subject);
  }
}

function priceWords(
  { fromMinor, toMinor }: Extract<Subject, { kind: 'price' }>,
  { currency, locale }: RuleContext,
): string {
  const money = (minor: number) => formatMoney({ minor, currency }, locale);
  if (fromMinor === null) return `products up to ${money(toMinor ?? 0)}`;
  if (toMinor === null) return `products from ${money(fromMinor)} on`;
  return `products from ${money(fromMinor)} to ${money(toMinor)}`;
}

/** A rule as a sentence: `Show more, clearly: products by “Oak”`. */
export function ruleWords({ effect, strength, subject }: MerchandisingRule, context: RuleContext): string {
  const isGradual = effect === 'boost' || effect === 'bury';
  const much = isGradual ? `, ${STRENGTH_WORDS[strength]}` : '';
  return `${EFFECT_WORDS[effect]}${much}: ${subjectWords(subject, context)}`;
}
