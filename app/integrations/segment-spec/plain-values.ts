/** What is wrong with something that was told, by the field it stands in. */
export interface FieldProblem {
  /** `properties.basket.0.sku`; empty: the whole. */
  field: string;
  problem: string;
}

/** Levels below the message itself: `properties.products.0.options.0.name` has six. */
export const MOST_LEVELS = 8;
const LONGEST_NAME = 128;
const LONGEST_PATH = 200;
/** NUL and halves of characters are no text to PostgreSQL. */
const UNSTORABLE = /[\0\p{Surrogate}]/u;
/** Names by which careless code reaches what all objects have in common. */
const FORBIDDEN: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

interface Place {
  value: unknown;
  path: string;
  level: number;
}

/**
 * What keeps a parsed JSON value from being looked at any further, or null: too many levels, names that are too long or do harm, text that
 * cannot be stored, numbers that are none. Walks without recursion, so that no depth can exhaust the stack.
 */
export function plainProblem(value: unknown): FieldProblem | null {
  const places: Place[] = [{ value, path: '', level: 0 }];
  for (let place = places.pop(); place; place = places.pop()) {
    const problem = problemAt(place) ?? pushMembers(place, places);
    if (problem) return { field: place.path, problem };
  }
  return null;
}

function problemAt({ value, level }: Place): string | null {
  if (typeof value === 'number' && !Number.isFinite(value)) return 'is too large a number';
  if (typeof value === 'string' && UNSTORABLE.test(value)) return 'holds characters that are no text';
  return level > MOST_LEVELS ? `lies deeper than ${MOST_LEVELS} levels` : null;
}

function pushMembers({ value, path, level }: Place, places: Place[]): string | null {
  if (typeof value !== 'object' || value === null) return null;
  for (const [name, member] of Object.entries(value)) {
    const problem = nameProblem(name);
    if (problem) return problem;
    places.push({ value: member, path: join(path, name), level: level + 1 });
  }
  return null;
}

function nameProblem(name: string): string | null {
  if (FORBIDDEN.has(name)) return `has a member named ${name}, which is not taken`;
  if (name.length > LONGEST_NAME) return `has a member whose name is longer than ${LONGEST_NAME} characters`;
  return UNSTORABLE.test(name) ? 'has a member whose name is no text' : null;
}

export const join = (path: string, name: string): string => (path ? `${path}.${name}` : name).slice(0, LONGEST_PATH);
