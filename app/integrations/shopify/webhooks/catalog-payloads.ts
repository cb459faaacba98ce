import { z } from 'zod';
import type { ProductReport, Report, VariantOption } from '~/capture/events/reports';
import { parseMinor } from '~/platform/money';
import { count, gid, instant, money } from './payload-parts';

const variant = z.object({
  id: gid('ProductVariant'),
  title: z.string(),
  sku: z.string().nullish(),
  price: money,
  compare_at_price: money.nullish(),
  inventory_quantity: count.nullish(),
  inventory_policy: z.string().nullish(),
  inventory_management: z.string().nullish(),
  inventory_item_id: gid('InventoryItem').nullish(),
  image_id: z.number().int().nullish(),
  option1: z.string().nullish(),
  option2: z.string().nullish(),
  option3: z.string().nullish(),
});

type Variant = z.infer<typeof variant>;

const image = z.object({ id: z.number().int().nullish(), src: z.string(), alt: z.string().nullish() });
const option = z.object({ name: z.string(), position: z.number().int() });

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
  images: z.array(image).nullish(),
  options: z.array(option).nullish(),
  variants: z.array(variant),
});

export function productReport(payload: unknown, currency: string): Report {
  const known = product.parse(payload);
  const images = known.images ?? [];
  const optionNames = [...(known.options ?? [])].sort((a, b) => a.position - b.position).map(({ name }) => name);
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
      imageUrl: images[0]?.src ?? null,
      imageAlt: images[0]?.alt ?? null,
      media: known.images
        ? images.slice(0, MOST_PICTURES).map(({ src, alt }) => ({ url: src, alt: alt ?? null }))
        : null,
      onlineStoreUrl: null,
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
        imageUrl: images.find(({ id }) => id && id === each.image_id)?.src ?? null,
        inventoryItemId: each.inventory_item_id ?? null,
        inventoryPolicy: policyOf(each),
        costMinor: null,
        isTracked: each.inventory_management === undefined ? null : each.inventory_management !== null,
        options: optionNames.length ? optionsOf(each, optionNames) : null,
      })),
    },
  };
}

const tagList = (tags: string | string[]): string[] =>
  (Array.isArray(tags) ? tags : tags.split(',')).map((tag) => tag.trim()).filter((tag) => tag !== '');

/** What is kept of a product's pictures: mails show a few. */
export const MOST_PICTURES = 5;

const policyOf = ({ inventory_policy: policy }: Pick<Variant, 'inventory_policy'>): 'DENY' | 'CONTINUE' | null =>
  policy ? (policy.toLowerCase() === 'continue' ? 'CONTINUE' : 'DENY') : null;

function optionsOf({ option1, option2, option3 }: Variant, names: string[]): VariantOption[] {
  const values = [option1, option2, option3];
  return names.flatMap((name, index) => (values[index] ? { name, value: values[index] } : []));
}

/** In stock, sold beyond stock, or not counted at all. */
function isAvailable(each: Pick<Variant, 'inventory_management' | 'inventory_policy' | 'inventory_quantity'>): boolean {
  const isCounted = each.inventory_management !== null;
  return !isCounted || each.inventory_policy === 'continue' || (each.inventory_quantity ?? 0) > 0;
}

export function productDeletedReport(payload: unknown, deletedAt: Date): Report {
  return { kind: 'product-deleted', productId: z.object({ id: gid('Product') }).parse(payload).id, deletedAt };
}

const collection = z.object({ id: gid('Collection'), handle: z.string(), title: z.string(), updated_at: instant });

export function collectionReport(payload: unknown): Report {
  const { updated_at: updatedAt, ...known } = collection.parse(payload);
  return { kind: 'collection', collection: { ...known, updatedAt } };
}

export function collectionDeletedReport(payload: unknown, deletedAt: Date): Report {
  const { id } = z.object({ id: gid('Collection') }).parse(payload);
  return { kind: 'collection-deleted', collectionId: id, deletedAt };
}
