import { gidTail } from '../../../shopify/gid';
import type { StoreCustomer, StoreData, StoreOrder, StoreProduct } from '../../../store';
import { html, type Html } from '../../html';
import { sayInstant } from '../../say-time';
import { listPage, type ListQuery } from './list-page';
import { sayMoney } from './say-money';

/** The store as the admin's own pages read it. */
export type Store = Readonly<StoreData>;

export const nameOf = ({ firstName, lastName, email }: StoreCustomer): string =>
  [firstName, lastName].filter(Boolean).join(' ') || email || 'No name';

/** `PARTIALLY_REFUNDED` → `Partially refunded` */
export const inWords = (state: string): string => state.slice(0, 1) + state.slice(1).toLowerCase().replaceAll('_', ' ');

const link = (kind: string, id: string, label: string): Html =>
  html`<a href="/admin/${kind}/${gidTail(id)}">${label}</a>`;

export function orderList({ orders, customers, shop }: Store, query: ListQuery): Html {
  const byId = new Map(customers.map((customer) => [customer.id, customer]));
  const buyer = (order: StoreOrder) => {
    const customer = order.customerId === null ? undefined : byId.get(order.customerId);
    return customer ? nameOf(customer) : (order.email ?? 'No customer');
  };
  return listPage(
    {
      ...{ title: 'Orders', href: '/admin/orders', items: orders.toReversed() },
      textOf: (order) => `${order.name} ${order.email ?? ''} ${buyer(order)}`,
      columns: [
        { heading: 'Order', cell: (order) => link('orders', order.id, order.name) },
        { heading: 'Date', cell: (order) => sayInstant(new Date(order.createdAt), shop.ianaTimezone) },
        { heading: 'Customer', cell: buyer },
        { heading: 'Payment', cell: (order) => (order.cancelledAt ? 'Cancelled' : inWords(order.financialStatus)) },
        { heading: 'Items', cell: (order) => String(piecesOf(order)), isFigure: true },
        { heading: 'Total', cell: (order) => sayMoney(order.totalMinor, shop.currency), isFigure: true },
      ],
    },
    query,
  );
}

const piecesOf = ({ lines }: StoreOrder): number => lines.reduce((sum, line) => sum + line.quantity, 0);

export function productList({ products }: Store, query: ListQuery): Html {
  return listPage(
    {
      ...{ title: 'Products', href: '/admin/products', items: products },
      textOf: (product) => [product.title, product.vendor, product.productType, ...product.tags].join(' '),
      columns: [
        { heading: 'Product', cell: (product) => link('products', product.id, product.title) },
        { heading: 'Status', cell: (product) => inWords(product.status) },
        { heading: 'Type', cell: (product) => product.productType },
        { heading: 'Vendor', cell: (product) => product.vendor },
        { heading: 'In stock', cell: stockOf, isFigure: true },
      ],
    },
    query,
  );
}

export function stockOf({ variants }: StoreProduct): string {
  const tracked = variants.filter((variant) => variant.inventoryTracked);
  if (tracked.length === 0) return 'not counted';
  return tracked.reduce((sum, variant) => sum + variant.inventoryQuantity, 0).toLocaleString('en');
}

export function customerList({ customers, orders, shop }: Store, query: ListQuery): Html {
  const bought = new Map<string, { count: number; totalMinor: number }>();
  for (const { customerId, totalMinor } of orders) {
    if (customerId === null) continue;
    const sum = bought.get(customerId) ?? { count: 0, totalMinor: 0 };
    bought.set(customerId, { count: sum.count + 1, totalMinor: sum.totalMinor + totalMinor });
  }
  return listPage(
    {
      ...{ title: 'Customers', href: '/admin/customers', items: customers.toReversed() },
      textOf: (customer) => `${nameOf(customer)} ${customer.email ?? ''}`,
      columns: [
        { heading: 'Customer', cell: (customer) => link('customers', customer.id, nameOf(customer)) },
        { heading: 'Email', cell: (customer) => customer.email ?? '' },
        { heading: 'Email marketing', cell: (customer) => inWords(customer.emailMarketing.state) },
        { heading: 'Orders', cell: ({ id }) => String(bought.get(id)?.count ?? 0), isFigure: true },
        {
          heading: 'Spent',
          cell: ({ id }) => sayMoney(bought.get(id)?.totalMinor ?? 0, shop.currency),
          isFigure: true,
        },
      ],
    },
    query,
  );
}
