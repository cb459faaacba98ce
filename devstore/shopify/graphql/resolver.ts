import type { GraphQLResolveInfo } from 'graphql';
import type { AdminContext } from './context';

/** Gives a field's value from its parent's record, the field's arguments and the request. */
export type Resolve<Source, Args = Record<string, unknown>> = (
  source: Source,
  args: Args,
  context: AdminContext,
  info: GraphQLResolveInfo,
) => unknown;

/** Resolvers of one type's fields. A field without one is read from a property of the same name; absent that, it is refused by name. */
export type FieldResolvers = Record<string, Resolve<never, never>>;

/** Resolvers by type name. */
export type ResolverMap = Record<string, FieldResolvers>;
