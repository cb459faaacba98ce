import { gidNumber } from '../../gid';

/** The storefront speaks in plain numbers where the Admin API speaks in GIDs. */
export const numericId = gidNumber;

export function variantGid(id: string | number): string {
  return `gid://shopify/ProductVariant/${String(id).replace(/^gid:\/\/shopify\/ProductVariant\//, '')}`;
}

/** Subunits as Liquid and the Ajax API count them: hundredths of the currency's unit, whatever the currency. */
export function hundredths(minor: number, currency: string): number {
  const digits =
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  return Math.round(minor * 10 ** (2 - digits));
}
