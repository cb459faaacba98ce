import type { StoreData, StoreProduct } from '../../../store';

/** A shop of four products for tests: one with two variants, one nearly sold out, one sold out, one unlisted. */
export function smallStore(): StoreData {
  return {
    shop: {
      id: 'gid://shopify/Shop/1',
      domain: 'demo.myshopify.com',
      name: 'Kiln & Loom',
      email: 'hello@example.com',
      currency: 'EUR',
      ianaTimezone: 'Europe/Berlin',
      countryCode: 'DE',
      primaryLocale: 'en',
      address: { address1: 'Hauptstr. 1', city: 'Berlin', zip: '10115', countryCode: 'DE' },
    },
    collections: [
      { id: 'gid://shopify/Collection/71', handle: 'mugs', title: 'Mugs', updatedAt: '2026-01-01T00:00:00Z' },
      {
        id: 'gid://shopify/Collection/72',
        handle: 'empty-shelf',
        title: 'Empty shelf',
        updatedAt: '2026-01-01T00:00:00Z',
      },
    ],
    products: [
      product(11, 'blue-mug', 'Blue mug', { stock: [9, 3], options: ['Small', 'Large'], priceMinor: 1800 }),
      product(12, 'teapot', 'Teapot', { stock: [2], priceMinor: 4550 }),
      product(13, 'sold-out-bowl', 'Bowl', { stock: [0], priceMinor: 2200 }),
      product(14, 'hidden-plate', 'Plate', { stock: [5], priceMinor: 900, status: 'UNLISTED' }),
    ],
    customers: [],
    orders: [],
    endsAt: '2026-09-30T10:00:00Z',
  };
}

interface Shape {
  stock: number[];
  priceMinor: number;
  options?: string[];
  status?: StoreProduct['status'];
}

/** Product `n` has variants `n * 10 + 1` and so on. */
function product(n: number, handle: string, title: string, shape: Shape): StoreProduct {
  return {
    id: `gid://shopify/Product/${n}`,
    handle,
    title,
    descriptionHtml: `<p>${title}, made by hand.</p>`,
    vendor: 'Kiln',
    productType: 'Tableware',
    tags: ['handmade'],
    status: shape.status ?? 'ACTIVE',
    publishedAt: '2026-01-01T00:00:00Z',
    createdAt: `2026-01-${n}T00:00:00Z`,
    updatedAt: '2026-01-01T00:00:00Z',
    images: [{ url: `/images/products/${handle}.svg`, altText: null, width: 600, height: 600 }],
    collectionIds: ['gid://shopify/Collection/71'],
    variants: shape.stock.map((inventoryQuantity, index) => ({
      id: `gid://shopify/ProductVariant/${n * 10 + index + 1}`,
      title: shape.options?.[index] ?? 'Default Title',
      sku: `${handle}-${index + 1}`,
      priceMinor: shape.priceMinor + index * 500,
      compareAtPriceMinor: null,
      inventoryQuantity,
      inventoryPolicy: 'DENY',
      unitCostMinor: null,
      inventoryTracked: true,
      selectedOptions: [{ name: shape.options ? 'Size' : 'Title', value: shape.options?.[index] ?? 'Default Title' }],
    })),
  };
}
