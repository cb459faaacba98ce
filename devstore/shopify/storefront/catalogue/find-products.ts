import type { LiveStore } from '../../../live-store';
import type { StoreCollection, StoreProduct, StoreVariant } from '../../../store';

type Data = LiveStore['data'];

/** Whether anyone can find the product by browsing. An unlisted one is reached by its address alone. */
export function isListed(product: StoreProduct): boolean {
  return product.status === 'ACTIVE' && product.publishedAt !== null;
}

export function findProduct(data: Data, handle: string): StoreProduct | undefined {
  const product = data.products.find((each) => each.handle === handle);
  return product && (isListed(product) || (product.status === 'UNLISTED' && product.publishedAt)) ? product : undefined;
}

export function findCollection(data: Data, handle: string): StoreCollection | undefined {
  return data.collections.find((each) => each.handle === handle);
}

export function findVariant(
  data: Data,
  variantId: string,
): { product: StoreProduct; variant: StoreVariant } | undefined {
  for (const product of data.products) {
    const variant = product.variants.find((each) => each.id === variantId);
    if (variant) return { product, variant };
  }
  return undefined;
}

/** Listed products of a collection; of all collections for the handle `all`, as every Shopify store has one. */
export function productsOf(data: Data, collection: StoreCollection | 'all'): StoreProduct[] {
  const listed = data.products.filter(isListed);
  return collection === 'all' ? listed : listed.filter((each) => each.collectionIds.includes(collection.id));
}

/** Listed products that hold every word of the query, those that hold them in the title first. */
export function searchProducts(data: Data, query: string): StoreProduct[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const holds = (text: string) => words.every((word) => text.toLowerCase().includes(word));
  const everything = (each: StoreProduct) => [each.title, each.productType, each.vendor, ...each.tags].join(' ');
  const found = data.products.filter((each) => isListed(each) && holds(everything(each)));
  return [...found.filter((each) => holds(each.title)), ...found.filter((each) => !holds(each.title))];
}

/** Pieces a shopper can buy now; Infinity where stock does not limit sales. */
export function sellableQuantity(variant: StoreVariant): number {
  if (!variant.inventoryTracked || variant.inventoryPolicy === 'CONTINUE') return Infinity;
  return Math.max(0, variant.inventoryQuantity);
}

/** Whether any of its variants cost more before. */
export function isReduced({ variants }: StoreProduct): boolean {
  return variants.some((each) => each.compareAtPriceMinor !== null && each.compareAtPriceMinor > each.priceMinor);
}

/** Where a product's page is. Handles of imported products may hold anything. */
export function productPath({ handle }: Pick<StoreProduct, 'handle'>): string {
  return `/products/${encodeURIComponent(handle)}`;
}

/** Whether the product comes in one kind only, so that there is nothing to choose. */
export function isOnlyVariant({ variants }: StoreProduct): boolean {
  return variants.length === 1 && variants[0]?.title === 'Default Title';
}

export function isAvailable(variant: StoreVariant): boolean {
  return sellableQuantity(variant) > 0;
}
