import { gidType } from '../../gid';
import type { AdminContext } from '../context';
import { accessDenied } from '../errors';
import { fullNamespace } from './app';

interface Identifier {
  ownerId: string;
  namespace: string;
  key: string;
}

/** What a customer carries is written by whoever may write customers. */
export function mustBeWritable(ownerId: string, field: string, { scopes }: AdminContext): void {
  if (gidType(ownerId) === 'Customer' && !scopes.has('write_customers'))
    throw accessDenied(field, '`write_customers` access scope.');
}

/** One that is not there is no mistake, and is answered by null. */
export function metafieldsDelete(
  _source: unknown,
  { metafields }: { metafields: Identifier[] },
  context: AdminContext,
) {
  for (const { ownerId } of metafields) mustBeWritable(ownerId, 'metafieldsDelete', context);
  const now = context.world.state.clock.now().toISOString();
  const deletedMetafields = metafields.map((each) => {
    const namespace = fullNamespace(each.namespace, context);
    return context.world.metafields.remove(each.ownerId, namespace, each.key, now) ? each : null;
  });
  return { deletedMetafields, userErrors: [] };
}

interface DefinitionInput {
  name: string;
  namespace?: string | null;
  key: string;
  ownerType: string;
  type: string;
  description?: string | null;
  access?: { admin?: string | null } | null;
  capabilities?: { adminFilterable?: { enabled: boolean } | null } | null;
}

export function metafieldDefinitionCreate(
  _source: unknown,
  { definition }: { definition: DefinitionInput },
  context: AdminContext,
) {
  const fault = (field: string, message: string, code: string) => ({
    createdDefinition: null,
    userErrors: [{ field: ['definition', field], message, code }],
  });
  if (definition.ownerType === 'CUSTOMER' && !context.scopes.has('write_customers'))
    throw accessDenied('metafieldDefinitionCreate', '`write_customers` access scope.');
  const namespace = fullNamespace(definition.namespace, context);
  const { name, key, type, ownerType, description } = definition;
  if (context.world.metafields.definition(ownerType, namespace, key))
    return fault('key', `Key is in use for ${ownerType} metafields on the '${namespace}' namespace.`, 'TAKEN');
  if (definition.access?.admin && !namespace.startsWith('app--'))
    return fault('access', 'Admin access can only be set for app-owned definitions.', 'ADMIN_ACCESS_INPUT_NOT_ALLOWED');
  const isFilterable = definition.capabilities?.adminFilterable?.enabled ?? false;
  const about = { name, description: description ?? null, isFilterable };
  return {
    createdDefinition: context.world.metafields.define({ ownerType, namespace, key, type, ...about }),
    userErrors: [],
  };
}
