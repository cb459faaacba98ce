import {
  getNullableType,
  isListType,
  Kind,
  OperationTypeNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { isConnection, selectedFields, selectionsOf, type SelectedField, type Selections } from '../selections';
import { connectionCost, countCost, mutationCost, objectCost, sizeFactor } from './prices';

interface Pricing extends Selections {
  variables: Record<string, unknown>;
  deprecations: Set<string>;
}

/** What an operation asks for before it runs, and the reasons of the deprecated fields it selects. */
export function requestedCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
): { points: number; deprecations: string[] } {
  const pricing: Pricing = { ...selectionsOf(schema, document), variables, deprecations: new Set() };
  const root = schema.getRootType(operation.operation);
  if (!root) return { points: 0, deprecations: [] };
  const isMutation = operation.operation === OperationTypeNode.MUTATION;
  const points = isMutation ? costOfMutations(pricing, operation, root) : costOf(pricing, operation.selectionSet, root);
  return { points, deprecations: [...pricing.deprecations] };
}

function costOf(pricing: Pricing, set: SelectionSetNode | undefined, type: GraphQLCompositeType): number {
  let points = 0;
  for (const selected of selectedFields(pricing, set, type)) {
    if (selected.field.deprecationReason) pricing.deprecations.add(selected.field.deprecationReason);
    points += costOfField(pricing, selected);
  }
  return points;
}

/** A mutation's payload is in its price: the objects right under it are free, what they hold is not. */
function costOfMutations(pricing: Pricing, operation: OperationDefinitionNode, root: GraphQLCompositeType): number {
  let points = 0;
  for (const mutation of selectedFields(pricing, operation.selectionSet, root)) {
    points += mutationCost;
    if (!mutation.type) continue;
    for (const inner of selectedFields(pricing, mutation.node.selectionSet, mutation.type)) {
      if (inner.type) points += costOf(pricing, inner.node.selectionSet, inner.type);
    }
  }
  return points;
}

function costOfField(pricing: Pricing, { node, field, type }: SelectedField): number {
  if (!type) return 0;
  if (type.name === 'Count') return countCost;
  const children = costOf(pricing, node.selectionSet, type);
  if (isConnection(type)) return connectionCost + children * sizeFactor(pageSizeOf(pricing, node));
  const isList = isListType(getNullableType(field.type));
  return (objectCost(type) + children) * (isList ? idCount(pricing, node) : 1);
}

/** `nodes(ids:)` asks for as many objects as it names. */
function idCount(pricing: Pricing, node: FieldNode): number {
  const ids = argumentOf(pricing, node, 'ids');
  return Array.isArray(ids) ? Math.max(1, ids.length) : 1;
}

function pageSizeOf(pricing: Pricing, node: FieldNode): number {
  const size = argumentOf(pricing, node, 'first') ?? argumentOf(pricing, node, 'last');
  return typeof size === 'number' ? size : 1;
}

function argumentOf(pricing: Pricing, node: FieldNode, name: string): unknown {
  const value = node.arguments?.find((each) => each.name.value === name)?.value;
  return value ? literal(pricing, value) : undefined;
}

function literal({ variables }: Pricing, value: ValueNode): unknown {
  if (value.kind === Kind.VARIABLE) return variables[value.name.value];
  if (value.kind === Kind.INT) return Number(value.value);
  return value.kind === Kind.LIST ? value.values : undefined;
}
