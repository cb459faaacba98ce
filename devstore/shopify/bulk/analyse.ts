import {
  getNullableType,
  isAbstractType,
  isListType,
  type DocumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { isConnection, selectedFields, selectionsOf, type SelectedField, type Selections } from '../graphql/selections';

/** Where the connections of a bulk query stand, by response key: what its result is taken apart by. */
export interface ShapePlan {
  connections: Map<string, ShapePlan>;
  objects: Map<string, ShapePlan>;
}

export interface BulkAnalysis {
  rootFields: FieldNode[];
  plan: ShapePlan;
  connectionCount: number;
  /** Levels of connections below the root's own: 0 for a connection that holds none. */
  depth: number;
  /** Names of connections whose nodes are not of a type that has an id of its own. */
  withoutNode: string[];
  /** Names of connections read through `nodes`. */
  throughNodes: string[];
  /** Names of connections whose node holds another connection but does not select a plain `id`. */
  withoutId: string[];
  hasConnectionInList: boolean;
}

interface Walk extends Selections {
  found: BulkAnalysis;
}

interface Place {
  depth: number;
  inList: boolean;
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
    withoutNode: [],
    throughNodes: [],
    withoutId: [],
    hasConnectionInList: false,
  };
  const root = schema.getQueryType();
  if (!root) return found;
  const walk: Walk = { ...selectionsOf(schema, document), found };
  found.rootFields = [...selectedFields(walk, operation.selectionSet, root)].map(({ node }) => node);
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

function walkSelections(
  walk: Walk,
  set: SelectionSetNode | undefined,
  type: GraphQLCompositeType,
  plan: ShapePlan,
  place: Place,
): void {
  for (const selected of selectedFields(walk, set, type)) {
    const { node, key, field } = selected;
    if (!selected.type) continue;
    if (isConnection(selected.type)) {
      walkConnection(walk, selected, planFor(plan.connections, key), place);
    } else {
      const inList = place.inList || isListType(getNullableType(field.type));
      walkSelections(walk, node.selectionSet, selected.type, planFor(plan.objects, key), { ...place, inList });
    }
  }
}

function planFor(plans: Map<string, ShapePlan>, key: string): ShapePlan {
  const known = plans.get(key) ?? emptyPlan();
  plans.set(key, known);
  return known;
}

function walkConnection(walk: Walk, connection: SelectedField, plan: ShapePlan, place: Place): void {
  const { found } = walk;
  const name = connection.node.name.value;
  found.connectionCount += 1;
  found.depth = Math.max(found.depth, place.depth);
  found.hasConnectionInList ||= place.inList;
  if (inner(walk, connection, 'nodes').length > 0) found.throughNodes.push(name);
  for (const node of inner(walk, connection, 'edges').flatMap((edge) => inner(walk, edge, 'node'))) {
    const before = found.connectionCount;
    if (!isNode(node.type, walk.schema)) found.withoutNode.push(name);
    if (node.type)
      walkSelections(walk, node.node.selectionSet, node.type, plan, { depth: place.depth + 1, inList: false });
    const hasPlainId = inner(walk, node, 'id').some((id) => !id.node.alias);
    if (found.connectionCount > before && !hasPlainId) found.withoutId.push(name);
  }
}

/** Whether a type, or each type an interface or union stands for, implements `Node`. */
function isNode(type: GraphQLCompositeType | undefined, schema: GraphQLSchema): boolean {
  if (!type) return false;
  const types = isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
  return types.every((each) => each.getInterfaces().some((one) => one.name === 'Node'));
}

/** The fields of a name that a field selects of what it gives. */
function inner(walk: Walk, { node, type }: SelectedField, name: string): SelectedField[] {
  if (!type) return [];
  return [...selectedFields(walk, node.selectionSet, type)].filter((each) => each.node.name.value === name);
}
