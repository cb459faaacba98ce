import { isEnumType, print, type GraphQLError, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import type { DocumentError } from './validation';

interface Problem {
  path: string[];
  explanation: string;
}

/** A variable that does not fit its type, told as Shopify's server does: `INVALID_VARIABLE` with the place and the reason. */
export function variableFault(
  error: GraphQLError,
  operation: OperationDefinitionNode,
  schema: GraphQLSchema,
  variables: Record<string, unknown>,
): DocumentError {
  const name = /^Variable "\$(\w+)"/.exec(error.message)?.[1] ?? '';
  const definition = operation.variableDefinitions?.find((each) => each.variable.name.value === name);
  const type = definition ? print(definition.type) : '';
  const problem = problemOf(error.message, name, schema);
  const where = problem.path.length > 0 ? ` for ${problem.path.join('.')} (${problem.explanation})` : '';
  return {
    message: `Variable $${name} of type ${type} was provided invalid value${where}`,
    locations: [...(error.locations ?? [])],
    extensions: { code: 'INVALID_VARIABLE', value: variables[name] ?? null, problems: [problem] },
  };
}

const notNull = 'Expected value to not be null';

/** Reads graphql-js's sentence: where the value stands, and what is wrong with it. */
function problemOf(message: string, name: string, schema: GraphQLSchema): Problem {
  if (
    /of (required|non-null) type .* (was not provided|must not be null)/.test(message) &&
    !message.includes('got invalid value')
  ) {
    return { path: [], explanation: notNull };
  }
  const place = /at "([^"]+)"; /.exec(message)?.[1] ?? name;
  const path = place
    .split(/[.[\]]+/)
    .filter(Boolean)
    .slice(1);
  const reason = message.slice(message.indexOf('; ') + 2);
  const missing = /^Field "(\w+)" of required type/.exec(reason)?.[1];
  if (missing) return { path: [...path, missing], explanation: notNull };
  if (/^Expected non-nullable type .* not to be null/.test(reason)) return { path, explanation: notNull };
  return { path, explanation: explanationOf(reason, schema) };
}

function explanationOf(reason: string, schema: GraphQLSchema): string {
  const [, value, enumName] = /^Value "([^"]*)" does not exist in "(\w+)" enum/.exec(reason) ?? [];
  const type = enumName ? schema.getType(enumName) : undefined;
  if (!isEnumType(type)) return reason;
  const values = type.getValues().map((each) => each.name);
  return `Expected "${value}" to be one of: ${values.join(', ')}`;
}
