/** Shopify's search syntax (https://shopify.dev/docs/api/usage/search-syntax) as a tree. */
export type SearchNode =
  { kind: 'and' | 'or'; left: SearchNode; right: SearchNode } | { kind: 'not'; node: SearchNode } | SearchTerm;

export interface SearchTerm {
  kind: 'term';
  /** Null for a bare word, which searches several fields. */
  field: string | null;
  comparator: Comparator;
  value: string;
  isQuoted: boolean;
}

export type Comparator = ':' | ':<' | ':>' | ':<=' | ':>=';

type Token =
  | { kind: 'word'; text: string }
  | { kind: 'quoted'; text: string }
  | { kind: 'comparator'; text: Comparator }
  | { kind: 'open' | 'close' | 'minus' };

/**
 * Parses a search; null when it is empty. As at Shopify, an unquoted value ends at a colon: `updated_at:>2026-01-01T10:45:22Z` is read as
 * a comparison with `2026-01-01T10` and a second term with the unknown field `45`, so times must be quoted.
 */
export function parseSearch(text: string): SearchNode | null {
  const parser = { tokens: tokenize(text), at: 0 };
  return parser.tokens.length === 0 ? null : parseQuery(parser);
}

interface Parser {
  tokens: Token[];
  at: number;
}

function parseQuery(parser: Parser): SearchNode {
  let left = parseTerm(parser);
  for (;;) {
    const next = parser.tokens[parser.at];
    if (!next || next.kind === 'close') return left;
    const connective = next.kind === 'word' && (next.text === 'OR' || next.text === 'AND') ? next.text : null;
    if (connective) parser.at++;
    if (!parser.tokens[parser.at]) return left;
    left = { kind: connective === 'OR' ? 'or' : 'and', left, right: parseTerm(parser) };
  }
}

function parseTerm(parser: Parser): SearchNode {
  const token = parser.tokens[parser.at++];
  if (!token) return bareTerm('', false);
  if (token.kind === 'minus') return { kind: 'not', node: parseTerm(parser) };
  if (token.kind === 'word' && token.text === 'NOT') return { kind: 'not', node: parseTerm(parser) };
  if (token.kind === 'open') {
    const inner = parseQuery(parser);
    if (parser.tokens[parser.at]?.kind === 'close') parser.at++;
    return inner;
  }
  if (token.kind === 'word' || token.kind === 'quoted') return parseComparison(parser, token);
  // A stray comparator or bracket is passed over.
  return parseTerm(parser);
}

function parseComparison(parser: Parser, token: { kind: 'word' | 'quoted'; text: string }): SearchTerm {
  const comparator = parser.tokens[parser.at];
  if (token.kind === 'quoted' || comparator?.kind !== 'comparator')
    return bareTerm(token.text, token.kind === 'quoted');
  const value = parser.tokens[parser.at + 1];
  if (value?.kind !== 'word' && value?.kind !== 'quoted') {
    parser.at++;
    return bareTerm(token.text, false);
  }
  parser.at += 2;
  return {
    kind: 'term',
    field: token.text,
    comparator: comparator.text,
    value: value.text,
    isQuoted: value.kind === 'quoted',
  };
}

function bareTerm(value: string, isQuoted: boolean): SearchTerm {
  return { kind: 'term', field: null, comparator: ':', value, isQuoted };
}

const patterns: [RegExp, (text: string) => Token | null][] = [
  [/^\s+/, () => null],
  [/^"((?:\\.|[^"\\])*)"/, (text) => ({ kind: 'quoted', text: unescape(text.slice(1, -1)) })],
  [/^'((?:\\.|[^'\\])*)'/, (text) => ({ kind: 'quoted', text: unescape(text.slice(1, -1)) })],
  [/^:\s*(<=|>=|<|>)?\s*/, (text) => ({ kind: 'comparator', text: text.replace(/\s/g, '') as Comparator })],
  [/^\(/, () => ({ kind: 'open' })],
  [/^\)/, () => ({ kind: 'close' })],
  [/^-(?=\S)/, () => ({ kind: 'minus' })],
  [/^(?:\\.|[^\s:()"'\\])+/, (text) => ({ kind: 'word', text: unescape(text) })],
  // A quotation mark without its partner counts as a letter of its own.
  [/^./s, (text) => ({ kind: 'word', text })],
];

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let rest = text;
  while (rest !== '') {
    const [pattern, make] = patterns.find(([each]) => each.test(rest)) ?? [];
    const match = pattern?.exec(rest)?.[0] ?? rest;
    const token = make?.(match) ?? null;
    if (token) tokens.push(token);
    rest = rest.slice(match.length);
  }
  return tokens;
}

function unescape(text: string): string {
  return text.replace(/\\(.)/g, '$1');
}
