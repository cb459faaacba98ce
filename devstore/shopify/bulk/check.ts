import {
  getOperationAST,
  GraphQLError,
  OperationTypeNode,
  parse,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import { documentErrors, syntaxError } from '../graphql/validation';
import { analyseBulkQuery, type BulkAnalysis } from './analyse';

const maxConnections = 5;
const maxDepth = 2;

export type BulkCheck = { document: DocumentNode; analysis: BulkAnalysis } | { faults: string[] };

/** Whether Shopify would take a query for a bulk operation; the faults are in its words. */
export function checkBulkQuery(schema: GraphQLSchema, query: string): BulkCheck {
  let document: DocumentNode;
  try {
    document = parse(query);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return {
      faults: [
        `Invalid bulk query: ${syntaxError(error).message.replace(/Unexpected <EOF>\.?/, 'unexpected end of file')}`,
      ],
    };
  }
  const operation = getOperationAST(document);
  if (!operation) return { faults: ['Invalid bulk query: exactly one operation is expected'] };
  if (operation.operation !== OperationTypeNode.QUERY)
    return { faults: ['Invalid operation type. Only `query` operations are supported.'] };
  const invalid = documentErrors(schema, document);
  if (invalid.length > 0) return { faults: invalid.map((error) => `Invalid bulk query: ${error.message}`) };
  const analysis = analyseBulkQuery(schema, document, operation);
  const faults = ruleFaults(analysis);
  return faults.length > 0 ? { faults } : { document, analysis };
}

function ruleFaults(found: BulkAnalysis): string[] {
  const faults: string[] = [];
  const isNodeRoot = found.rootFields.some((field) => field.name.value === 'node' || field.name.value === 'nodes');
  if (isNodeRoot) faults.push('Bulk queries cannot contain a top level `node` field.');
  if (found.rootFields.length > 1) faults.push('Bulk queries cannot contain more than one top level field.');
  if (found.throughNodes.length > 0) faults.push(throughNodes(found.throughNodes));
  if (found.connectionCount > maxConnections)
    faults.push(`Bulk queries cannot contain more than ${maxConnections} connections.`);
  if (found.depth > maxDepth)
    faults.push(`Bulk queries cannot contain connections with a nesting depth greater than ${maxDepth}.`);
  if (found.withoutNode.length > 0) {
    faults.push(
      `Connections of a bulk query must implement the Node interface. Invalid connection fields: '${found.withoutNode.join("', '")}'.`,
    );
  }
  if (found.withoutId.length > 0) faults.push(withoutId(found.withoutId));
  if (found.hasConnectionInList) {
    faults.push('Queries that contain a connection field within a list field are not currently supported.');
  }
  if (found.connectionCount === 0) faults.push('Bulk queries must contain at least one connection.');
  return faults;
}

function throughNodes(names: string[]): string {
  const example = `'${names[0]} { edges { node {'`;
  const rule = `All connection fields in a bulk query must select their contents using 'edges' > 'node', e.g: ${example}.`;
  return `${rule} Selecting via 'nodes' is not supported. Invalid connection fields: '${names.join("', '")}'.`;
}

function withoutId(names: string[]): string {
  const rule =
    "The parent 'node' field for a nested connection must select the 'id' field without an alias and must be of 'ID' return type.";
  return `${rule} Connection fields without 'id': ${names.join(', ')}.`;
}
