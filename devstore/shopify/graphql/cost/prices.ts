import type { GraphQLCompositeType } from 'graphql';

/** A single query may ask for this many points. */
export const maxQueryCost = 1000;

/**
 * Points: 0 a scalar, 1 an object, 10 a mutation, and for a connection 2 + its nodes' cost times a factor of its page size.
 * The factor `floor(2 ln n)`, at least 1, and the free and dear types are fitted to public recordings of the service (devstore/FIDELITY.md).
 */
export const mutationCost = 10;
export const connectionCost = 2;
export const countCost = 10;

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

/** An object's own price. Edges are free: their node is charged. */
export function objectCost(type: GraphQLCompositeType): number {
  return freeTypes.has(type.name) || type.name.endsWith('UserError') || type.name.endsWith('Edge') ? 0 : 1;
}
