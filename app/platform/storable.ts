/** NUL and halves of characters are no text to PostgreSQL, which refuses a whole row for one of them. */
const NUL = /\0/g;
/** With the `u` flag only those that have lost their other half. */
const HALVES = /\p{Surrogate}/gu;
/** How either may stand in JSON; most texts have neither, and are read as they are. */
const ESCAPED = /\\u(?:0000|[dD][89a-fA-F])/;
/** A whole character of two halves; any other by its number; any other escape. */
const ESCAPE = /\\u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|\\u([\da-fA-F]{4})|\\[^]/g;

/** A text as PostgreSQL can keep it: without NUL, and with U+FFFD for halves of characters. */
export const storableText = (text: string): string => text.replace(NUL, '').replace(HALVES, '\ufffd');

/**
 * As `JSON.parse`, with every string and name made storable. Throws a SyntaxError where the text is no JSON. The text is cleaned, not what was
 * parsed: a walk through that could run out of stack where somebody nests lists in lists.
 */
export const parseStorableJson = (text: string): unknown =>
  JSON.parse(ESCAPED.test(text) ? text.replace(ESCAPE, storableEscape) : text);

function storableEscape(escape: string, number: string | undefined): string {
  if (number === undefined) return escape;
  if (number === '0000') return '';
  return /^[dD][89a-fA-F]/.test(number) ? '\\ufffd' : escape;
}
