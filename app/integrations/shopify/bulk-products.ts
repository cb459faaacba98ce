import { z } from 'zod';
import type { CollectionReport, InventoryLevelReport, ProductMedia, VariantReport } from '~/capture/events/reports';
import type { SyncedProduct } from '~/capture/shopify-sync/sync-kinds';
import { parseMinor } from '~/platform/money';
import type { BulkObject } from './bulk-lines';
import { instant, isChildOf, isKind, withId } from './bulk-parts';

/** Pictures of a product that are kept: the first few. */
const MOST_MEDIA = 5;

const product = z.object({
  id: z.string(),
  handle: z.string(),
  title: z.string(),
  vendor: z.string(),
  productType: z.string(),
  tags: z.array(z.string()),
  status: z.enum(['ACTIVE', 'ARCHIVED', 'DRAFT', 'UNLISTED']),
  createdAt: instant,
  updatedAt: instant,
  onlineStoreUrl: z.string().nullable(),
});
const picture = z.object({ url: z.string(), altText: z.string().nullish() });
const media = z.object({ preview: z.object({ image: picture.nullable() }).nullable() });
const withFeatured = z.object({ featuredMedia: media.nullable() });

const variant = z.object({
  id: z.string(),
  title: z.string(),
  sku: z.string().nullable(),
  price: z.string(),
  compareAtPrice: z.string().nullable(),
  inventoryQuantity: z.number().nullable(),
  inventoryPolicy: z.enum(['DENY', 'CONTINUE']),
  availableForSale: z.boolean(),
  selectedOptions: z.array(z.object({ name: z.string(), value: z.string() })),
  inventoryItem: z.object({
    id: z.string(),
    tracked: z.boolean(),
    unitCost: z.object({ amount: z.string() }).nullable(),
  }),
});
const level = z.object({
  updatedAt: instant,
  item: withId,
  location: withId,
  quantities: z.array(z.object({ quantity: z.number().int() })),
});

/** A product with its variants, its first pictures, the collections it stands in, and what of it lies where. */
export function toProduct({ parent, children }: BulkObject, currency: string): SyncedProduct {
  const known = product.parse(parent);
  const image = withFeatured.parse(parent).featuredMedia?.preview?.image;
  const pictures = mediaOf(children.filter(isChildOf(known.id)));
  return {
    product: {
      ...known,
      isPublished: known.onlineStoreUrl !== null,
      imageUrl: image?.url ?? null,
      imageAlt: image?.altText ?? null,
      media: pictures.slice(0, MOST_MEDIA),
      collectionIds: children.filter(isKind('Collection')).map((row) => withId.parse(row).id),
      variants: children.filter(isKind('ProductVariant')).map((row) => toVariant(row, currency)),
    },
    levels: children.filter(isKind('InventoryLevel')).map(toLevel),
  };
}

type Row = BulkObject['parent'];

const mediaOf = (rows: Row[]): ProductMedia[] =>
  rows.flatMap((row) => {
    const image = media.safeParse(row).data?.preview?.image;
    return image ? [{ url: image.url, alt: image.altText ?? null }] : [];
  });

function toVariant(row: Row, currency: string): VariantReport {
  const { price, compareAtPrice, availableForSale, selectedOptions, inventoryItem, ...rest } = variant.parse(row);
  return {
    ...rest,
    priceMinor: parseMinor(price, currency),
    compareAtPriceMinor: compareAtPrice === null ? null : parseMinor(compareAtPrice, currency),
    isAvailable: availableForSale,
    // Its own picture would be a sixth connection, and Shopify takes five.
    imageUrl: null,
    inventoryItemId: inventoryItem.id,
    isTracked: inventoryItem.tracked,
    costMinor: inventoryItem.unitCost ? parseMinor(inventoryItem.unitCost.amount, currency) : null,
    options: selectedOptions,
  };
}

function toLevel(row: Row): InventoryLevelReport {
  const { updatedAt, item, location, quantities } = level.parse(row);
  return { inventoryItemId: item.id, locationId: location.id, available: quantities[0]?.quantity ?? null, updatedAt };
}

const collection = z.object({ id: z.string(), handle: z.string(), title: z.string(), updatedAt: instant });

export const toCollection = ({ parent }: BulkObject): CollectionReport => collection.parse(parent);
