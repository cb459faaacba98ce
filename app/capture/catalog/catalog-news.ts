/** Turns of a variant that somebody may want to hear of. */
export const CATALOG_NEWS = ['back-in-stock', 'price-drop', 'low-stock'] as const;
export type CatalogNewsKind = (typeof CATALOG_NEWS)[number];

/** Above so many pieces nothing is running low. */
export const MOST_LOW_UNITS = 50;

/**
 * A lower price is measured against the lowest of the thirty days before it, as Article 6a of Directive 98/6/EC ("Omnibus") wants every announced
 * reduction to be: a price that was raised to be lowered is no news.
 */
export const LOWEST_WITHIN_DAYS = 30;

/** What became known of a variant: minor units for prices, pieces for stock. */
export interface CatalogNewsItem {
  variantId: string;
  productId: string;
  change: CatalogNewsKind;
  /** By the shop's own stamps. */
  occurredAt: Date;
  before: number | null;
  after: number | null;
  lowestMinor: number | null;
}

/** By how many per cent a price is lower than the lowest before it. */
export const percentOff = (lowestMinor: number, nowMinor: number): number =>
  lowestMinor > 0 ? Math.max(0, ((lowestMinor - nowMinor) / lowestMinor) * 100) : 0;
