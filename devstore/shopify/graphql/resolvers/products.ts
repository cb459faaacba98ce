import type { StoreCollection, StoreImage, StoreProduct, StoreVariant } from '../../../store';
import { gid, gidNumber, gidTail } from '../../gid';
import { utcSeconds, utcSecondsOrNull } from '../../instants';
import { found } from '../../live-store/state';
import { isForSale, sellableQuantity } from '../../live-store/stock';
import { moneyText, moneyV2 } from '../../money';
import { connect, connectInOrder, type ConnectionArgs, type Kind } from '../connections';
import type { AdminContext } from '../context';
import { inventoryItemOf, legacyId } from './lookups';

export const productKind: Kind<StoreProduct> = {
  root: 'products',
  defaultSearch: (each) => [
    each.title,
    each.vendor,
    each.productType,
    ...each.tags,
    ...each.variants.map((one) => one.sku),
  ],
  search: {
    id: { kind: 'number', of: (each) => gidNumber(each.id) },
    title: { kind: 'text', of: (each) => [each.title] },
    handle: { kind: 'keyword', of: (each) => [each.handle] },
    vendor: { kind: 'keyword', of: (each) => [each.vendor] },
    product_type: { kind: 'keyword', of: (each) => [each.productType] },
    tag: { kind: 'keyword', of: (each) => each.tags },
    tag_not: { kind: 'absent', of: (each) => each.tags },
    status: { kind: 'keyword', of: (each) => [each.status] },
    sku: { kind: 'keyword', of: (each) => each.variants.map((one) => one.sku) },
    collection_id: { kind: 'keyword', of: (each) => each.collectionIds.map(gidTail) },
    created_at: { kind: 'time', of: (each) => [each.createdAt] },
    updated_at: { kind: 'time', of: (each) => [each.updatedAt] },
    published_at: { kind: 'time', of: (each) => [each.publishedAt] },
    inventory_total: { kind: 'number', of: totalInventory },
    gift_card: { kind: 'boolean', of: () => false },
  },
  sort: {
    TITLE: (each) => each.title.toLowerCase(),
    VENDOR: (each) => each.vendor.toLowerCase(),
    PRODUCT_TYPE: (each) => each.productType.toLowerCase(),
    CREATED_AT: (each) => Date.parse(each.createdAt),
    UPDATED_AT: (each) => Date.parse(each.updatedAt),
    PUBLISHED_AT: (each) => Date.parse(each.publishedAt ?? '1970-01-01'),
    INVENTORY_TOTAL: totalInventory,
  },
};

export const collectionKind: Kind<StoreCollection> = {
  root: 'collections',
  defaultSearch: (each) => [each.title],
  search: {
    id: { kind: 'number', of: (each) => gidNumber(each.id) },
    title: { kind: 'text', of: (each) => [each.title] },
    handle: { kind: 'keyword', of: (each) => [each.handle] },
    updated_at: { kind: 'time', of: (each) => [each.updatedAt] },
  },
  sort: { TITLE: (each) => each.title.toLowerCase(), UPDATED_AT: (each) => Date.parse(each.updatedAt) },
};

export function variantKind(context: AdminContext): Kind<StoreVariant> {
  return {
    root: 'productVariants',
    defaultSearch: (each) => [productOf(each, context).title, each.title, each.sku],
    search: {
      id: { kind: 'number', of: (each) => gidNumber(each.id) },
      sku: { kind: 'keyword', of: (each) => [each.sku] },
      title: { kind: 'text', of: (each) => [each.title] },
      product_id: { kind: 'keyword', of: (each) => [gidTail(productOf(each, context).id)] },
      product_status: { kind: 'keyword', of: (each) => [productOf(each, context).status] },
      vendor: { kind: 'keyword', of: (each) => [productOf(each, context).vendor] },
      product_type: { kind: 'keyword', of: (each) => [productOf(each, context).productType] },
      inventory_quantity: { kind: 'number', of: (each) => each.inventoryQuantity },
      updated_at: { kind: 'time', of: (each) => [productOf(each, context).updatedAt] },
    },
    sort: {
      SKU: (each) => each.sku ?? '',
      TITLE: (each) => each.title.toLowerCase(),
      NAME: (each) => each.title.toLowerCase(),
      FULL_TITLE: (each) => `${productOf(each, context).title} ${each.title}`.toLowerCase(),
      POSITION: (each) => productOf(each, context).variants.indexOf(each),
      INVENTORY_QUANTITY: (each) => each.inventoryQuantity,
      INVENTORY_POLICY: (each) => each.inventoryPolicy,
    },
  };
}

export function productOf(variant: StoreVariant, { world }: AdminContext): StoreProduct {
  return found(world.state.variants.get(variant.id), `variant ${variant.id}`).product;
}

function totalInventory(product: StoreProduct): number {
  return product.variants.reduce((sum, each) => (each.inventoryTracked ? sum + each.inventoryQuantity : sum), 0);
}

/** An image of a product: `MediaImage` and `Image` read the same record. */
export interface ImageView extends StoreImage {
  id: string;
  createdAt: string;
}

export function imagesOf(product: StoreProduct, { world }: AdminContext): ImageView[] {
  return product.images.map((image, index) => ({
    ...image,
    id: gid('MediaImage', `${gidTail(product.id)}${index}`),
    url: new URL(image.url, `${world.storefrontUrl()}/`).toString(),
    createdAt: product.createdAt,
  }));
}

function priceRange(product: StoreProduct, read: (variant: StoreVariant) => number, { world }: AdminContext) {
  const prices = product.variants.map(read);
  const currency = world.state.data.shop.currency;
  const money = (minor: number) => moneyV2(Number.isFinite(minor) ? minor : 0, currency);
  return { min: money(Math.min(...prices)), max: money(Math.max(...prices)) };
}

function optionsOf(product: StoreProduct) {
  const names = [...new Set(product.variants.flatMap((each) => each.selectedOptions.map((option) => option.name)))];
  return names.map((name, index) => {
    const values = product.variants.flatMap((each) => each.selectedOptions.filter((option) => option.name === name));
    return {
      id: gid('ProductOption', `${gidTail(product.id)}${index}`),
      name,
      position: index + 1,
      values: [...new Set(values.map((option) => option.value))],
    };
  });
}

function plainText(html: string): string {
  return html
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

function isOnline(product: StoreProduct): boolean {
  return product.publishedAt !== null && isForSale(product);
}

const product = {
  createdAt: (each: StoreProduct) => utcSeconds(each.createdAt),
  updatedAt: (each: StoreProduct) => utcSeconds(each.updatedAt),
  publishedAt: (each: StoreProduct) => utcSecondsOrNull(each.publishedAt),
  legacyResourceId: legacyId,
  bodyHtml: (each: StoreProduct) => each.descriptionHtml,
  description: (each: StoreProduct, args: { truncateAt?: number | null }) =>
    plainText(each.descriptionHtml).slice(0, args.truncateAt ?? undefined),
  category: () => null,
  seo: () => ({ title: null, description: null }),
  templateSuffix: () => null,
  isGiftCard: () => false,
  requiresSellingPlan: () => false,
  totalInventory,
  tracksInventory: (each: StoreProduct) => each.variants.some((one) => one.inventoryTracked),
  hasOnlyDefaultVariant: (each: StoreProduct) =>
    each.variants.length === 1 && each.variants[0]?.title === 'Default Title',
  hasOutOfStockVariants: (each: StoreProduct) => each.variants.some((one) => sellableQuantity(one) <= 0),
  totalVariants: (each: StoreProduct) => each.variants.length,
  variantsCount: (each: StoreProduct) => ({ count: each.variants.length, precision: 'EXACT' }),
  mediaCount: (each: StoreProduct) => ({ count: each.images.length, precision: 'EXACT' }),
  options: optionsOf,
  onlineStoreUrl: (each: StoreProduct, _args: unknown, { world }: AdminContext) =>
    isOnline(each) ? `${world.storefrontUrl()}/products/${each.handle}` : null,
  onlineStorePreviewUrl: (each: StoreProduct, _args: unknown, { world }: AdminContext) =>
    `${world.storefrontUrl()}/products/${each.handle}`,
  priceRangeV2: (each: StoreProduct, _args: unknown, context: AdminContext) => {
    const { min, max } = priceRange(each, (one) => one.priceMinor, context);
    return { minVariantPrice: min, maxVariantPrice: max };
  },
  compareAtPriceRange: (each: StoreProduct, _args: unknown, context: AdminContext) => {
    if (each.variants.every((one) => one.compareAtPriceMinor === null)) return null;
    const { min, max } = priceRange(each, (one) => one.compareAtPriceMinor ?? 0, context);
    return { minVariantCompareAtPrice: min, maxVariantCompareAtPrice: max };
  },
  featuredMedia: (each: StoreProduct, _args: unknown, context: AdminContext) => imagesOf(each, context)[0] ?? null,
  featuredImage: (each: StoreProduct, _args: unknown, context: AdminContext) => imagesOf(each, context)[0] ?? null,
  media: (each: StoreProduct, args: ConnectionArgs, context: AdminContext) =>
    connectInOrder(imagesOf(each, context), args, context),
  images: (each: StoreProduct, args: ConnectionArgs, context: AdminContext) =>
    connectInOrder(imagesOf(each, context), args, context),
  variants: (each: StoreProduct, args: ConnectionArgs, context: AdminContext) =>
    connectInOrder(each.variants, args, context),
  inCollection: (each: StoreProduct, args: { id: string }) => each.collectionIds.includes(args.id),
  collections: (
    each: StoreProduct,
    args: ConnectionArgs,
    context: AdminContext,
    info: Parameters<typeof connect>[4],
  ) => {
    const held = each.collectionIds.flatMap((id) => context.world.state.collections.get(id) ?? []);
    return connect(held, args, collectionKind, context, info);
  },
};

const productVariant = {
  createdAt: (each: StoreVariant, _args: unknown, context: AdminContext) =>
    utcSeconds(productOf(each, context).createdAt),
  updatedAt: (each: StoreVariant, _args: unknown, context: AdminContext) =>
    utcSeconds(productOf(each, context).updatedAt),
  legacyResourceId: legacyId,
  barcode: () => null,
  taxable: () => true,
  image: () => null,
  requiresComponents: () => false,
  product: (each: StoreVariant, _args: unknown, context: AdminContext) => productOf(each, context),
  position: (each: StoreVariant, _args: unknown, context: AdminContext) =>
    productOf(each, context).variants.indexOf(each) + 1,
  displayName: (each: StoreVariant, _args: unknown, context: AdminContext) =>
    `${productOf(each, context).title} - ${each.title}`,
  price: (each: StoreVariant, _args: unknown, { world }: AdminContext) =>
    moneyText(each.priceMinor, world.state.data.shop.currency),
  compareAtPrice: (each: StoreVariant, _args: unknown, { world }: AdminContext) =>
    each.compareAtPriceMinor === null ? null : moneyText(each.compareAtPriceMinor, world.state.data.shop.currency),
  availableForSale: (each: StoreVariant) => sellableQuantity(each) > 0,
  sellableOnlineQuantity: (each: StoreVariant) => each.inventoryQuantity,
  inventoryItem: inventoryItemOf,
  media: (_each: StoreVariant, args: ConnectionArgs, context: AdminContext) =>
    connectInOrder<ImageView>([], args, context),
};

const collection = {
  updatedAt: (each: StoreCollection) => utcSeconds(each.updatedAt),
  legacyResourceId: legacyId,
  description: () => '',
  descriptionHtml: () => '',
  image: () => null,
  templateSuffix: () => null,
  seo: () => ({ title: null, description: null }),
  sortOrder: () => 'BEST_SELLING',
  ruleSet: () => null,
  hasProduct: (each: StoreCollection, args: { id: string }, { world }: AdminContext) =>
    world.state.products.get(args.id)?.collectionIds.includes(each.id) ?? false,
  productsCount: (each: StoreCollection, _args: unknown, context: AdminContext) => ({
    count: productsIn(each, context).length,
    precision: 'EXACT',
  }),
  products: (each: StoreCollection, args: ConnectionArgs, context: AdminContext) =>
    connectInOrder(productsIn(each, context), args, context),
};

function productsIn(each: StoreCollection, { world }: AdminContext): StoreProduct[] {
  return world.state.data.products.filter((one) => one.collectionIds.includes(each.id));
}

const image = {
  altText: (each: ImageView) => each.altText,
  url: transformedUrl,
  src: (each: ImageView) => each.url,
  originalSrc: (each: ImageView) => each.url,
  transformedSrc: (each: ImageView) => each.url,
  thumbhash: () => null,
};

/** The image service takes the wished size as parameters of the address. */
function transformedUrl(
  each: ImageView,
  args: { transform?: { maxWidth?: number; maxHeight?: number } | null },
): string {
  const url = new URL(each.url);
  if (args.transform?.maxWidth) url.searchParams.set('width', String(args.transform.maxWidth));
  if (args.transform?.maxHeight) url.searchParams.set('height', String(args.transform.maxHeight));
  return url.toString();
}

const mediaImage = {
  alt: (each: ImageView) => each.altText,
  image: (each: ImageView) => each,
  preview: (each: ImageView) => ({ image: each, status: 'READY' }),
  mediaContentType: () => 'IMAGE',
  status: () => 'READY',
  fileStatus: () => 'READY',
  mediaErrors: () => [],
  mediaWarnings: () => [],
  fileErrors: () => [],
  mimeType: () => null,
  createdAt: (each: ImageView) => utcSeconds(each.createdAt),
  updatedAt: (each: ImageView) => utcSeconds(each.createdAt),
};

export const productResolvers = {
  Product: product,
  ProductVariant: productVariant,
  Collection: collection,
  Image: image,
  MediaImage: mediaImage,
};
