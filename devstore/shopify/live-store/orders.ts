import type { StoreCheckout, StoreCustomer, StoreLineItem, StoreOrder } from '../../store';
import { openCheckout } from './checkouts';
import { usableDiscount } from './discount-worth';
import type { StoreEvent } from './events';
import { StoreRefusal } from './refusal';
import { shippingMinor } from './shipping';
import { addTo, found, type LiveState } from './state';
import { changeStock, sellableQuantity } from './stock';

export function completeCheckout(state: LiveState, token: string): StoreOrder {
  const checkout = openCheckout(state, token);
  if (!checkout.email || !checkout.customerId) {
    throw new StoreRefusal('no-contact', `Checkout ${token} has no contact; submit an email address first.`);
  }
  const customer = found(state.customers.get(checkout.customerId), `customer ${checkout.customerId}`);
  refuseWhatIsGone(state, checkout);
  if (checkout.discountCode) usableDiscount(state, checkout, checkout.discountCode);
  return state.act((tell, now) => {
    const order = placeOrder(state, checkout, customer, now);
    Object.assign(checkout, { completedAt: now, updatedAt: now });
    tell({ topic: 'orders/create', order });
    tell({ topic: 'orders/paid', order });
    tell({ topic: 'orders/updated', order });
    tell({ topic: 'checkouts/update', checkout });
    tell({ topic: 'customers/purchasing_summary', customer });
    takeFromStock(state, order, tell, now);
    emptyCart(state, checkout.cartToken, now);
    return order;
  });
}

/** Stock may have gone between cart and payment. */
function refuseWhatIsGone(state: LiveState, checkout: StoreCheckout): void {
  for (const line of checkout.lines) {
    const { product, variant } = found(state.variants.get(line.variantId), `variant ${line.variantId}`);
    if (sellableQuantity(variant) < line.quantity) {
      throw new StoreRefusal('sold-out', `${product.title} (${variant.title}, ${variant.id}) sold out before payment.`);
    }
  }
}

function placeOrder(state: LiveState, checkout: StoreCheckout, customer: StoreCustomer, now: string): StoreOrder {
  const lines = checkout.lines.map((line) => orderLine(state, line));
  const goodsMinor = lines.reduce((sum, line) => sum + line.priceMinor * line.quantity, 0);
  const used = checkout.discountCode ? usableDiscount(state, checkout, checkout.discountCode) : null;
  const subtotalMinor = goodsMinor - (used?.offMinor ?? 0);
  const shipping = shippingMinor(subtotalMinor);
  const order: StoreOrder = {
    ...blankMoney,
    id: state.nextId('Order'),
    name: state.nextOrderName(),
    customerId: customer.id,
    email: checkout.email,
    createdAt: now,
    updatedAt: now,
    cancelledAt: null,
    lines,
    subtotalMinor,
    shippingMinor: shipping,
    totalMinor: subtotalMinor + shipping,
    financialStatus: 'PAID',
    fulfillmentStatus: 'UNFULFILLED',
    discountMinor: used?.offMinor ?? 0,
    discountCodes: used ? [used.code.code] : [],
    cartToken: checkout.cartToken,
    checkoutToken: checkout.token,
    noteAttributes: Object.entries(checkout.attributes).map(([name, value]) => ({ name, value })),
    acceptsMarketing: checkout.acceptsMarketing,
    countryCode: customer.address?.countryCode ?? state.data.shop.countryCode,
    sourceName: 'web',
  };
  used?.code.orderIds.push(order.id);
  state.data.orders.push(order);
  state.orders.set(order.id, order);
  addTo(state.ordersByCustomer, customer.id, order);
  return order;
}

const blankMoney = { taxMinor: 0, refundedMinor: 0 };

function orderLine(state: LiveState, line: { variantId: string; quantity: number }): StoreLineItem {
  const { product, variant } = found(state.variants.get(line.variantId), `variant ${line.variantId}`);
  return {
    id: state.nextId('LineItem'),
    productId: product.id,
    variantId: variant.id,
    title: product.title,
    variantTitle: variant.title === 'Default Title' ? null : variant.title,
    sku: variant.sku,
    quantity: line.quantity,
    priceMinor: variant.priceMinor,
  };
}

function takeFromStock(state: LiveState, order: StoreOrder, tell: (event: StoreEvent) => void, now: string): void {
  for (const line of order.lines) {
    const place = line.variantId ? state.variants.get(line.variantId) : undefined;
    if (place) changeStock(place, -line.quantity, tell, now);
  }
}

/** The cart that was bought is over; Shopify sends no webhook for its emptying. */
function emptyCart(state: LiveState, token: string, now: string): void {
  const record = state.carts.get(token);
  if (record) Object.assign(record.cart, { lines: [], updatedAt: now });
}

export function cancelOrder(state: LiveState, orderId: string): void {
  const order = found(state.orders.get(orderId), `order ${orderId}`);
  if (order.cancelledAt) {
    throw new StoreRefusal('invalid', `Order ${order.name} was cancelled at ${order.cancelledAt} already.`);
  }
  state.act((tell, now) => {
    Object.assign(order, {
      cancelledAt: now,
      updatedAt: now,
      financialStatus: 'REFUNDED',
      refundedMinor: order.totalMinor,
    });
    tell({ topic: 'orders/cancelled', order });
    tell({ topic: 'orders/updated', order });
    const customer = state.customers.get(order.customerId ?? '');
    if (customer) tell({ topic: 'customers/purchasing_summary', customer });
    for (const line of order.lines) {
      const place = line.variantId ? state.variants.get(line.variantId) : undefined;
      const left = line.quantity - refundedPieces(state, order, line.id);
      if (place && left > 0) changeStock(place, left, tell, now);
    }
  });
}

/** Pieces of a line that a refund has put back already. */
function refundedPieces(state: LiveState, order: StoreOrder, lineId: string): number {
  const lines = (state.refunds.get(order.id) ?? []).flatMap((refund) => refund.lines);
  return lines.reduce((sum, line) => (line.lineId === lineId ? sum + line.quantity : sum), 0);
}
