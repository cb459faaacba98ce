import type { Db } from '~/platform/db/db.server';
import type { CatalogProduct } from '../rendering/assemble-mail';

/** Products as a mail shows them, with the cheapest variant that can be bought. */
export async function loadCatalogProducts(db: Db, shopId: string, ids: string[]): Promise<Map<string, CatalogProduct>> {
  const rows = await db.product.findMany({
    where: { shopId, id: { in: [...new Set(ids)] } },
    include: { variants: { orderBy: [{ isAvailable: 'desc' }, { priceMinor: 'asc' }, { position: 'asc' }], take: 1 } },
  });
  return new Map(
    rows.flatMap(({ id, handle, title, imageUrl, variants: [variant] }) =>
      variant
        ? [[id, { id, handle, title, imageUrl, priceMinor: variant.priceMinor, variantId: variant.id }] as const]
        : [],
    ),
  );
}
