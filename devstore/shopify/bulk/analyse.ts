import {
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isListType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** Where the connections of a bulk query stand, by response key: what its result is taken apart by. */
export interface ShapePlan {
  connections: Map<string, ShapePlan>;
  objects: Map<string, ShapePlan>;
}

export interface BulkAnalysis {
  rootFields: FieldNode[];
  /** The root field's name when it is a connection itself, so that its nodes can be fetched in portions. */
  plan: ShapePlan;
  connectionCount: number;
  depth: number;
  /** Names of connections read through `nodes`. */
  throughNodes: string[];
  /** Names of connections whose node holds another connection but does not select a plain `id`. */
  withoutId: string[];
  hasConnectionInList: boolean;
}

interface Walk {
  schema: GraphQLSchema;
  fragments: Map<string, FragmentDefinitionNode>;
  found: BulkAnalysis;
}

export function analyseBulkQuery(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): BulkAnalysis {
  const found: BulkAnalysis = {
    rootFields: [],
    plan: emptyPlan(),
    connectionCount: 0,
    depth: 0,
    throughNodes: [],
    withoutId: [],
    hasConnectionInList: false,
  };
  const fragments = document.definitions.filter((each) => each.kind === Kind.FRAGMENT_DEFINITION);
  const walk: Walk = { schema, fragments: new Map(fragments.map((each) => [each.name.value, each])), found };
  const root = schema.getQueryType();
  if (!root) return found;
  found.rootFields = [...fieldsOf(walk, operation.selectionSet, root)].map(([node]) => node);
  walkSelections(walk, operation.selectionSet, root, found.plan, { depth: 0, inList: false });
  prune(found.plan);
  return found;
}

function emptyPlan(): ShapePlan {
  return { connections: new Map(), objects: new Map() };
}

/** Leaves only objects that hold a connection somewhere: the others are copied as they are. */
function prune(plan: ShapePlan): void {
  for (const inner of plan.connections.values()) prune(inner);
  for (const [key, inner] of plan.objects) {
    prune(inner);
    if (inner.connections.size === 0 && inner.objects.size === 0) plan.objects.delete(key);
  }
}

interface Place {
  depth: number;
  inList: boolean;
}

function walkSelections(
  walk: Walk,
  selections: SelectionSetNode,
  type: GraphQLCompositeType,
  plan: ShapePlan,
  place: Place,
): void {
  for (const [node, parent] of fieldsOf(walk, selections, type)) {
    const field = fieldOf(parent, node);
    const returned = field && getNamedType(field.type);
    if (!field || !node.selectionSet || !isCompositeType(returned)) continue;
    const key = node.alias?.value ?? node.name.value;
    if (returned.name.endsWith('Connection')) {
      walkConnection(walk, node, returned, planFor(plan.connections, key), place);
    } else {
      const inList = place.inList || isListType(getNullableType(field.type));
      walkSelections(walk, node.selectionSet, returned, planFor(plan.objects, key), { ...place, inList });
    }
  }
}

function planFor(plans: Map<string, ShapePlan>, key: string): ShapePlan {
  const known = plans.get(key) ?? emptyPlan();
  plans.set(key, known);
  return known;
}

function walkConnection(walk: Walk, node: FieldNode, type: GraphQLCompositeType, plan: ShapePlan, place: Place): void {
  const { found } = walk;
  found.connectionCount += 1;
  found.depth = Math.max(found.depth, place.depth + 1);
  found.hasConnectionInList ||= place.inList;
  const name = node.name.value;
  if (!node.selectionSet) return;
  const inner = [...fieldsOf(walk, node.selectionSet, type)];
  if (inner.some(([each]) => each.name.value === 'nodes')) found.throughNodes.push(name);
  for (const [edges, parent] of inner.filter(([each]) => each.name.value === 'edges')) {
    const edgeType = namedType(parent, edges);
    if (!edges.selectionSet || !edgeType) continue;
    for (const [nodeField, edgeParent] of fieldsOf(walk, edges.selectionSet, edgeType)) {
      const nodeType = namedType(edgeParent, nodeField);
      if (nodeField.name.value !== 'node' || !nodeField.selectionSet || !nodeType) continue;
      const before = found.connectionCount;
      walkSelections(walk, nodeField.selectionSet, nodeType, plan, { depth: place.depth + 1, inList: false });
      const holdsAnother = found.connectionCount > before;
      if (holdsAnother && !selectsId(walk, nodeField.selectionSet, nodeType)) found.withoutId.push(name);
    }
  }
}

function namedType(parent: GraphQLCompositeType, node: FieldNode): GraphQLCompositeType | undefined {
  const field = fieldOf(parent, node);
  const type = field && getNamedType(field.type);
  return isCompositeType(type) ? type : undefined;
}

function selectsId(walk: Walk, selections: SelectionSetNode, type: GraphQLCompositeType): boolean {
  return [...fieldsOf(walk, selections, type)].some(([each]) => each.name.value === 'id' && !each.alias);
}

function* fieldsOf(
  walk: Walk,
  selections: SelectionSetNode,
  type: GraphQLCompositeType,
): Generator<[FieldNode, GraphQLCompositeType]> {
  for (const selection of selections.selections) {
    if (selection.kind === Kind.FIELD) {
      yield [selection, type];
      continue;
    }
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? walk.fragments.get(selection.name.value) : selection;
    const condition = fragment?.typeCondition && walk.schema.getType(fragment.typeCondition.name.value);
    if (fragment) yield* fieldsOf(walk, fragment.selectionSet, isCompositeType(condition) ? condition : type);
  }
}

function fieldOf(type: GraphQLCompositeType, node: FieldNode): GraphQLField<unknown, unknown> | undefined {
  return isObjectType(type) || (isAbstractType(type) && 'getFields' in type)
    ? type.getFields()[node.name.value]
    : undefined;
}
