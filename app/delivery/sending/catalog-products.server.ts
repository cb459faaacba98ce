import type { Db } from '~/platform/db/db.server';
import type { CatalogProduct } from '../rendering/assemble-mail';

export interface ShownProduct extends CatalogProduct {
  /** The variant whose price is shown, and that is asked for when the mail is about to leave. */
  variantId: string;
}

/** Products as a mail shows them, with the cheapest variant that can be bought. */
export async function loadCatalogProducts(db: Db, shopId: string, ids: string[]): Promise<Map<string, ShownProduct>> {
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
