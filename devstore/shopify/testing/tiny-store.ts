import type { StoreCustomer, StoreData, StoreLineItem, StoreOrder, StoreProduct, StoreVariant } from '../../store';
import { gid } from '../gid';

export const shopDomain = 'tiny-shop.myshopify.com';
/** Business time at which the tiny store's data ends. */
export const endsAt = '2026-09-30T10:00:00.000Z';

const dayMs = 24 * 60 * 60 * 1000;

/** An instant so many days before the data ends. */
function daysBeforeEnd(days: number): string {
  return new Date(Date.parse(endsAt) - days * dayMs).toISOString();
}

export interface TinyStoreSize {
  products?: number;
  customers?: number;
  orders?: number;
  linesPerOrder?: number;
}

/** A store of the given size by simple rules, so that a test can tell each figure: order k is k days old and belongs to customer k mod customers. */
export function tinyStore(size: TinyStoreSize = {}): StoreData {
  const { products = 4, customers = 3, orders = 5, linesPerOrder = 2 } = size;
  const shelf = range(products).map(tinyProduct);
  return {
    shop: {
      id: gid('Shop', 70000000001),
      domain: shopDomain,
      name: 'Tiny Shop',
      email: 'owner@tiny-shop.example',
      currency: 'EUR',
      ianaTimezone: 'Europe/Berlin',
      countryCode: 'DE',
      primaryLocale: 'de',
      address: { address1: 'Hauptstr. 1', city: 'Berlin', zip: '10115', countryCode: 'DE' },
    },
    collections: [
      { id: gid('Collection', 501), handle: 'lamps', title: 'Lamps', updatedAt: daysBeforeEnd(300) },
      { id: gid('Collection', 502), handle: 'mugs', title: 'Mugs', updatedAt: daysBeforeEnd(200) },
    ],
    products: shelf,
    customers: range(customers).map(tinyCustomer),
    orders: range(orders).map((number) => tinyOrder(number, { customers, linesPerOrder, shelf })),
    endsAt,
  };
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

function tinyProduct(number: number): StoreProduct {
  const at = daysBeforeEnd(400 - number);
  return {
    id: gid('Product', 1000 + number),
    handle: `thing-${number}`,
    title: `Thing ${number}`,
    descriptionHtml: `<p>Thing number <b>${number}</b>.</p>`,
    vendor: number % 2 ? 'Oak & Co' : 'Elm',
    productType: number % 2 ? 'Lamp' : 'Mug',
    tags: number % 2 ? ['bright', 'sale'] : ['warm'],
    status: 'ACTIVE',
    publishedAt: at,
    createdAt: at,
    updatedAt: at,
    images: [{ url: `/images/products/thing-${number}.svg`, altText: `Thing ${number}`, width: 600, height: 600 }],
    collectionIds: [gid('Collection', number % 2 ? 501 : 502)],
    variants: [tinyVariant(number, 1), tinyVariant(number, 2)],
  };
}

function tinyVariant(product: number, position: number): StoreVariant {
  return {
    id: gid('ProductVariant', 20000 + product * 10 + position),
    title: position === 1 ? 'Small' : 'Large',
    sku: `T${product}-${position}`,
    priceMinor: 1000 * product + 99 * position,
    compareAtPriceMinor: position === 2 ? 2000 * product : null,
    inventoryQuantity: 10,
    inventoryPolicy: 'DENY',
    unitCostMinor: 400,
    inventoryTracked: true,
    selectedOptions: [{ name: 'Size', value: position === 1 ? 'Small' : 'Large' }],
  };
}

function tinyCustomer(number: number): StoreCustomer {
  const at = daysBeforeEnd(500 - number);
  return {
    id: gid('Customer', 3000 + number),
    firstName: `First${number}`,
    lastName: `Last${number}`,
    email: `person${number}@example.com`,
    phone: number === 1 ? '+4930123456' : null,
    locale: 'de',
    createdAt: at,
    updatedAt: daysBeforeEnd(number),
    tags: number === 1 ? ['vip'] : [],
    note: null,
    address: { address1: `Street ${number}`, city: 'Hamburg', zip: '20095', countryCode: 'DE' },
    emailMarketing: { state: 'SUBSCRIBED', optInLevel: 'SINGLE_OPT_IN', updatedAt: at },
  };
}

interface OrderRules {
  customers: number;
  linesPerOrder: number;
  shelf: StoreProduct[];
}

function tinyOrder(number: number, { customers, linesPerOrder, shelf }: OrderRules): StoreOrder {
  const at = daysBeforeEnd(number);
  const customer = ((number - 1) % customers) + 1;
  const lines = range(linesPerOrder).map((position) => tinyLine(number, position, shelf));
  const subtotalMinor = lines.reduce((sum, line) => sum + line.priceMinor * line.quantity, 0);
  return {
    id: gid('Order', 900000 + number),
    name: `#${1000 + number}`,
    customerId: gid('Customer', 3000 + customer),
    email: `person${customer}@example.com`,
    createdAt: at,
    updatedAt: at,
    cancelledAt: null,
    lines,
    subtotalMinor,
    shippingMinor: 490,
    taxMinor: 0,
    discountMinor: 0,
    totalMinor: subtotalMinor + 490,
    refundedMinor: 0,
    financialStatus: 'PAID',
    fulfillmentStatus: 'FULFILLED',
    discountCodes: [],
    cartToken: null,
    checkoutToken: null,
    noteAttributes: [],
    acceptsMarketing: false,
    countryCode: 'DE',
    sourceName: 'web',
  };
}

function tinyLine(order: number, position: number, shelf: StoreProduct[]): StoreLineItem {
  const product = shelf[(order + position) % shelf.length] as StoreProduct;
  const variant = product.variants[0] as StoreVariant;
  return {
    id: gid('LineItem', 5_000_000 + order * 100 + position),
    productId: product.id,
    variantId: variant.id,
    title: product.title,
    variantTitle: variant.title,
    sku: variant.sku,
    quantity: position,
    priceMinor: variant.priceMinor,
  };
}
