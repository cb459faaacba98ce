import type { Prisma, Product, Variant } from '@prisma/client';
import { csvLine } from '~/platform/csv';
import { decimalOf } from '~/platform/money';
import { asPage, EXPORT_PAGE, readPlace, type ExportOf, type ListExport } from '../list-export.server';

type WithVariants = Product & { variants: Variant[] };

/** What Kindred knows of the catalogue, one line of the file for each variant, in the order products were made. */
export const products: ListExport = {
  headings: [
    ...['id', 'handle', 'title', 'vendor', 'type', 'tags', 'status', 'is_published', 'address', 'created_at'],
    ...['variant', 'variant_title', 'sku', 'price', 'compare_at_price', 'currency', 'stock', 'can_be_bought'],
  ],
  look: () => null,
  count: ({ db, shop }) => db.product.count({ where: whereOf(shop.id) }),
  page: async ({ db, shop }, after) => {
    const place = readPlace(after);
    const beyond = place && { OR: [{ createdAt: { gt: place.at } }, { createdAt: place.at, id: { gt: place.id } }] };
    const found = await db.product.findMany({
      where: { ...whereOf(shop.id), ...(beyond ? { AND: beyond } : {}) },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      take: EXPORT_PAGE,
      include: { variants: { orderBy: [{ position: 'asc' }, { id: 'asc' }] } },
    });
    return asPage(
      found,
      ({ createdAt: at, id }) => ({ at, id }),
      (rows) => rows.map((row) => linesOf(row, shop)).join(''),
    );
  },
};

const whereOf = (shopId: string): Prisma.ProductWhereInput => ({ shopId, deletedAt: null });

function linesOf(product: WithVariants, shop: ExportOf['shop']): string {
  const variants: (Variant | null)[] = product.variants.length ? product.variants : [null];
  return variants.map((variant) => csvLine([...productFields(product), ...variantFields(variant, shop)])).join('');
}

function productFields(product: Product) {
  const { id, handle, title, vendor, productType, tags, status, isPublished, onlineStoreUrl, createdAt } = product;
  return [
    ...[id, handle, title, vendor, productType, tags.join(', '), status, isPublished ? 'yes' : 'no'],
    ...[onlineStoreUrl, createdAt.toISOString()],
  ];
}

function variantFields(variant: Variant | null, { currency }: ExportOf['shop']) {
  if (!variant) return [null, null, null, null, null, currency, null, null];
  const { id, title, sku, priceMinor, compareAtPriceMinor, inventoryQuantity, isAvailable } = variant;
  const money = (minor: number | null) => (minor === null ? null : decimalOf({ minor, currency }));
  return [
    ...[id, title, sku, money(priceMinor), money(compareAtPriceMinor), currency],
    ...[inventoryQuantity, isAvailable ? 'yes' : 'no'],
  ];
}
