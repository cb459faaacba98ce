import type { LiveStore } from '../../../live-store';
import type { StoreCustomer, StoreOrder } from '../../../store';
import { hundredths, numericId } from '../catalogue/storefront-ids';

/** Liquid's `customer`: who is logged in. Money is hundredths of the currency's unit. */
export function customerObject(customer: StoreCustomer, data: LiveStore['data']) {
  const orders = ordersOf(customer, data);
  const { id, email, firstName, lastName, phone, tags, address } = customer;
  const spent = orders.reduce((sum, { totalMinor, refundedMinor }) => sum + totalMinor - refundedMinor, 0);
  return {
    id: numericId(id),
    email,
    first_name: firstName,
    last_name: lastName,
    name: nameOf(customer),
    phone,
    tags,
    has_account: true,
    accepts_marketing: customer.emailMarketing.state === 'SUBSCRIBED',
    orders_count: orders.length,
    total_spent: hundredths(spent, data.shop.currency),
    default_address: address && { ...address, country_code: address.countryCode },
    orders: orders.map((order) => orderObject(order, data)),
  };
}

/** The customer as pixels get it in `init.data`. */
export function customerPayload(customer: StoreCustomer, data: LiveStore['data']) {
  const { id, email, firstName, lastName, phone } = customer;
  const ordersCount = ordersOf(customer, data).length;
  return { id: String(numericId(id)), email, firstName, lastName, phone, ordersCount };
}

/** Newest first. */
function ordersOf({ id }: StoreCustomer, { orders }: LiveStore['data']): StoreOrder[] {
  return orders.filter((each) => each.customerId === id).reverse();
}

function orderObject(order: StoreOrder, { shop }: LiveStore['data']) {
  return {
    name: order.name,
    created_at: order.createdAt,
    total_price: hundredths(order.totalMinor, shop.currency),
    item_count: order.lines.reduce((sum, line) => sum + line.quantity, 0),
    cancelled: order.cancelledAt !== null,
    fulfillment_status: order.fulfillmentStatus.toLowerCase(),
    financial_status: order.financialStatus.toLowerCase(),
    customer_url: `/orders/${numericId(order.id)}/authenticate`,
  };
}

/** Such as `Ana Costa`; the address of somebody without a name. */
export function nameOf({ firstName, lastName, email }: StoreCustomer): string {
  return [firstName, lastName].filter(Boolean).join(' ') || (email ?? '');
}
