import type { Collection, MoneyV2, ProductVariant, SearchResult, Shop } from '@shopify/web-pixels-extension';
import type { StoreCollection, StoreProduct, StoreShop, StoreVariant } from '../../../store';
import { productPath } from '../catalogue/find-products';
import { hundredths, numericId } from '../catalogue/storefront-ids';

/** How many products of a list pixels are told of. */
const LIST_LENGTH = 24;

export function moneyPayload(minor: number, currencyCode: string): MoneyV2 {
  return { amount: hundredths(minor, currencyCode) / 100, currencyCode };
}

export function variantPayload(product: StoreProduct, variant: StoreVariant, currency: string): ProductVariant {
  const title = variant.title === 'Default Title' ? null : variant.title;
  return {
    id: String(numericId(variant.id)),
    title,
    untranslatedTitle: title,
    sku: variant.sku,
    image: product.images[0] ? { src: product.images[0].url } : null,
    price: moneyPayload(variant.priceMinor, currency),
    product: {
      id: String(numericId(product.id)),
      title: product.title,
      untranslatedTitle: product.title,
      type: product.productType,
      url: productPath(product),
      vendor: product.vendor,
    },
  };
}

export function collectionPayload(
  collection: StoreCollection | 'all',
  products: StoreProduct[],
  currency: string,
): Collection {
  return {
    id: collection === 'all' ? '' : String(numericId(collection.id)),
    title: collection === 'all' ? 'Products' : collection.title,
    productVariants: firstVariants(products, currency),
  };
}

export function searchPayload(query: string, products: StoreProduct[], currency: string): SearchResult {
  return { query, productVariants: firstVariants(products, currency) };
}

export function shopPayload(shop: StoreShop, shopDomain: string, storefrontUrl: string): Shop {
  return {
    name: shop.name,
    myshopifyDomain: shopDomain,
    countryCode: shop.countryCode,
    paymentSettings: { currencyCode: shop.currency },
    storefrontUrl,
  };
}

function firstVariants(products: StoreProduct[], currency: string): ProductVariant[] {
  return products.slice(0, LIST_LENGTH).flatMap((product) => {
    const variant = product.variants[0];
    return variant ? [variantPayload(product, variant, currency)] : [];
  });
}
