import type { PropertyValue } from '~/capture/events/person-report';

/** What the limits are, and why one is refused: for whoever sent it. */
export type PropertyProblem =
  | { code: 'bad-key'; key: string }
  | { code: 'value-too-large'; key: string; bytes: number }
  | { code: 'not-plain'; key: string }
  | { code: 'too-many'; count: number };

export const MOST_PROPERTIES = 200;
export const LARGEST_VALUE_BYTES = 1_024;
const LONGEST_KEY = 128;
/** `loyalty.tier`, `custom.skin-type`: a namespace's dots are part of the key. */
const KEY = /^[\p{L}\p{N}_$][\p{L}\p{N}_.$:-]*$/u;

/** Whether a property may be kept: a name that can be written in a rule, and a small plain value. */
export function propertyProblem(key: string, value: unknown): PropertyProblem | null {
  if (key.length > LONGEST_KEY || !KEY.test(key)) return { code: 'bad-key', key: key.slice(0, LONGEST_KEY) };
  if (!isPlain(value)) return { code: 'not-plain', key };
  const bytes = Buffer.byteLength(JSON.stringify(value));
  return bytes > LARGEST_VALUE_BYTES ? { code: 'value-too-large', key, bytes } : null;
}

function isPlain(value: unknown): value is PropertyValue {
  if (value === null || typeof value === 'boolean') return true;
  return typeof value === 'number' ? Number.isFinite(value) : typeof value === 'string' && !value.includes('\u0000');
}

export function propertyProblemWords(problem: PropertyProblem): string {
  switch (problem.code) {
    case 'bad-key':
      return `“${problem.key}” is no name for a property: letters, digits, dots, dashes and underscores, at most ${LONGEST_KEY}.`;
    case 'value-too-large':
      return `The value of “${problem.key}” has ${problem.bytes} bytes; at most ${LARGEST_VALUE_BYTES} are kept.`;
    case 'not-plain':
      return `The value of “${problem.key}” is neither text, nor a number, nor true, false or null.`;
    case 'too-many':
      return `A person has at most ${MOST_PROPERTIES} properties; this would make ${problem.count}. Take some away first.`;
  }
}
