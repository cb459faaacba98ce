import { Kind, parse, print, visit, type FieldNode, type SelectionSetNode } from 'graphql';

/**
 * Bulk operations take whole connections and no variables; the Admin API otherwise takes pages. Both kinds of text are made of one, so that
 * what a page brings is what a bulk answer would have brought.
 */

/** The query with a search in its root's place for one. */
export const withSearch = (query: string, search: string): string =>
  changeRoot(query, (root) => withArguments(root, { query: stringValue(search) }));

/** The query with nothing but the ids of its root's nodes. */
export const idsOnly = (query: string): string =>
  changeRoot(query, (root) => ({ ...root, selectionSet: select(field('edges', field('node', field('id')))) }));

/** How many of each nested connection a page holds. More of one in an object make the page unfit for it. */
const NESTED_PAGE = 20;

/**
 * The query as it is asked page by page: its root takes `$first`, `$after` and `$query`, and every connection tells whether it has more than
 * it gave.
 */
export function inPages(query: string): string {
  const paged = visit(parse(query), {
    Field: {
      leave: (node) =>
        isConnection(node) ? withPageInfo(withArguments(node, { first: intValue(NESTED_PAGE) })) : undefined,
    },
    OperationDefinition: {
      leave: (node) => ({ ...node, name: { kind: Kind.NAME, value: `${node.name?.value}Page` } as const }),
    },
  });
  const text = changeRoot(print(paged), (root) =>
    withArguments(root, { first: variable('first'), after: variable('after'), query: variable('query') }),
  );
  return text.replace('{', '($first: Int!, $after: String, $query: String!) {');
}

function changeRoot(query: string, change: (root: FieldNode) => FieldNode): string {
  return print(
    visit(parse(query), {
      OperationDefinition: (node) => ({
        ...node,
        selectionSet: {
          ...node.selectionSet,
          selections: node.selectionSet.selections.map((each) => (each.kind === Kind.FIELD ? change(each) : each)),
        },
      }),
    }),
  );
}

const isConnection = ({ selectionSet }: FieldNode): boolean =>
  selectionSet?.selections.some((each) => each.kind === Kind.FIELD && each.name.value === 'edges') ?? false;

type Value = NonNullable<FieldNode['arguments']>[number]['value'];
const name = (value: string) => ({ kind: Kind.NAME, value }) as const;
const intValue = (value: number): Value => ({ kind: Kind.INT, value: String(value) });
const stringValue = (value: string): Value => ({ kind: Kind.STRING, value });
const variable = (value: string): Value => ({ kind: Kind.VARIABLE, name: name(value) });

function withArguments(node: FieldNode, values: Record<string, Value>): FieldNode {
  const kept = (node.arguments ?? []).filter((each) => !(each.name.value in values));
  const added = Object.entries(values).map(
    ([key, value]) => ({ kind: Kind.ARGUMENT, name: name(key), value }) as const,
  );
  return { ...node, arguments: [...kept, ...added] };
}

function withPageInfo(node: FieldNode): FieldNode {
  const pageInfo = field('pageInfo', field('hasNextPage'), field('endCursor'));
  return { ...node, selectionSet: select(...((node.selectionSet?.selections ?? []) as FieldNode[]), pageInfo) };
}

const select = (...selections: FieldNode[]): SelectionSetNode => ({ kind: Kind.SELECTION_SET, selections });
const field = (called: string, ...inner: FieldNode[]): FieldNode => ({
  kind: Kind.FIELD,
  name: name(called),
  ...(inner.length ? { selectionSet: select(...inner) } : {}),
});
