/** A share of 0…1 as a percentage, in the shop's way of writing: small ones with a digit more. */
export const percentWords = (share: number, locale: string): string =>
  new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: share < 0.1 ? 1 : 0 }).format(share);

export const numberWords = (value: number, locale: string, maximumFractionDigits = 0): string =>
  new Intl.NumberFormat(locale, { maximumFractionDigits }).format(value);

/** Of a hundred: `3`, `0.4`. */
export const ofHundred = (share: number, locale: string): string => numberWords(Math.abs(share) * 100, locale, 1);
