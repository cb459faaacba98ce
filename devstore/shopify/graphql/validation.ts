import { Kind, validate, visit, type ASTNode, type DocumentNode, type GraphQLError, type GraphQLSchema } from 'graphql';

/** An error of a document, in the words and with the codes Shopify's server uses. */
export interface DocumentError {
  message: string;
  locations: { line: number; column: number }[];
  path?: string[];
  extensions: Record<string, unknown>;
}

/** Checks a document against the schema; an empty list means it may run. */
export function documentErrors(schema: GraphQLSchema, document: DocumentNode): DocumentError[] {
  const errors = validate(schema, document);
  if (errors.length === 0) return [];
  const paths = pathsOf(document);
  return errors.map((error) => toDocumentError(error, paths));
}

export function syntaxError(error: GraphQLError): DocumentError {
  return {
    message: error.message.replace(/^Syntax Error: /, 'syntax error, '),
    locations: [...(error.locations ?? [])],
    extensions: { code: 'PARSE_ERROR' },
  };
}

interface Translation {
  pattern: RegExp;
  code: string;
  message: (parts: string[]) => string;
  more?: (parts: string[]) => Record<string, unknown>;
}

/** From graphql-js's messages to those of the server, for the faults an app is likely to make. */
const translations: Translation[] = [
  {
    pattern: /^Cannot query field "(\w+)" on type "(\w+)"/,
    code: 'undefinedField',
    message: ([field, type]) => `Field '${field}' doesn't exist on type '${type}'`,
    more: ([fieldName, typeName]) => ({ typeName, fieldName }),
  },
  {
    pattern: /^Field "(\w+)" of type "(\w+)[^"]*" must have a selection of subfields/,
    code: 'selectionMismatch',
    message: ([field, type]) =>
      `Field must have selections (field '${field}' returns ${type} but has no selections. Did you mean '${field} { ... }'?)`,
    more: ([field, typeName]) => ({ nodeName: `field '${field}'`, typeName }),
  },
  {
    pattern: /^Unknown argument "(\w+)" on field "(\w+)\.(\w+)"/,
    code: 'argumentNotAccepted',
    message: ([argument, , field]) => `Field '${field}' doesn't accept argument '${argument}'`,
    more: ([argumentName, , name]) => ({ name, typeName: 'Field', argumentName }),
  },
  {
    pattern: /^Field "(\w+)" argument "(\w+)" of type "[^"]+" is required/,
    code: 'missingRequiredArguments',
    message: ([field, argument]) => `Field '${field}' is missing required arguments: ${argument}`,
    more: ([name, argument]) => ({ className: 'Field', name, arguments: argument }),
  },
  {
    pattern: /^Variable "\$(\w+)" is not defined/,
    code: 'variableNotDefined',
    message: ([variable]) => `Variable $${variable} is used but not declared`,
    more: ([variableName]) => ({ variableName }),
  },
  {
    pattern: /^Variable "\$(\w+)" is never used/,
    code: 'variableNotUsed',
    message: ([variable]) => `Variable $${variable} is declared but not used`,
    more: ([variableName]) => ({ variableName }),
  },
];

function toDocumentError(error: GraphQLError, paths: Map<ASTNode, string[]>): DocumentError {
  const found = translations.find((each) => each.pattern.test(error.message));
  const parts = found?.pattern.exec(error.message)?.slice(1) ?? [];
  const node = error.nodes?.[0];
  const path = node && paths.get(node);
  return {
    message: found ? found.message(parts) : error.message,
    locations: [...(error.locations ?? [])],
    ...(path ? { path } : {}),
    extensions: { code: found?.code ?? 'argumentLiteralsIncompatible', ...found?.more?.(parts) },
  };
}

/** Where each field stands: the operation first, then response keys. */
function pathsOf(document: DocumentNode): Map<ASTNode, string[]> {
  const paths = new Map<ASTNode, string[]>();
  const trail: string[] = [];
  const visitor = {
    enter(node: ASTNode) {
      if (node.kind === Kind.OPERATION_DEFINITION)
        trail.push(node.name ? `${node.operation} ${node.name.value}` : node.operation);
      if (node.kind === Kind.FRAGMENT_DEFINITION) trail.push(`fragment ${node.name.value}`);
      if (node.kind === Kind.FIELD) trail.push(node.alias?.value ?? node.name.value);
      if (node.kind === Kind.FIELD || node.kind === Kind.OPERATION_DEFINITION) paths.set(node, [...trail]);
    },
    leave(node: ASTNode) {
      if (node.kind === Kind.OPERATION_DEFINITION || node.kind === Kind.FRAGMENT_DEFINITION || node.kind === Kind.FIELD)
        trail.pop();
    },
  };
  visit(document, visitor);
  return paths;
}
