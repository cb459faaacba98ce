/** What the store itself says of a variant at this moment. */
export interface LiveVariant {
  id: string;
  productId: string;
  priceMinor: number;
  /** Published, active and in stock: a shopper could put it into a cart now. */
  isBuyable: boolean;
}

/** Asks the store itself, for the last check before a mail leaves; what it does not know is missing from the answer. */
export interface LiveCatalog {
  variants(shopDomain: string, variantIds: string[], currency: string): Promise<Map<string, LiveVariant>>;
}
