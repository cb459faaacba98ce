import type { SearchNode } from './parse';

const comparatorNames = { ':<': 'lt', ':>': 'gt', ':<=': 'lte', ':>=': 'gte' } as const;

/** The parsed search as Shopify prints it in `extensions.search[].parsed`. */
export function describeSearch(node: SearchNode): unknown {
  switch (node.kind) {
    case 'not':
      return { not: describeSearch(node.node) };
    case 'and':
    case 'or':
      return { [node.kind]: [...flatten(node.left, node.kind), ...flatten(node.right, node.kind)] };
    case 'term': {
      const field = node.field ?? 'default';
      if (node.comparator !== ':') return { field, range: { [comparatorNames[node.comparator]]: node.value } };
      return { field, [node.isQuoted && node.value.includes(' ') ? 'match_phrase' : 'match_all']: node.value };
    }
  }
}

function flatten(node: SearchNode, kind: 'and' | 'or'): unknown[] {
  return node.kind === kind ? [...flatten(node.left, kind), ...flatten(node.right, kind)] : [describeSearch(node)];
}
