import { z } from 'zod';
import type { ProductReport, Report } from '~/capture/events/reports';
import { parseMinor } from '~/platform/money';
import { gid, instant, money } from './payload-parts';

const variant = z.object({
  id: gid('ProductVariant'),
  title: z.string(),
  sku: z.string().nullish(),
  price: money,
  compare_at_price: money.nullish(),
  inventory_quantity: z.number().int().nullish(),
  inventory_policy: z.string().nullish(),
  inventory_management: z.string().nullish(),
});

const product = z.object({
  id: gid('Product'),
  handle: z.string(),
  title: z.string(),
  vendor: z.string().nullish(),
  product_type: z.string().nullish(),
  tags: z.union([z.string(), z.array(z.string())]).nullish(),
  status: z.enum(['active', 'archived', 'draft', 'unlisted']),
  published_at: instant.nullable(),
  created_at: instant,
  updated_at: instant,
  images: z.array(z.object({ src: z.string(), alt: z.string().nullish() })).nullish(),
  variants: z.array(variant),
});

export function productReport(payload: unknown, currency: string): Report {
  const known = product.parse(payload);
  const image = known.images?.[0];
  return {
    kind: 'product',
    product: {
      id: known.id,
      handle: known.handle,
      title: known.title,
      vendor: known.vendor ?? '',
      productType: known.product_type ?? '',
      tags: tagList(known.tags ?? ''),
      collectionIds: null,
      status: known.status.toUpperCase() as ProductReport['status'],
      isPublished: known.published_at !== null,
      imageUrl: image?.src ?? null,
      imageAlt: image?.alt ?? null,
      createdAt: known.created_at,
      updatedAt: known.updated_at,
      variants: known.variants.map((each) => ({
        id: each.id,
        title: each.title,
        sku: each.sku ?? null,
        priceMinor: parseMinor(each.price, currency),
        compareAtPriceMinor: each.compare_at_price ? parseMinor(each.compare_at_price, currency) : null,
        inventoryQuantity: each.inventory_quantity ?? null,
        isAvailable: isAvailable(each),
      })),
    },
  };
}

const tagList = (tags: string | string[]): string[] =>
  (Array.isArray(tags) ? tags : tags.split(',')).map((tag) => tag.trim()).filter((tag) => tag !== '');

/** In stock, sold beyond stock, or not counted at all. */
function isAvailable(each: z.infer<typeof variant>): boolean {
  const isCounted = each.inventory_management !== null;
  return !isCounted || each.inventory_policy === 'continue' || (each.inventory_quantity ?? 0) > 0;
}

export function productDeletedReport(payload: unknown, deletedAt: Date): Report {
  return { kind: 'product-deleted', productId: z.object({ id: gid('Product') }).parse(payload).id, deletedAt };
}
