import { deleteCollection, storeCollections } from '~/capture/catalog/store-collections.server';
import { deleteProduct, storeProducts } from '~/capture/catalog/store-products.server';
import { storeInventoryItem, storeInventoryLevels, storeVariantStock } from '~/capture/catalog/store-stock.server';
import type { Report } from '~/capture/events/reports';
import type { Db } from '~/platform/db/db.server';
import { unreachable } from '~/platform/errors';

type CatalogReport = Extract<
  Report,
  {
    kind:
      | 'product'
      | 'product-deleted'
      | 'variant-stock'
      | 'collection'
      | 'collection-deleted'
      | 'inventory-level'
      | 'inventory-item';
  }
>;

/** What is sold, and how many of it. */
export async function recordCatalog(tx: Db, shopId: string, report: CatalogReport): Promise<void> {
  switch (report.kind) {
    case 'product':
      return storeProducts(tx, shopId, [report.product]);
    case 'product-deleted':
      return deleteProduct(tx, shopId, report.productId, report.deletedAt);
    case 'variant-stock':
      return storeVariantStock(tx, shopId, report.stock);
    case 'collection':
      return storeCollections(tx, shopId, [report.collection]);
    case 'collection-deleted':
      return deleteCollection(tx, shopId, report.collectionId, report.deletedAt);
    case 'inventory-level':
      return storeInventoryLevels(tx, shopId, [report.level]);
    case 'inventory-item':
      return storeInventoryItem(tx, shopId, report.item);
    default:
      return unreachable(report);
  }
}
