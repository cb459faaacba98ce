/** A segment that somebody at the shop made in Shopify's admin, or Shopify for every store. */
export interface ShopifySegment {
  /** Global id. */
  id: string;
  name: string;
  /** In Shopify's own language for segments. */
  query: string;
}

/** Shopify's own segments, as they are now. */
export interface ShopifySegments {
  list(shopDomain: string): Promise<ShopifySegment[]>;
  /** Global ids of the customers in one, a page at a time. */
  members(shopDomain: string, segmentId: string): AsyncIterable<string[]>;
}
