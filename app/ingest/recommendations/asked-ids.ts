/** Ids of products in one question: more than any cart that is looked at, and an address that every server takes. */
export const MOST_IDS = 50;

export type ReadIds = { kind: 'read'; ids: string[] } | { kind: 'refused'; problem: string };

/** Reads `7,gid://shopify/Product/8` as global ids, each once; nothing at all is none. */
export function readIds(type: 'Product' | 'Collection', text: string): ReadIds {
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
  if (parts.length > MOST_IDS) return { kind: 'refused', problem: `names more than ${MOST_IDS}: name the newest` };
  const wrong = parts.findIndex((part) => idOf(type, part) === null);
  const called = type.toLowerCase();
  if (wrong >= 0)
    return {
      kind: 'refused',
      problem: `is no ${called} at place ${wrong + 1}: give numbers or global ids of ${called}s, separated by commas`,
    };
  return { kind: 'read', ids: [...new Set(parts.flatMap((part) => idOf(type, part) ?? []))] };
}

/** No number of Shopify's is longer. */
const NUMBER = /^\d{1,20}$/;

function idOf(type: string, text: string): string | null {
  const start = `gid://shopify/${type}/`;
  const number = text.startsWith(start) ? text.slice(start.length) : text;
  return NUMBER.test(number) ? `${start}${number}` : null;
}
