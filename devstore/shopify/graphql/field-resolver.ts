import type { GraphQLError, GraphQLFieldResolver, GraphQLResolveInfo, GraphQLTypeResolver } from 'graphql';
import { satisfies } from '../admin-schema/access-rules';
import { gidType } from '../gid';
import type { AdminContext } from './context';
import { accessDenied, notModelled } from './errors';
import { protectedDataFault } from './protected-data';
import type { Resolve } from './resolver';
import { resolvers } from './resolvers/index';

/** Resolves every field: access first, then the type's resolver, then the record's own property; anything else is refused by name. */
export const resolveField: GraphQLFieldResolver<unknown, AdminContext> = (source, args, context, info) => {
  const { name } = info.parentType;
  const fault = accessFault(context, info);
  if (fault) throw fault;
  const resolve = resolvers[name]?.[info.fieldName] as Resolve<unknown, unknown> | undefined;
  if (resolve) return resolve(source, args, context, info);
  if (typeof source === 'object' && source !== null && info.fieldName in source) {
    return (source as Record<string, unknown>)[info.fieldName];
  }
  throw notModelled(`${name}.${info.fieldName}`);
};

/** The type of a node is named in its id. */
export const resolveType: GraphQLTypeResolver<unknown, AdminContext> = (source) =>
  gidType((source as { id: string }).id);

/** The same field is asked for on every node of a list, so a request judges it once. */
function accessFault(context: AdminContext, info: GraphQLResolveInfo): GraphQLError | undefined {
  let ofType = context.verdicts.get(info.parentType);
  if (!ofType) {
    ofType = new Map<string, GraphQLError | undefined>();
    context.verdicts.set(info.parentType, ofType);
  }
  if (!ofType.has(info.fieldName)) ofType.set(info.fieldName, judge(context, info));
  return ofType.get(info.fieldName);
}

function judge(context: AdminContext, info: GraphQLResolveInfo): GraphQLError | undefined {
  const field = info.parentType.getFields()[info.fieldName];
  // Fields every type has, such as __typename, carry no rule.
  if (!field) return undefined;
  const rule = context.world.admin.access.ruleFor(info.parentType.name, field);
  if (rule && !satisfies(rule, context.scopes)) return accessDenied(info.fieldName, rule.text);
  return protectedDataFault(info.parentType.name, field, context.world.approvals.protectedData);
}
