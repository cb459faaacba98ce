import { hasNews } from '~/capture/catalog/catalog-news.server';
import { deleteCollection, storeCollections } from '~/capture/catalog/store-collections.server';
import { deleteProduct, storeProducts } from '~/capture/catalog/store-products.server';
import { storeInventoryItem, storeInventoryLevels, storeVariantStock } from '~/capture/catalog/store-stock.server';
import type { Report } from '~/capture/events/reports';
import type { Db } from '~/platform/db/db.server';
import { unreachable } from '~/platform/errors';
import { wake } from '~/platform/queue/wakeups.server';
import type { ReportContext } from './report-context.server';

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

/** What is sold, and how many of it; where that is worth telling somebody, flows hear of it. */
export async function recordCatalog({ services, shopId }: ReportContext, tx: Db, report: CatalogReport): Promise<void> {
  await store(tx, shopId, report);
  if (await hasNews(tx, shopId)) await wake(tx, shopId, 'tell-catalogue', services.clock.now());
}

function store(tx: Db, shopId: string, report: CatalogReport): Promise<void> {
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
