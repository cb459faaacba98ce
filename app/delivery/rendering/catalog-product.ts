/** A product as the catalogue shows it. */
export interface CatalogProduct {
  id: string;
  handle: string;
  title: string;
  imageUrl: string | null;
  /** Lowest price of what can be bought, as the catalogue was last told. */
  priceMinor: number;
  /** The variant whose price that is, and that is asked for when the mail is about to leave. */
  variantId: string;
  /** That variant's price for comparison; null: none. */
  compareAtMinor: number | null;
  /** In how many forms it comes. */
  variantCount: number;
}
