import { getNamedType, type GraphQLError, type GraphQLField } from 'graphql';
import type { Approvals } from '../options';
import { unapprovedField, unapprovedObject } from './errors';

/** Types that hold data of one customer; without any approval they cannot be read at all. */
const protectedTypes = ['Customer', 'Order', 'AbandonedCheckout', 'Refund', 'CustomerSegmentMember'];

/** Name, address, phone and email: what level 2 adds. */
const personalFields: Record<string, readonly string[]> = {
  Customer: ['firstName', 'lastName', 'displayName', 'email', 'phone', 'defaultAddress', 'addresses', 'addressesV2'],
  CustomerEmailAddress: ['emailAddress'],
  CustomerPhoneNumber: ['phoneNumber'],
  Order: ['email', 'phone', 'billingAddress', 'shippingAddress', 'displayAddress'],
  AbandonedCheckout: ['billingAddress', 'shippingAddress', 'abandonedCheckoutUrl'],
};

/**
 * What Shopify answers to an app without approval for protected customer data: an error, and null in the field's place.
 * `abandonedCheckoutUrl` needs the approval of all four personal fields from 1 December 2026 on; here it needs it always.
 */
export function protectedDataFault(
  typeName: string,
  field: GraphQLField<unknown, unknown>,
  level: Approvals['protectedData'],
): GraphQLError | undefined {
  if (level === 'level2') return undefined;
  const returned = getNamedType(field.type).name.replace(/Connection$/, '');
  if (level === 'none' && protectedTypes.includes(returned)) return unapprovedObject(returned);
  if (personalFields[typeName]?.includes(field.name)) return unapprovedField(field.name);
  return undefined;
}
