import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isListType,
  isObjectType,
  getNullableType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';

/** A single query may ask for this many points. */
export const maxQueryCost = 1000;

/**
 * Points: 0 a scalar, 1 an object, 10 a mutation, and for a connection 2 + its nodes' cost times a factor of its page size. The factor
 * `floor(2 ln n)`, at least 1, and the free and dear types below are fitted to public recordings of the service (devstore/FIDELITY.md).
 */
const mutationCost = 10;
const connectionCost = 2;
const countCost = 10;
const freeTypes = new Set([
  'MoneyBag',
  'MoneyV2',
  'MailingAddress',
  'ShopAddress',
  'PageInfo',
  'Attribute',
  'UserError',
]);

export function sizeFactor(pageSize: number): number {
  return Math.max(1, Math.floor(2 * Math.log(Math.max(1, pageSize))));
}

interface Walk {
  schema: GraphQLSchema;
  fragments: Map<string, FragmentDefinitionNode>;
  variables: Record<string, unknown>;
  deprecations: Set<string>;
}

/** What an operation asks for before it runs, and the reasons of deprecated fields it selects. */
export function requestedCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
): { points: number; deprecations: string[] } {
  const walk: Walk = { schema, fragments: fragmentsOf(document), variables, deprecations: new Set() };
  const root = schema.getRootType(operation.operation);
  if (!root) return { points: 0, deprecations: [] };
  const points = costOfSelections(walk, operation.selectionSet, root, operation.operation === 'mutation');
  return { points, deprecations: [...walk.deprecations] };
}

function fragmentsOf(document: DocumentNode): Map<string, FragmentDefinitionNode> {
  const definitions = document.definitions.filter((each) => each.kind === Kind.FRAGMENT_DEFINITION);
  return new Map(definitions.map((each) => [each.name.value, each]));
}

function costOfSelections(
  walk: Walk,
  selections: SelectionSetNode,
  type: GraphQLCompositeType,
  isMutationRoot = false,
): number {
  let points = 0;
  for (const [node, parent] of fieldsOf(walk, selections, type)) {
    const field = fieldOf(parent, node);
    if (!field) continue;
    if (field.deprecationReason) walk.deprecations.add(field.deprecationReason);
    points += isMutationRoot ? mutationCost + payloadCost(walk, node, field) : costOfField(walk, node, field);
  }
  return points;
}

/** Fields of a selection set with fragments opened; the dearest branch of a union is not told apart, all count. */
function* fieldsOf(
  walk: Walk,
  selections: SelectionSetNode,
  type: GraphQLCompositeType,
): Generator<[FieldNode, GraphQLCompositeType]> {
  for (const selection of selections.selections) {
    if (selection.kind === Kind.FIELD) yield [selection, type];
    else {
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? walk.fragments.get(selection.name.value) : selection;
      const condition = fragment?.typeCondition && walk.schema.getType(fragment.typeCondition.name.value);
      if (fragment) yield* fieldsOf(walk, fragment.selectionSet, isCompositeType(condition) ? condition : type);
    }
  }
}

function fieldOf(type: GraphQLCompositeType, node: FieldNode): GraphQLField<unknown, unknown> | undefined {
  return isObjectType(type) || (isAbstractType(type) && 'getFields' in type)
    ? type.getFields()[node.name.value]
    : undefined;
}

/** A mutation's payload is in its price: the objects right under it are free, what they hold is not. */
function payloadCost(walk: Walk, node: FieldNode, field: GraphQLField<unknown, unknown>): number {
  const payload = getNamedType(field.type);
  if (!node.selectionSet || !isCompositeType(payload)) return 0;
  let points = 0;
  for (const [child, parent] of fieldsOf(walk, node.selectionSet, payload)) {
    const childField = fieldOf(parent, child);
    const type = childField && getNamedType(childField.type);
    if (child.selectionSet && isCompositeType(type)) points += costOfSelections(walk, child.selectionSet, type);
  }
  return points;
}

function costOfField(walk: Walk, node: FieldNode, field: GraphQLField<unknown, unknown>): number {
  const type = getNamedType(field.type);
  if (!node.selectionSet || !isCompositeType(type)) return 0;
  if (type.name === 'Count') return countCost;
  const children = costOfSelections(walk, node.selectionSet, type);
  if (type.name.endsWith('Connection')) return connectionCost + children * sizeFactor(pageSizeOf(walk, node));
  if (type.name.endsWith('Edge')) return children;
  const own = freeTypes.has(type.name) || type.name.endsWith('UserError') ? 0 : 1;
  return (own + children) * listSize(walk, node, field);
}

/** `nodes(ids:)` asks for as many objects as it names. */
function listSize(walk: Walk, node: FieldNode, field: GraphQLField<unknown, unknown>): number {
  if (!isListType(getNullableType(field.type))) return 1;
  const ids = argumentOf(walk, node, 'ids');
  return Array.isArray(ids) ? Math.max(1, ids.length) : 1;
}

function pageSizeOf(walk: Walk, node: FieldNode): number {
  const size = argumentOf(walk, node, 'first') ?? argumentOf(walk, node, 'last');
  return typeof size === 'number' ? size : 1;
}

function argumentOf(walk: Walk, node: FieldNode, name: string): unknown {
  const value = node.arguments?.find((each) => each.name.value === name)?.value;
  return value ? literal(walk, value) : undefined;
}

function literal(walk: Walk, value: ValueNode): unknown {
  if (value.kind === Kind.VARIABLE) return walk.variables[value.name.value];
  if (value.kind === Kind.INT) return Number(value.value);
  if (value.kind === Kind.LIST) return value.values;
  return undefined;
}

/** What an operation used, told from its result: connections by the nodes they gave, absent objects nothing. */
export function actualCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
  data: unknown,
): number {
  const walk: Walk = { schema, fragments: fragmentsOf(document), variables, deprecations: new Set() };
  const root = schema.getRootType(operation.operation);
  if (!root) return 0;
  if (operation.operation === 'mutation') return actualMutationCost(walk, operation, root, data);
  return usedBySelections(walk, operation.selectionSet, root, data);
}

function actualMutationCost(
  walk: Walk,
  operation: OperationDefinitionNode,
  root: GraphQLCompositeType,
  data: unknown,
): number {
  let points = 0;
  for (const [node, parent] of fieldsOf(walk, operation.selectionSet, root)) {
    const field = fieldOf(parent, node);
    const payload = field && getNamedType(field.type);
    points += mutationCost;
    const value = valueAt(data, node);
    if (!node.selectionSet || !isCompositeType(payload) || !isRecord(value)) continue;
    for (const [child, owner] of fieldsOf(walk, node.selectionSet, payload)) {
      const type =
        fieldOf(owner, child) && getNamedType((fieldOf(owner, child) as GraphQLField<unknown, unknown>).type);
      const held = valueAt(value, child);
      if (child.selectionSet && isCompositeType(type) && isRecord(held))
        points += usedBySelections(walk, child.selectionSet, type, held);
    }
  }
  return points;
}

function usedBySelections(walk: Walk, selections: SelectionSetNode, type: GraphQLCompositeType, data: unknown): number {
  let points = 0;
  for (const [node, parent] of fieldsOf(walk, selections, type)) {
    const field = fieldOf(parent, node);
    if (field) points += usedByField(walk, node, field, valueAt(data, node));
  }
  return points;
}

function usedByField(walk: Walk, node: FieldNode, field: GraphQLField<unknown, unknown>, value: unknown): number {
  const type = getNamedType(field.type);
  if (!node.selectionSet || !isCompositeType(type) || value === null || value === undefined) return 0;
  if (type.name === 'Count') return countCost;
  const selections = node.selectionSet;
  if (Array.isArray(value)) return Math.max(0, ...value.map((each) => usedByObject(walk, selections, type, each)));
  if (type.name.endsWith('Connection')) return usedByConnection(walk, selections, type, value);
  return usedByObject(walk, selections, type, value);
}

function usedByObject(walk: Walk, selections: SelectionSetNode, type: GraphQLCompositeType, value: unknown): number {
  const isFree = freeTypes.has(type.name) || type.name.endsWith('UserError') || type.name.endsWith('Edge');
  return (isFree ? 0 : 1) + usedBySelections(walk, selections, type, value);
}

function usedByConnection(
  walk: Walk,
  selections: SelectionSetNode,
  type: GraphQLCompositeType,
  value: unknown,
): number {
  const held = isRecord(value) ? Object.values(value).find(Array.isArray) : undefined;
  return connectionCost + usedBySelections(walk, selections, type, value) * sizeFactor(held?.length ?? 1);
}

function valueAt(data: unknown, node: FieldNode): unknown {
  return isRecord(data) ? data[node.alias?.value ?? node.name.value] : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
