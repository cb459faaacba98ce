/** How much margin can be let count, in percent, with its words: at 100 what costs nothing counts twice as much as what earns nothing. */
export const MARGIN_WEIGHTS = { 0: 'Not at all', 30: 'A little', 60: 'Clearly', 100: 'A lot' } as const;

export type MarginWeight = keyof typeof MARGIN_WEIGHTS;

export const isMarginWeight = (value: number): value is MarginWeight => Object.hasOwn(MARGIN_WEIGHTS, value);

/** A weight in the middle of a sentence; one of another release as it is. */
export const marginWords = (weight: unknown): string =>
  typeof weight === 'number' && isMarginWeight(weight) ? MARGIN_WEIGHTS[weight].toLowerCase() : 'otherwise than before';
