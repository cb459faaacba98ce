import type { StoreFulfillment } from './contract';
import { StoreRefusal } from './refusal';
import { found, type LiveState } from './state';

export function fulfillOrder(state: LiveState, orderId: string): StoreFulfillment {
  const order = found(state.orders.get(orderId), `order ${orderId}`);
  if (order.cancelledAt || order.fulfillmentStatus === 'FULFILLED') {
    const why = order.cancelledAt ? 'was cancelled' : 'was sent out already';
    throw new StoreRefusal('invalid', `Order ${order.name} ${why}; there is nothing to send out.`);
  }
  return state.act((tell, now) => {
    const fulfillment: StoreFulfillment = { id: state.nextId('Fulfillment'), orderId, createdAt: now };
    state.fulfillments.set(orderId, fulfillment);
    order.fulfillmentStatus = 'FULFILLED';
    order.updatedAt = now;
    tell({ topic: 'orders/fulfilled', order });
    tell({ topic: 'orders/updated', order });
    return fulfillment;
  });
}

/** Shopify lets nobody delete an order that is still under way. */
export function deleteOrder(state: LiveState, orderId: string): void {
  const order = found(state.orders.get(orderId), `order ${orderId}`);
  if (!order.cancelledAt && order.fulfillmentStatus !== 'FULFILLED') {
    throw new StoreRefusal('invalid', `Order ${order.name} is under way; cancel it before you delete it.`);
  }
  state.act((tell) => {
    state.data.orders.splice(state.data.orders.indexOf(order), 1);
    state.orders.delete(orderId);
    state.refunds.delete(orderId);
    state.fulfillments.delete(orderId);
    const left = (state.ordersByCustomer.get(order.customerId ?? '') ?? []).filter((each) => each !== order);
    if (order.customerId) state.ordersByCustomer.set(order.customerId, left);
    tell({ topic: 'orders/delete', order });
    const customer = state.customers.get(order.customerId ?? '');
    if (customer) tell({ topic: 'customers/purchasing_summary', customer });
  });
}
