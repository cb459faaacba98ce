import { gidNumber } from '../../gid';

/** The storefront speaks in plain numbers where the Admin API speaks in GIDs. */
export const numericId = gidNumber;

export function variantGid(id: string | number): string {
  return `gid://shopify/ProductVariant/${String(id).replace(/^gid:\/\/shopify\/ProductVariant\//, '')}`;
}

/** Subunits as Liquid and the Ajax API count them: hundredths of the currency's unit, whatever the currency. */
export function hundredths(minor: number, currency: string): number {
  return Math.round(minor * 10 ** (2 - digitsOf(currency)));
}

const digits = new Map<string, number>();

/** How many decimals amounts of a currency have: 2 of EUR, 0 of JPY. */
export function digitsOf(currency: string): number {
  const known = digits.get(currency);
  if (known !== undefined) return known;
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  const found = format.resolvedOptions().maximumFractionDigits ?? 2;
  digits.set(currency, found);
  return found;
}
