/** Nothing that is read for something else, and no vowels: what has none is hardly a word. */
const LETTERS = 'BCDFGHJKMNPQRSTVWXZ23456789';
/** 27^8 are 2.8e11: with ten thousand codes about, one guess in 28 million finds one. */
const LENGTH = 8;
/** What is offensive without vowels. */
const UNWANTED = ['FCK', 'FKN', 'FGT', 'CNT', 'NGR', 'SHT', 'DCK', 'KKK', 'NZ', '88', 'BTCH', 'WTF', 'STFV'];

/** Gives a whole number from 0 below another, all as likely. */
export type Draw = (below: number) => number;

/** A code that nobody guesses, by chance alone. */
export function codeText(prefix: string, draw: Draw, length = LENGTH): string {
  for (;;) {
    const text = Array.from({ length }, () => LETTERS[draw(LETTERS.length)]).join('');
    if (!UNWANTED.some((word) => text.includes(word))) return prefix ? `${prefix}-${text}` : text;
  }
}

/** The code by which an offer's discount is found again at Shopify: nobody gets it, and nobody is to guess it. */
export const markerText = (draw: Draw): string => codeText('KINDRED', draw, 16);

/** Codes differ in no letter's size. */
export const sameCode = (code: string): string => code.trim().toUpperCase();
