import type { GraphQLArgument, GraphQLSchema } from 'graphql';

/** Search fields of each root connection or count: `orders` → the names its `query` argument's description lists. */
export type SearchFields = ReadonlyMap<string, ReadonlySet<string>>;

/** Reads the tables of filters in the descriptions of the roots' `query` arguments; a field not listed there is not searchable. */
export function readSearchFields(schema: GraphQLSchema): SearchFields {
  const fields = new Map<string, ReadonlySet<string>>();
  for (const root of Object.values(schema.getQueryType()?.getFields() ?? {})) {
    const argument = root.args.find((each) => each.name === 'query');
    if (argument) fields.set(root.name, new Set(namesIn(argument)));
  }
  return fields;
}

function namesIn(argument: GraphQLArgument): string[] {
  const rows = (argument.description ?? '').matchAll(/^\| ([a-z][\w.{}]*) \|/gm);
  return [...rows]
    .map((match) => String(match[1]))
    .filter((name) => name !== 'name' || countRows(argument, 'name') > 1);
}

/** The heading row reads `| name | type | …`, so a field called `name` shows twice. */
function countRows(argument: GraphQLArgument, name: string): number {
  return (argument.description ?? '').split('\n').filter((line) => line.startsWith(`| ${name} |`)).length;
}
