import type { StoreCustomer } from '../../../store';
import type { AdminWorld } from '../../graphql/context';
import { gidNumber } from '../../gid';
import type { StoreEvent } from '../../live-store/events';
import { decimalText } from '../../money';
import { cartPayload } from './cart';
import { checkoutPayload } from './checkout';
import { orderEditPayload, orderPayload, refundPayload } from './order';
import { inventoryGonePayload, inventoryItemPayload, inventoryLevelPayload } from './inventory';
import { collectionPayload, productPayload, variantPayload } from './product';
import { customerPayload, restShape, type Payload } from './rest';
import { shopPayload } from './shop';

/** The body Shopify sends for a change of the store, in the shape of API version 2026-10. `at` is the event's instant. */
export function payloadOf(event: StoreEvent, at: string, world: AdminWorld): Payload {
  switch (event.topic) {
    case 'carts/create':
    case 'carts/update':
      return cartPayload(event.cart, world);
    case 'checkouts/create':
    case 'checkouts/update':
      return checkoutPayload(event.checkout, world);
    case 'checkouts/delete':
      return { token: event.checkout.token, presentment_currency: world.state.data.shop.currency };
    case 'orders/create':
    case 'orders/updated':
    case 'orders/paid':
    case 'orders/fulfilled':
    case 'orders/cancelled':
      return orderPayload(event.order, world);
    case 'orders/edited':
      return orderEditPayload(event.order, event.edit ?? { added: [], removed: [] }, world);
    case 'orders/delete':
      return { id: gidNumber(event.order.id) };
    case 'refunds/create':
      return refundPayload(event.refund, event.order, world);
    case 'customers/create':
    case 'customers/update':
      return customerPayload(event.customer, world);
    case 'customers/delete':
      return { id: gidNumber(event.customer.id), admin_graphql_api_id: event.customer.id };
    case 'customers/purchasing_summary':
      return purchasingSummary(event.customer, at, world);
    case 'customers_email_marketing_consent/update':
      return consentPayload(event.customer, world);
    case 'customer.tags_added':
    case 'customer.tags_removed':
      return { customerId: event.customer.id, tags: event.tags, occurredAt: at };
    case 'customers/merge':
      return mergePayload(event.kept, event.removed, world);
    case 'products/create':
    case 'products/update':
      return productPayload(event.product, world);
    case 'products/delete':
      return { id: gidNumber(event.product.id) };
    case 'variants/in_stock':
    case 'variants/out_of_stock':
      return variantPayload(event.product, event.variant, event.product.variants.indexOf(event.variant) + 1, world);
    case 'inventory_levels/connect':
    case 'inventory_levels/update':
      return inventoryLevelPayload(event.variant, event.updatedAt, world);
    case 'inventory_levels/disconnect':
      return inventoryGonePayload(event.variant);
    case 'inventory_items/update':
      return inventoryItemPayload(event.product, event.variant, event.updatedAt, world);
    case 'collections/create':
    case 'collections/update':
      return collectionPayload(event.collection, world);
    case 'collections/delete':
      return { id: gidNumber(event.collection.id), published_scope: 'web' };
    case 'shop/update':
      return shopPayload(event.shop, world);
  }
}

function purchasingSummary(customer: StoreCustomer, occurredAt: string, { state }: AdminWorld): Payload {
  const orders = state.ordersByCustomer.get(customer.id) ?? [];
  const spentMinor = orders
    .filter((order) => !order.cancelledAt)
    .reduce((sum, order) => sum + order.totalMinor - order.refundedMinor, 0);
  const { currency } = state.data.shop;
  return {
    customerId: customer.id,
    numberOfOrders: orders.length,
    amountSpent: { amount: decimalText(spentMinor, currency), currencyCode: currency },
    lastOrderId: orders.at(-1)?.id ?? null,
    occurredAt,
  };
}

function consentPayload(customer: StoreCustomer, world: AdminWorld): Payload {
  const { state, optInLevel, updatedAt } = customer.emailMarketing;
  return {
    customer_id: gidNumber(customer.id),
    email_address: customer.email,
    email_marketing_consent: {
      state: state.toLowerCase(),
      opt_in_level: optInLevel?.toLowerCase() ?? null,
      consent_updated_at: restShape(world).atOrNull(updatedAt),
    },
  };
}

function mergePayload(kept: StoreCustomer, removed: StoreCustomer, { state }: AdminWorld): Payload {
  return {
    admin_graphql_api_customer_kept_id: kept.id,
    admin_graphql_api_customer_deleted_id: removed.id,
    admin_graphql_api_job_id: state.nextId('Job'),
    status: 'completed',
    errors: [],
  };
}
