import { gid, gidTail } from '../../../shopify/gid';
import { html, type Html } from '../../html';
import { sayInstant } from '../../say-time';
import { factsPage, missingPage } from './facts-page';
import { sayMoney } from './say-money';
import { inWords, nameOf, stockOf, type Store } from './store-lists';

/** One order, product or customer by the number of its GID, as `shopify://admin/orders/1` opens it. */
export type DetailKind = 'orders' | 'products' | 'customers';

export function detailPage(kind: DetailKind, id: string, store: Store): Html {
  switch (kind) {
    case 'orders':
      return orderPage(id, store);
    case 'products':
      return productPage(id, store);
    case 'customers':
      return customerPage(id, store);
  }
}

function orderPage(id: string, { orders, shop }: Store): Html {
  const order = orders.find((each) => each.id === gid('Order', id));
  if (!order) return missingPage('order of this number');
  const money = (minor: number) => sayMoney(minor, shop.currency);
  return factsPage({
    title: `Order ${order.name}`,
    back: { href: '/admin/orders', label: 'orders' },
    facts: [
      ['Placed', sayInstant(new Date(order.createdAt), shop.ianaTimezone)],
      ['Cancelled', order.cancelledAt && sayInstant(new Date(order.cancelledAt), shop.ianaTimezone)],
      ['Email', order.email],
      ['Payment', inWords(order.financialStatus)],
      ['Fulfilment', inWords(order.fulfillmentStatus)],
      ['Discount codes', order.discountCodes.join(', ')],
      ['Shipping', money(order.shippingMinor)],
      ['Total', money(order.totalMinor)],
    ],
    lists: [
      {
        heading: 'Items',
        lines: order.lines.map(
          (line) =>
            `${line.quantity} × ${line.title}${line.variantTitle ? `, ${line.variantTitle}` : ''}, ${money(line.priceMinor)}`,
        ),
      },
    ],
  });
}

function productPage(id: string, { products, collections, shop }: Store): Html {
  const product = products.find((each) => each.id === gid('Product', id));
  if (!product) return missingPage('product of this number');
  const shelves = collections.filter((each) => product.collectionIds.includes(each.id));
  return factsPage({
    title: product.title,
    back: { href: '/admin/products', label: 'products' },
    facts: [
      ['Status', inWords(product.status)],
      ['Vendor', product.vendor],
      ['Type', product.productType],
      ['Tags', product.tags.join(', ')],
      ['Collections', shelves.map((each) => each.title).join(', ')],
      ['In stock', stockOf(product)],
    ],
    lists: [
      {
        heading: 'Variants',
        lines: product.variants.map(
          (variant) =>
            `${variant.title}: ${sayMoney(variant.priceMinor, shop.currency)}, ${variant.inventoryTracked ? `${variant.inventoryQuantity} in stock` : 'not counted'}`,
        ),
      },
    ],
  });
}

function customerPage(id: string, { customers, orders, shop }: Store): Html {
  const customer = customers.find((each) => each.id === gid('Customer', id));
  if (!customer) return missingPage('customer of this number');
  const { address, emailMarketing } = customer;
  const own = orders.filter((order) => order.customerId === customer.id).toReversed();
  return factsPage({
    title: nameOf(customer),
    back: { href: '/admin/customers', label: 'customers' },
    facts: [
      ['Email', customer.email],
      ['Phone', customer.phone],
      ['Email marketing', inWords(emailMarketing.state)],
      ['Since', emailMarketing.updatedAt && sayInstant(new Date(emailMarketing.updatedAt), shop.ianaTimezone)],
      [
        'Address',
        address && [address.address1, address.zip, address.city, address.countryCode].filter(Boolean).join(', '),
      ],
      ['Language', customer.locale],
      ['Tags', customer.tags.join(', ')],
    ],
    lists: [
      {
        heading: own.length === 1 ? '1 order' : `${own.length} orders`,
        lines: own.map(
          (order) =>
            html`<a href="/admin/orders/${gidTail(order.id)}">${order.name}</a>,
              ${sayInstant(new Date(order.createdAt), shop.ianaTimezone)}, ${sayMoney(order.totalMinor, shop.currency)}`,
        ),
      },
    ],
  });
}
