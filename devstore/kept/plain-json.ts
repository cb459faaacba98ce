/** Names under which values that JSON does not know are written; an object that has one of them as a key itself is written as `$object`. */
const MARKS = ['$date', '$map', '$set', '$object'] as const;
type Mark = (typeof MARKS)[number];

/** JSON on one line that also carries dates, maps and sets, as `fromPlainJson` gives them back. */
export function toPlainJson(value: unknown): string {
  return JSON.stringify(value, function (this: Record<string, unknown>, key: string, given: unknown) {
    // A date has become text by the time it is given.
    const raw = this[key];
    if (raw instanceof Date) return { $date: raw.toISOString() };
    if (raw instanceof Map) return { $map: [...(raw as Map<unknown, unknown>)] };
    if (raw instanceof Set) return { $set: [...(raw as Set<unknown>)] };
    return markOf(raw) ? { $object: Object.entries(raw as object) } : given;
  });
}

/** Reads what `toPlainJson` wrote; throws a SyntaxError on what was cut short. */
export function fromPlainJson<T>(text: string): T {
  return JSON.parse(text, (_key, value: unknown) => {
    const mark = markOf(value);
    return mark ? revived[mark]((value as Record<Mark, unknown>)[mark]) : value;
  }) as T;
}

const revived: Record<Mark, (inner: unknown) => unknown> = {
  $date: (inner) => new Date(inner as string),
  $map: (inner) => new Map(inner as [unknown, unknown][]),
  $set: (inner) => new Set(inner as unknown[]),
  $object: (inner) => Object.fromEntries(inner as [string, unknown][]),
};

function markOf(value: unknown): Mark | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const keys = Object.keys(value);
  return keys.length === 1 ? MARKS.find((mark) => mark === keys[0]) : undefined;
}
