import type { Db } from '~/platform/db/db.server';

/** A shop as a reader of its mail meets it on our pages. */
export interface ReaderShop {
  name: string;
  url: string;
  locale: string;
}

/** Null for a shop that is not here any more. */
export async function readerShop(db: Db, shopId: string): Promise<ReaderShop | null> {
  const shop = await db.shop.findUnique({ where: { id: shopId } });
  if (!shop || shop.uninstalledAt) return null;
  return { name: shop.name || shop.domain, url: shop.storefrontUrl, locale: shop.locale };
}
