import {
  OperationTypeNode,
  type DocumentNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { isConnection, selectedFields, selectionsOf, type SelectedField, type Selections } from '../selections';
import { connectionCost, countCost, mutationCost, objectCost, sizeFactor } from './prices';

/** What an operation used, told from its result: connections by the nodes they gave, absent objects nothing. */
export function actualCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  data: unknown,
): number {
  const selections = selectionsOf(schema, document);
  const root = schema.getRootType(operation.operation);
  if (!root) return 0;
  const isMutation = operation.operation === OperationTypeNode.MUTATION;
  return isMutation
    ? usedByMutations(selections, operation, root, data)
    : used(selections, operation.selectionSet, root, data);
}

function used(from: Selections, set: SelectionSetNode | undefined, type: GraphQLCompositeType, data: unknown): number {
  let points = 0;
  for (const selected of selectedFields(from, set, type))
    points += usedByField(from, selected, valueAt(data, selected));
  return points;
}

function usedByMutations(
  from: Selections,
  operation: OperationDefinitionNode,
  root: GraphQLCompositeType,
  data: unknown,
): number {
  let points = 0;
  for (const mutation of selectedFields(from, operation.selectionSet, root)) {
    points += mutationCost;
    if (!mutation.type) continue;
    const payload = valueAt(data, mutation);
    for (const inner of selectedFields(from, mutation.node.selectionSet, mutation.type)) {
      const value = valueAt(payload, inner);
      if (inner.type && isObject(value)) points += used(from, inner.node.selectionSet, inner.type, value);
    }
  }
  return points;
}

function usedByField(from: Selections, { node, type }: SelectedField, value: unknown): number {
  if (!type || value === null || value === undefined) return 0;
  if (type.name === 'Count') return countCost;
  const set = node.selectionSet;
  const usedByOne = (one: unknown) => objectCost(type) + used(from, set, type, one);
  if (Array.isArray(value)) return Math.max(0, ...value.map(usedByOne));
  if (!isConnection(type)) return usedByOne(value);
  const nodes = isObject(value) ? Object.values(value).find(Array.isArray) : undefined;
  return connectionCost + used(from, set, type, value) * sizeFactor(nodes?.length ?? 1);
}

function valueAt(data: unknown, { key }: SelectedField): unknown {
  return isObject(data) ? data[key] : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
