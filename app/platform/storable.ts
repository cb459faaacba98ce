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
 * As `JSON.parse`, with every string and name made storable; throws what `parseJson` throws. The text is cleaned, not what was parsed: a walk through
 * that costs more than most texts need.
 */
export const parseStorableJson = (text: string): unknown =>
  parseJson(ESCAPED.test(text) ? text.replace(ESCAPE, storableEscape) : text);

function storableEscape(escape: string, number: string | undefined): string {
  if (number === undefined) return escape;
  if (number === '0000') return '';
  return /^[dD][89a-fA-F]/.test(number) ? '\\ufffd' : escape;
}

/** Nobody means anything by so many lists in lists; whoever walks through them, or only asks for their text, runs out of stack. */
const MOST_LEVELS = 200;

export class TooDeep extends Error {
  constructor() {
    super(`the body: lies deeper than ${MOST_LEVELS} levels`);
    this.name = 'TooDeep';
  }
}

/**
 * Names that nobody means. An object that has one of its own cannot be turned into text or a number, and whoever tries throws: a validator that
 * compares a `length`, a template, a log.
 */
const SHADOWS = new Set(['toString', 'valueOf']);
/** How they may stand in JSON, escapes of small letters among them; most texts have none. */
const MAY_SHADOW = /toString|valueOf|\\u00[4-7]/;

/**
 * As `JSON.parse`, but for names that would shadow how objects become text. Throws a SyntaxError where the text is no JSON, and TooDeep where it
 * is nested beyond all sense.
 */
export function parseJson(text: string): unknown {
  if (isTooDeep(text)) throw new TooDeep();
  return parseJsonOfAnyDepth(text);
}

/** The same for those who look at each part's depth themselves. */
export const parseJsonOfAnyDepth = (text: string): unknown =>
  MAY_SHADOW.test(text) ? JSON.parse(text, withoutShadow) : JSON.parse(text);

const withoutShadow = (name: string, value: unknown): unknown => (SHADOWS.has(name) ? undefined : value);

const [QUOTE, BACKSLASH, LIST, LIST_END, OBJECT, OBJECT_END] = [...'"\\[]{}'].map((each) => each.charCodeAt(0));

function isTooDeep(text: string): boolean {
  let level = 0;
  let isInText = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) isInText = !isInText;
    else if (isInText && code === BACKSLASH) at += 1;
    else if (isInText) continue;
    else if (code === LIST || code === OBJECT) level += 1;
    else if (code === LIST_END || code === OBJECT_END) level -= 1;
    if (level > MOST_LEVELS) return true;
  }
  return false;
}
