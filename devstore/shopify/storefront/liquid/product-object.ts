import type { StoreCollection, StoreProduct, StoreVariant } from '../../../store';
import { isAvailable } from '../catalogue/find-products';
import { hundredths, numericId } from '../catalogue/storefront-ids';

/** Liquid's `product`. Prices are hundredths of the currency's unit, ids plain numbers. */
export function productObject(product: StoreProduct, currency: string, selectedId?: string) {
  const variants = product.variants.map((variant) => variantObject(variant, currency));
  const chosen = variants.find((variant) => String(variant.id) === selectedId);
  const cheapest = Math.min(...variants.map((variant) => variant.price));
  const dearest = Math.max(...variants.map((variant) => variant.price));
  const images = product.images.map((image) => ({
    src: image.url,
    alt: image.altText ?? product.title,
    ...sizeOf(image),
  }));
  return {
    id: numericId(product.id),
    title: product.title,
    handle: product.handle,
    url: `/products/${product.handle}`,
    description: product.descriptionHtml,
    vendor: product.vendor,
    type: product.productType,
    tags: product.tags,
    price: cheapest,
    price_min: cheapest,
    price_max: dearest,
    price_varies: cheapest !== dearest,
    compare_at_price: variants[0]?.compare_at_price ?? null,
    available: variants.some((variant) => variant.available),
    images,
    featured_image: images[0] ?? null,
    variants,
    has_only_default_variant: variants.length === 1 && variants[0]?.title === 'Default Title',
    selected_or_first_available_variant: chosen ?? variants.find((variant) => variant.available) ?? variants[0] ?? null,
  };
}

export function collectionObject(collection: StoreCollection | 'all', products: StoreProduct[], currency: string) {
  const isAll = collection === 'all';
  return {
    id: isAll ? 0 : numericId(collection.id),
    title: isAll ? 'All products' : collection.title,
    handle: isAll ? 'all' : collection.handle,
    url: `/collections/${isAll ? 'all' : collection.handle}`,
    products_count: products.length,
    products: products.map((product) => productObject(product, currency)),
  };
}

function variantObject(variant: StoreVariant, currency: string) {
  const compareAt = variant.compareAtPriceMinor;
  return {
    id: numericId(variant.id),
    title: variant.title,
    sku: variant.sku,
    price: hundredths(variant.priceMinor, currency),
    compare_at_price: compareAt === null ? null : hundredths(compareAt, currency),
    available: isAvailable(variant),
    inventory_quantity: variant.inventoryQuantity,
    options: variant.selectedOptions.map((option) => option.value),
  };
}

function sizeOf({ width, height }: { width: number; height: number }) {
  return { width, height, aspect_ratio: width / height };
}
