import type { StoreOrder } from '../../../store';
import { gidNumber } from '../../gid';
import type { Kind } from '../connections';
import type { AdminContext } from '../context';

/** How orders are searched and sorted. */
export function orderKind(context: AdminContext, root = 'orders'): Kind<StoreOrder> {
  const customerOf = (each: StoreOrder) =>
    each.customerId ? context.world.state.customers.get(each.customerId) : undefined;
  return {
    root,
    defaultSearch: (each) => [each.name, each.email, ...each.lines.map((line) => line.title)],
    search: {
      id: { kind: 'number', of: (each) => gidNumber(each.id) },
      name: { kind: 'keyword', of: (each) => [each.name, each.name.replace(/^#/, '')] },
      email: { kind: 'text', of: (each) => [each.email] },
      customer_id: { kind: 'number', of: (each) => (each.customerId ? gidNumber(each.customerId) : null) },
      created_at: { kind: 'time', of: (each) => [each.createdAt] },
      processed_at: { kind: 'time', of: (each) => [each.createdAt] },
      updated_at: { kind: 'time', of: (each) => [each.updatedAt] },
      status: { kind: 'keyword', of: (each) => statusTerms(each) },
      financial_status: { kind: 'keyword', of: (each) => [each.financialStatus] },
      fulfillment_status: { kind: 'keyword', of: (each) => fulfillmentTerms(each) },
      cart_token: { kind: 'keyword', of: (each) => [each.cartToken] },
      checkout_token: { kind: 'keyword', of: (each) => [each.checkoutToken] },
      discount_code: { kind: 'keyword', of: (each) => each.discountCodes },
      sku: { kind: 'keyword', of: (each) => each.lines.map((line) => line.sku) },
      source_name: { kind: 'keyword', of: (each) => [each.sourceName] },
      test: { kind: 'boolean', of: () => false },
      tag: { kind: 'keyword', of: () => [] },
      tag_not: { kind: 'absent', of: () => [] },
    },
    sort: {
      CREATED_AT: (each) => Date.parse(each.createdAt),
      PROCESSED_AT: (each) => Date.parse(each.createdAt),
      UPDATED_AT: (each) => Date.parse(each.updatedAt),
      ORDER_NUMBER: (each) => Number(/\d+/.exec(each.name)?.[0] ?? 0),
      TOTAL_PRICE: (each) => each.totalMinor,
      CURRENT_TOTAL_PRICE: (each) => each.totalMinor - each.refundedMinor,
      FINANCIAL_STATUS: (each) => each.financialStatus,
      FULFILLMENT_STATUS: (each) => each.fulfillmentStatus,
      CUSTOMER_NAME: (each) => customerOf(each)?.lastName ?? '',
      DESTINATION: (each) => each.countryCode ?? '',
      TOTAL_ITEMS_QUANTITY: (each) => each.lines.reduce((sum, line) => sum + line.quantity, 0),
    },
  };
}

/** A cancelled order is closed; the others stay open until they are fulfilled. */
function statusTerms(order: StoreOrder): string[] {
  if (order.cancelledAt) return ['cancelled', 'closed'];
  return order.fulfillmentStatus === 'FULFILLED' ? ['closed'] : ['open', 'not_closed'];
}

function fulfillmentTerms(order: StoreOrder): string[] {
  return order.fulfillmentStatus === 'FULFILLED' ? ['fulfilled', 'shipped'] : ['unfulfilled', 'unshipped'];
}
