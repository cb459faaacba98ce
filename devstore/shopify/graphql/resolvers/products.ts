import type { StoreProduct, StoreVariant } from '../../../store';
import { gid, gidNumber, gidTail } from '../../gid';
import { utcSeconds, utcSecondsOrNull } from '../../instants';
import { isForSale, sellableQuantity } from '../../live-store/stock';
import { moneyV2 } from '../../money';
import { connect, connectInOrder, type ConnectionArgs, type Kind } from '../connections';
import type { AdminContext } from '../context';
import { collectionKind } from './collections';
import { legacyId } from './lookups';
import { imagesOf } from './media';

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

function totalInventory(product: StoreProduct): number {
  return product.variants.reduce((sum, each) => (each.inventoryTracked ? sum + each.inventoryQuantity : sum), 0);
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

export const productResolvers = { Product: product };
