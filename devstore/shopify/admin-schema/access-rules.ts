import { getNamedType, isInterfaceType, isObjectType, type GraphQLField, type GraphQLSchema } from 'graphql';

/** One row of the schema file's list of scopes. */
export interface AccessItem {
  type: 'type' | 'field';
  typeName: string;
  fieldName?: string;
  requiredAccess: string;
  offlineScopes: string[];
}

/** What a token must hold to read a field: one of `anyOf` and all of `allOf`; `text` is Shopify's own wording of it. */
export interface AccessRule {
  anyOf: string[];
  allOf: string[];
  text: string;
}

export interface AccessRules {
  /** The rule for a field: its own, or else that of the type it returns (a connection counts as its nodes' type). */
  ruleFor(typeName: string, field: GraphQLField<unknown, unknown>): AccessRule | undefined;
}

export function readAccessRules(schema: GraphQLSchema, items: AccessItem[]): AccessRules {
  const ofType = new Map<string, AccessRule>();
  const ofField = new Map<string, AccessRule>();
  for (const item of items) {
    const rule = toRule(item);
    if (!rule) continue;
    if (item.type === 'type') ofType.set(item.typeName, rule);
    else ofField.set(`${item.typeName}.${item.fieldName}`, rule);
  }
  const cache = new Map<GraphQLField<unknown, unknown>, AccessRule | undefined>();
  return {
    ruleFor(typeName, field) {
      if (cache.has(field)) return cache.get(field);
      const rule = ofField.get(`${typeName}.${field.name}`) ?? ofType.get(returnedType(schema, field));
      cache.set(field, rule);
      return rule;
    },
  };
}

function toRule(item: AccessItem): AccessRule | undefined {
  if (item.offlineScopes.length === 0) return undefined;
  // "The app requires read_customer_events access scope" stands beside the scopes proper of the web pixel's mutations.
  const further = [...item.requiredAccess.matchAll(/app requires (\w+) access scope/g)].map((match) =>
    String(match[1]),
  );
  return { anyOf: item.offlineScopes, allOf: further, text: item.requiredAccess.trim() };
}

function returnedType(schema: GraphQLSchema, field: GraphQLField<unknown, unknown>): string {
  const name = getNamedType(field.type).name;
  if (!name.endsWith('Connection')) return name;
  const connection = schema.getType(name);
  if (!isObjectType(connection) && !isInterfaceType(connection)) return name;
  const nodes = connection.getFields().nodes;
  return nodes ? getNamedType(nodes.type).name : name;
}

/** Whether the granted scopes satisfy a rule; `write_x` implies `read_x`. */
export function satisfies(rule: AccessRule, granted: ReadonlySet<string>): boolean {
  const holds = (scope: string) => granted.has(scope) || granted.has(scope.replace(/^read_/, 'write_'));
  return rule.anyOf.some(holds) && rule.allOf.every(holds);
}
