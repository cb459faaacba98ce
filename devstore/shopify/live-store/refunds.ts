import type { StoreOrder } from '../../store';
import type { StoreRefund } from './contract';
import type { OrderEdit } from './events';
import { StoreRefusal } from './refusal';
import { addTo, found, type LiveState } from './state';
import { changeStock } from './stock';

interface RefundInput {
  lines?: { lineId: string; quantity: number }[];
  note?: string;
}

export function refundOrder(state: LiveState, orderId: string, input: RefundInput = {}): StoreRefund {
  const order = found(state.orders.get(orderId), `order ${orderId}`);
  const lines = input.lines ?? order.lines.map((line) => ({ lineId: line.id, quantity: line.quantity }));
  const amountMinor = input.lines ? priceOf(order, lines) : order.totalMinor - order.refundedMinor;
  if (amountMinor <= 0 || amountMinor > order.totalMinor - order.refundedMinor) {
    throw new StoreRefusal(
      'invalid',
      `Order ${order.name}: a refund of ${amountMinor} is not possible; ${order.totalMinor - order.refundedMinor} is left.`,
    );
  }
  return state.act((tell, now) => {
    const refund: StoreRefund = {
      id: state.nextId('Refund'),
      orderId,
      createdAt: now,
      amountMinor,
      note: input.note ?? null,
      lines,
    };
    addTo(state.refunds, orderId, refund);
    order.refundedMinor += amountMinor;
    order.financialStatus = order.refundedMinor === order.totalMinor ? 'REFUNDED' : 'PARTIALLY_REFUNDED';
    order.updatedAt = now;
    tell({ topic: 'refunds/create', order, refund });
    tell({ topic: 'orders/updated', order });
    const customer = state.customers.get(order.customerId ?? '');
    if (customer) tell({ topic: 'customers/purchasing_summary', customer });
    for (const { lineId, quantity } of lines) {
      const variantId = order.lines.find((line) => line.id === lineId)?.variantId;
      const place = variantId ? state.variants.get(variantId) : undefined;
      if (place) changeStock(place, quantity, tell, now);
    }
    return refund;
  });
}

function priceOf(order: StoreOrder, lines: { lineId: string; quantity: number }[]): number {
  return lines.reduce((sum, { lineId, quantity }) => {
    const line = found(
      order.lines.find((each) => each.id === lineId),
      `line ${lineId} of order ${order.name}`,
    );
    if (!Number.isInteger(quantity) || quantity < 1 || quantity > line.quantity) {
      throw new StoreRefusal('invalid', `Line ${lineId}: ${quantity} of ${line.quantity} cannot be refunded.`);
    }
    return sum + line.priceMinor * quantity;
  }, 0);
}

export function editOrderLine(state: LiveState, orderId: string, lineId: string, quantity: number): StoreOrder {
  const order = found(state.orders.get(orderId), `order ${orderId}`);
  const line = found(
    order.lines.find((each) => each.id === lineId),
    `line ${lineId} of order ${order.name}`,
  );
  if (!Number.isInteger(quantity) || quantity < 0) {
    throw new StoreRefusal(
      'invalid',
      `The quantity of line ${lineId} is ${quantity}; give a whole number of 0 or more.`,
    );
  }
  const delta = quantity - line.quantity;
  if (delta === 0) return order;
  return state.act((tell, now) => {
    line.quantity = quantity;
    order.subtotalMinor += delta * line.priceMinor;
    order.totalMinor += delta * line.priceMinor;
    order.updatedAt = now;
    const changed = [{ lineId, delta: Math.abs(delta) }];
    const edit: OrderEdit = delta > 0 ? { added: changed, removed: [] } : { added: [], removed: changed };
    tell({ topic: 'orders/edited', order, edit });
    tell({ topic: 'orders/updated', order });
    const place = line.variantId ? state.variants.get(line.variantId) : undefined;
    if (place) changeStock(place, -delta, tell, now);
    return order;
  });
}
