import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';

/** A document's fragments beside the schema: what it takes to read selections. */
export interface Selections {
  schema: GraphQLSchema;
  fragments: Map<string, FragmentDefinitionNode>;
}

/** A selected field with its definition and the type it gives, lists and non-null taken away. */
export interface SelectedField {
  node: FieldNode;
  /** The name under which its value stands in the result. */
  key: string;
  field: GraphQLField<unknown, unknown>;
  /** Absent for scalars and enums. */
  type: GraphQLCompositeType | undefined;
}

export function selectionsOf(schema: GraphQLSchema, document: DocumentNode): Selections {
  const fragments = document.definitions.filter((each) => each.kind === Kind.FRAGMENT_DEFINITION);
  return { schema, fragments: new Map(fragments.map((each) => [each.name.value, each])) };
}

/** The fields a selection set asks of a type, with fragments opened; all branches of a union or interface come. */
export function* selectedFields(
  from: Selections,
  set: SelectionSetNode | undefined,
  type: GraphQLCompositeType,
): Generator<SelectedField> {
  for (const selection of set?.selections ?? []) {
    if (selection.kind === Kind.FIELD) {
      const field = definitionOf(type, selection);
      if (field)
        yield {
          node: selection,
          key: selection.alias?.value ?? selection.name.value,
          field,
          type: compositeTypeOf(field),
        };
      continue;
    }
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? from.fragments.get(selection.name.value) : selection;
    const condition = fragment?.typeCondition && from.schema.getType(fragment.typeCondition.name.value);
    yield* selectedFields(from, fragment?.selectionSet, isCompositeType(condition) ? condition : type);
  }
}

function definitionOf(type: GraphQLCompositeType, node: FieldNode): GraphQLField<unknown, unknown> | undefined {
  const hasFields = isObjectType(type) || (isAbstractType(type) && 'getFields' in type);
  return hasFields ? type.getFields()[node.name.value] : undefined;
}

function compositeTypeOf(field: GraphQLField<unknown, unknown>): GraphQLCompositeType | undefined {
  const type = getNamedType(field.type);
  return isCompositeType(type) ? type : undefined;
}

export function isConnection(type: GraphQLCompositeType | undefined): boolean {
  return Boolean(type?.name.endsWith('Connection'));
}
