import { gid, gidTail, siblingGid } from '../../../shopify/gid';
import { utcSeconds, utcSecondsOrNull } from '../../../shopify/instants';
import { moneyText } from '../../../shopify/money';
import type { StoreCollection, StoreProduct, StoreVariant } from '../../../store';
import type { Store } from '../pages/store-lists';

/** What makes an absolute address of an image's. */
export type ImageUrl = (url: string) => string;

/** A product as the resource picker gives it, with all its variants. */
export function pickerProduct(product: StoreProduct, { shop }: Store, imageUrl: ImageUrl) {
  const tracked = product.variants.filter((variant) => variant.inventoryTracked);
  return {
    id: product.id,
    title: product.title,
    handle: product.handle,
    status: product.status,
    vendor: product.vendor,
    productType: product.productType,
    descriptionHtml: product.descriptionHtml,
    tags: product.tags,
    templateSuffix: null,
    createdAt: utcSeconds(product.createdAt),
    updatedAt: utcSeconds(product.updatedAt),
    publishedAt: utcSecondsOrNull(product.publishedAt),
    availablePublicationCount: product.publishedAt === null ? 0 : 1,
    hasOnlyDefaultVariant: product.variants.length === 1 && product.variants[0]?.title === 'Default Title',
    images: product.images.map((image, index) => ({
      id: gid('ProductImage', `${gidTail(product.id)}${index}`),
      altText: image.altText ?? '',
      originalSrc: imageUrl(image.url),
    })),
    options: optionsOf(product),
    totalInventory: tracked.reduce((sum, variant) => sum + variant.inventoryQuantity, 0),
    totalVariants: product.variants.length,
    tracksInventory: tracked.length > 0,
    variants: product.variants.map((variant, index) => pickerVariant(variant, index, product, shop.currency)),
  };
}

function optionsOf(product: StoreProduct) {
  const names = [...new Set(product.variants.flatMap((variant) => variant.selectedOptions.map(({ name }) => name)))];
  return names.map((name, index) => ({
    id: gid('ProductOption', `${gidTail(product.id)}${index}`),
    name,
    position: index + 1,
    values: [
      ...new Set(
        product.variants.flatMap(({ selectedOptions }) =>
          selectedOptions.filter((option) => option.name === name).map(({ value }) => value),
        ),
      ),
    ],
  }));
}

function pickerVariant(variant: StoreVariant, index: number, product: StoreProduct, currency: string) {
  const { compareAtPriceMinor } = variant;
  return {
    id: variant.id,
    title: variant.title,
    displayName: variant.title === 'Default Title' ? product.title : `${product.title} - ${variant.title}`,
    sku: variant.sku,
    barcode: null,
    position: index + 1,
    price: moneyText(variant.priceMinor, currency),
    compareAtPrice: compareAtPriceMinor === null ? null : moneyText(compareAtPriceMinor, currency),
    availableForSale:
      !variant.inventoryTracked || variant.inventoryQuantity > 0 || variant.inventoryPolicy === 'CONTINUE',
    inventoryItem: { id: siblingGid(variant.id, 'InventoryItem') },
    inventoryManagement: variant.inventoryTracked ? 'SHOPIFY' : 'NOT_MANAGED',
    inventoryPolicy: variant.inventoryPolicy,
    inventoryQuantity: variant.inventoryQuantity,
    product: { id: product.id, title: product.title, handle: product.handle },
    requiresShipping: true,
    selectedOptions: variant.selectedOptions.map(({ value }) => ({ value })),
    taxable: true,
    weight: 0,
    weightUnit: 'KILOGRAMS',
    image: null,
    createdAt: utcSeconds(product.createdAt),
    updatedAt: utcSeconds(product.updatedAt),
  };
}

/** A collection as the resource picker gives it. */
export function pickerCollection(collection: StoreCollection, { products }: Store) {
  const inIt = products.filter((product) => product.collectionIds.includes(collection.id)).length;
  return {
    id: collection.id,
    title: collection.title,
    handle: collection.handle,
    description: '',
    descriptionHtml: '',
    image: null,
    ruleSet: null,
    seo: { title: null, description: null },
    sortOrder: 'BEST_SELLING',
    storefrontId: Buffer.from(collection.id).toString('base64'),
    templateSuffix: null,
    updatedAt: utcSeconds(collection.updatedAt),
    availablePublicationCount: 1,
    publicationCount: 1,
    productsCount: inIt,
    productsManuallySortedCount: inIt,
    productsAutomaticallySortedCount: 0,
  };
}

export type PickerProduct = ReturnType<typeof pickerProduct>;
export type PickerCollection = ReturnType<typeof pickerCollection>;
