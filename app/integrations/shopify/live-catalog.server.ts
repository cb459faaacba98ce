import type { LiveCatalog, LiveVariant } from '~/capture/catalog/live-catalog';
import { parseMinor } from '~/platform/money';
import type { AdminClient } from './admin-client.server';
import * as operations from './operations';

/** Shopify takes at most 250 ids at once. */
const MOST_IDS = 250;

export function createLiveCatalog(admin: AdminClient): LiveCatalog {
  return {
    async variants(shopDomain, variantIds, currency) {
      const found = new Map<string, LiveVariant>();
      const ids = [...new Set(variantIds)];
      for (let at = 0; at < ids.length; at += MOST_IDS) {
        const { nodes } = await admin.run(shopDomain, operations.liveVariants, { ids: ids.slice(at, at + MOST_IDS) });
        for (const node of nodes) {
          if (node?.__typename !== 'ProductVariant') continue;
          const { id, price, availableForSale, product } = node;
          const isCounted = node.inventoryItem.tracked && node.inventoryPolicy === 'DENY';
          const isOnSale = product.status === 'ACTIVE' && product.onlineStoreUrl !== null;
          found.set(id, {
            id,
            productId: product.id,
            priceMinor: parseMinor(String(price), currency),
            isBuyable: availableForSale && isOnSale,
            leftCount: isCounted ? node.sellableOnlineQuantity : null,
          });
        }
      }
      return found;
    },
  };
}
