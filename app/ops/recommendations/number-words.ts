/** A share of 0…1 as a percentage, in the shop's way of writing: small ones with a digit more. */
export const percentWords = (share: number, locale: string): string =>
  new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: share < 0.1 ? 1 : 0 }).format(share);

export const numberWords = (value: number, locale: string, maximumFractionDigits = 0): string =>
  new Intl.NumberFormat(locale, { maximumFractionDigits }).format(value);

/** Of a hundred: `3`, `0.4`. */
export const ofHundred = (share: number, locale: string): string => numberWords(Math.abs(share) * 100, locale, 1);

/** Below that a way of choosing only fills what the others leave empty. */
const FILLS_BELOW = 0.01;

/** How much one way of choosing counts among all of a mix; null: not at all. */
export function shareOfMixWords(share: number, locale: string): string | null {
  if (share === 0) return null;
  return share < FILLS_BELOW ? 'Only fills gaps' : `${percentWords(share, locale)} of the mix`;
}
