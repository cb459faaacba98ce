import type { Db } from '~/platform/db/db.server';
import type { FoundGoods, GoodsReference } from '../events/told-reports';

/** A global id, or the number at its end. */
const globalId = (kind: string, id: string | undefined): string | undefined =>
  id && (/^\d{1,20}$/.test(id) ? `gid://shopify/${kind}/${id}` : id);

/**
 * The catalogue's products for references by variant, by product, or by a SKU that only one product has; null where there is none. A few: one
 * question each.
 */
export async function findGoods(db: Db, shopId: string, references: GoodsReference[]): Promise<(FoundGoods | null)[]> {
  const found: (FoundGoods | null)[] = [];
  for (const reference of references) found.push(await findOne(db, shopId, reference));
  return found;
}

async function findOne(
  db: Db,
  shopId: string,
  { variantId, productId, sku }: GoodsReference,
): Promise<FoundGoods | null> {
  return (
    (await findVariant(db, shopId, globalId('ProductVariant', variantId))) ??
    (await findProduct(db, shopId, globalId('Product', productId))) ??
    (await findBySku(db, shopId, sku))
  );
}

async function findVariant(db: Db, shopId: string, id: string | undefined): Promise<FoundGoods | null> {
  if (!id) return null;
  const variant = await db.variant.findUnique({ where: { shopId_id: { shopId, id } }, select: { productId: true } });
  return variant && { productId: variant.productId, variantId: id };
}

async function findProduct(db: Db, shopId: string, id: string | undefined): Promise<FoundGoods | null> {
  if (!id) return null;
  const product = await db.product.findFirst({ where: { shopId, OR: [{ id }, { handle: id }] }, select: { id: true } });
  return product && { productId: product.id };
}

async function findBySku(db: Db, shopId: string, sku: string | undefined): Promise<FoundGoods | null> {
  if (!sku) return null;
  const variants = await db.variant.findMany({
    where: { shopId, sku },
    take: 2,
    select: { id: true, productId: true },
  });
  const [variant] = variants;
  if (!variant || variants.some(({ productId }) => productId !== variant.productId)) return null;
  return variants.length === 1
    ? { productId: variant.productId, variantId: variant.id }
    : { productId: variant.productId };
}

/** A collection by its id or handle. */
export async function findCollection(db: Db, shopId: string, name: string): Promise<string | null> {
  const id = globalId('Collection', name) ?? name;
  const where = { shopId, deletedAt: null, OR: [{ id }, { handle: name }] };
  return (await db.collection.findFirst({ where, select: { id: true } }))?.id ?? null;
}

/** An order that Shopify told of, by its id or its name. */
export async function findOrder(db: Db, shopId: string, name: string): Promise<string | null> {
  const id = globalId('Order', name) ?? name;
  return (await db.order.findFirst({ where: { shopId, OR: [{ id }, { name }] }, select: { id: true } }))?.id ?? null;
}
