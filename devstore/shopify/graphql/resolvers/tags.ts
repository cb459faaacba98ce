import type { StoreCustomer } from '../../../store';
import { gidType } from '../../gid';
import type { AdminContext } from '../context';
import { accessDenied, codedError, notModelled } from '../errors';

interface TagArgs {
  id: string;
  tags: string[];
}

const longestTag = 40;
const mostTags = 250;

/** Tags that differ in large and small letters are one; who has it keeps it as it is written. */
const has = (tags: readonly string[], tag: string) => tags.some((each) => each.toLowerCase() === tag.toLowerCase());

export function tagsAdd(_source: unknown, { id, tags }: TagArgs, context: AdminContext) {
  const customer = customerOf('tagsAdd', id, context);
  if (!customer) return missing;
  const given = tags
    .flatMap((text) => text.split(','))
    .map((tag) => tag.trim())
    .filter(Boolean);
  const tooLong = given.find((tag) => tag.length > longestTag);
  if (tooLong) return refused(customer, `Tags must be ${longestTag} characters or fewer.`);
  const added = given.reduce<string[]>((all, tag) => (has(all, tag) ? all : [...all, tag]), customer.tags);
  if (added.length > mostTags) return refused(customer, `A customer can have at most ${mostTags} tags.`);
  if (added.length > customer.tags.length) context.world.store.updateCustomer(id, { tags: added });
  return { node: customer, userErrors: [] };
}

export function tagsRemove(_source: unknown, { id, tags }: TagArgs, context: AdminContext) {
  const customer = customerOf('tagsRemove', id, context);
  if (!customer) return missing;
  const left = customer.tags.filter((tag) => !has(tags, tag));
  if (left.length < customer.tags.length) context.world.store.updateCustomer(id, { tags: left });
  return { node: customer, userErrors: [] };
}

const missing = { node: null, userErrors: [{ field: ['id'], message: 'Customer does not exist' }] };

const refused = (node: StoreCustomer, message: string) => ({ node, userErrors: [{ field: ['tags'], message }] });

function customerOf(field: string, id: string, { scopes, world }: AdminContext): StoreCustomer | null {
  const type = gidType(id);
  if (type === undefined) throw codedError(`Invalid id: ${id}`, 'RESOURCE_NOT_FOUND');
  if (['Order', 'DraftOrder', 'Product', 'Article'].includes(type)) throw notModelled(`${field} of a ${type}`);
  if (type !== 'Customer') throw codedError(`Invalid id: ${id}`, 'RESOURCE_NOT_FOUND');
  if (!scopes.has('write_customers')) throw accessDenied(field, '`write_customers` access scope.');
  return world.state.customers.get(id) ?? null;
}
