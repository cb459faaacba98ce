import type {
  CartLine,
  CartReport,
  CheckoutReport,
  CustomerRecordReport,
  OrderReport,
  PastCheckout,
  ProductReport,
  VariantReport,
} from '~/capture/events/reports';
import { TEST_START } from './times';

/** Reports as the stages take them, whole and plausible; each test names only what it is about. */

export const gid = (kind: string, id: number): string => `gid://shopify/${kind}/${id}`;

export function variantReport(id: number, changes: Partial<VariantReport> = {}): VariantReport {
  return {
    id: gid('ProductVariant', id),
    title: `Variant ${id}`,
    sku: null,
    priceMinor: 1_000 + id,
    compareAtPriceMinor: null,
    inventoryQuantity: 5,
    isAvailable: true,
    imageUrl: null,
    inventoryItemId: gid('InventoryItem', id),
    inventoryPolicy: 'DENY',
    isTracked: true,
    costMinor: null,
    options: [{ name: 'Title', value: `Variant ${id}` }],
    ...changes,
  };
}

export function productReport(id: number, changes: Partial<ProductReport> = {}): ProductReport {
  return {
    id: gid('Product', id),
    handle: `product-${id}`,
    title: `Product ${id}`,
    vendor: 'Ellis',
    productType: 'Bowls',
    tags: [],
    collectionIds: null,
    status: 'ACTIVE',
    isPublished: true,
    imageUrl: null,
    imageAlt: null,
    media: null,
    onlineStoreUrl: null,
    createdAt: TEST_START,
    updatedAt: TEST_START,
    variants: [variantReport(id * 10)],
    ...changes,
  };
}

export function cartLine(variant: number, quantity = 1, changes: Partial<CartLine> = {}): CartLine {
  return {
    variantId: gid('ProductVariant', variant),
    productId: gid('Product', variant),
    quantity,
    title: `Product ${variant}`,
    variantTitle: null,
    priceMinor: 1_000,
    ...changes,
  };
}

export function cartReport(token: string, changes: Partial<CartReport> = {}): CartReport {
  return { token, createdAt: TEST_START, updatedAt: TEST_START, lines: [cartLine(1)], ...changes };
}

export function checkoutReport(token: string, changes: Partial<CheckoutReport> = {}): CheckoutReport {
  return {
    token,
    cartToken: `cart-of-${token}`,
    url: `https://shop.example/checkouts/${token}/recover`,
    createdAt: TEST_START,
    updatedAt: TEST_START,
    completedAt: null,
    currency: 'EUR',
    lines: [cartLine(1)],
    person: { seenAt: TEST_START },
    ...changes,
  };
}

/** A checkout of the past that knows only its own token, `checkout-N`, unless it is said otherwise. */
export function pastCheckout(id: number, changes: Partial<PastCheckout> = {}): PastCheckout {
  return {
    id: gid('AbandonedCheckout', id),
    cartToken: null,
    checkoutToken: `checkout-${id}`,
    url: `https://shop.example/checkouts/checkout-${id}/recover`,
    createdAt: TEST_START,
    updatedAt: TEST_START,
    completedAt: null,
    currency: 'EUR',
    lines: [cartLine(1)],
    customerId: gid('Customer', 1),
    ...changes,
  };
}

export function orderReport(id: number, changes: Partial<OrderReport> = {}): OrderReport {
  return {
    id: gid('Order', id),
    name: `#${id}`,
    cartToken: null,
    checkoutToken: null,
    currency: 'EUR',
    totalMinor: 2_000,
    refundedMinor: 0,
    subtotalMinor: null,
    discountMinor: null,
    shippingMinor: null,
    discountCodes: null,
    financialStatus: null,
    fulfillmentStatus: null,
    sourceName: null,
    attribution: null,
    shippedTo: null,
    isTest: false,
    placedAt: TEST_START,
    cancelledAt: null,
    fulfilledAt: null,
    updatedAt: TEST_START,
    lines: [
      {
        id: gid('LineItem', id * 10),
        productId: gid('Product', 1),
        variantId: gid('ProductVariant', 1),
        title: 'Product 1',
        quantity: 2,
        currentQuantity: null,
        priceMinor: 1_000,
      },
    ],
    refunds: [],
    person: { seenAt: TEST_START },
    ...changes,
  };
}

/** All parts of a customer's record are left out unless a test names them. */
export function customerRecord(id: number, changes: Partial<CustomerRecordReport> = {}): CustomerRecordReport {
  return {
    customerId: gid('Customer', id),
    state: null,
    locale: null,
    createdAt: null,
    updatedAt: TEST_START,
    tags: null,
    purchases: null,
    statistics: null,
    dataSale: null,
    ...changes,
  };
}
