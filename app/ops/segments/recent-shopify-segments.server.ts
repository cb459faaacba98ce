import type { ShopifySegment, ShopifySegments } from '~/customers/segments/shopify-segments';
import type { SystemClock } from '~/platform/clock/clock';

/** Shopify's own segments, asked for once a minute and shop, however many pages ask. */
export interface RecentShopifySegments {
  /** @param isFresh as they are now, whatever was told before */
  list(shopDomain: string, options?: { isFresh?: boolean }): Promise<ShopifySegment[]>;
}

const RECENT_MS = 60_000;

/** What could not be read is asked for again at once. */
export function createRecentSegments(
  source: Pick<ShopifySegments, 'list'>,
  systemClock: SystemClock,
): RecentShopifySegments {
  const kept = new Map<string, { atMs: number; list: Promise<ShopifySegment[]> }>();
  return {
    list(shopDomain, { isFresh = false } = {}) {
      const nowMs = systemClock.now().getTime();
      for (const [shop, { atMs }] of kept) if (nowMs - atMs >= RECENT_MS) kept.delete(shop);
      const known = kept.get(shopDomain);
      if (known && !isFresh) return known.list;
      const list = source.list(shopDomain);
      kept.set(shopDomain, { atMs: nowMs, list });
      list.catch(() => kept.get(shopDomain)?.list === list && kept.delete(shopDomain));
      return list;
    },
  };
}
