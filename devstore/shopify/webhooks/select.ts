import { parseSearch, type SearchNode, type SearchTerm } from '../graphql/search/parse';
import type { Payload } from './payloads/rest';

/** The fields a subscription's `include_fields` names, dotted paths reaching into objects and lists; all of them when it names none. */
export function includeFields(payload: Payload, fields: string[]): Payload {
  if (fields.length === 0) return payload;
  return pick(
    payload,
    fields.map((field) => field.split('.')),
  ) as Payload;
}

function pick(value: unknown, paths: string[][]): unknown {
  if (Array.isArray(value)) return value.map((each) => pick(each, paths));
  if (typeof value !== 'object' || value === null) return value;
  const kept: Payload = {};
  for (const [key, inner] of Object.entries(value)) {
    const tails = paths.filter(([head]) => head === key).map(([, ...tail]) => tail);
    if (tails.length === 0) continue;
    kept[key] = tails.some((tail) => tail.length === 0) ? inner : pick(inner, tails);
  }
  return kept;
}

/** Whether a subscription's `filter` lets a payload through; it is written in the search syntax over the payload's own fields. */
export function passesFilter(payload: Payload, filter: string | null): boolean {
  const node = filter ? parseSearch(filter) : null;
  return node === null || matches(payload, node);
}

function matches(payload: Payload, node: SearchNode): boolean {
  switch (node.kind) {
    case 'not':
      return !matches(payload, node.node);
    case 'and':
      return matches(payload, node.left) && matches(payload, node.right);
    case 'or':
      return matches(payload, node.left) || matches(payload, node.right);
    case 'term':
      return matchesTerm(payload, node);
  }
}

function matchesTerm(payload: Payload, term: SearchTerm): boolean {
  const values = valuesAt(payload, (term.field ?? '').split('.'));
  if (term.value === '*') return values.some((value) => value !== null && value !== undefined && value !== '');
  return values.some((value) => compare(value, term));
}

function valuesAt(value: unknown, path: string[]): unknown[] {
  if (Array.isArray(value)) return value.flatMap((each) => valuesAt(each, path));
  const [head, ...tail] = path;
  if (head === undefined) return [value];
  return typeof value === 'object' && value !== null ? valuesAt((value as Payload)[head], tail) : [];
}

function compare(value: unknown, term: SearchTerm): boolean {
  if (term.comparator === ':') return String(value).toLowerCase() === term.value.toLowerCase();
  const isNumeric = value !== null && value !== '' && !Number.isNaN(Number(value)) && !Number.isNaN(Number(term.value));
  const [left, right] = isNumeric
    ? [Number(value), Number(term.value)]
    : [Date.parse(String(value)), Date.parse(term.value)];
  if (term.comparator === ':>') return left > right;
  if (term.comparator === ':>=') return left >= right;
  if (term.comparator === ':<') return left < right;
  return left <= right;
}
