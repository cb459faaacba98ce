import type { OfferTerms } from '~/decisions/offers/offer';
import { formatMoney } from '~/platform/money';

interface Spoken {
  currency: string;
  locale: string;
}

/** `10% off orders of €50.00 or more` */
export function termsWords({ value, minimumMinor, items }: OfferTerms, { currency, locale }: Spoken): string {
  const money = (minor: number) => formatMoney({ minor, currency }, locale);
  const off = value.kind === 'percent' ? `${value.percent}%` : money(value.minor);
  const least = minimumMinor === null ? '' : ` of ${money(minimumMinor)} or more`;
  return `${off} off ${ITEMS[items.kind](items.kind === 'all' ? 0 : items.ids.length)}${least}`;
}

const ITEMS: Readonly<Record<OfferTerms['items']['kind'], (count: number) => string>> = {
  all: () => 'orders',
  products: (count) => (count === 1 ? 'one product in orders' : `${count} products in orders`),
  collections: (count) => (count === 1 ? 'one collection in orders' : `${count} collections in orders`),
};

/** `good for 7 days, one a person` */
export function givingWords({
  validDays,
  againAfterDays,
}: {
  validDays: number;
  againAfterDays: number | null;
}): string {
  const good = `Each code is good for ${validDays === 1 ? 'one day' : `${validDays} days`}, up to the end of the last.`;
  if (againAfterDays === null) return `${good} Nobody gets a second.`;
  return `${good} Somebody may get another ${againAfterDays === 1 ? 'a day' : `${againAfterDays} days`} after theirs.`;
}
