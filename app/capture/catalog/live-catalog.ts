/** What the store itself says of a variant at this moment. */
export interface LiveVariant {
  id: string;
  productId: string;
  priceMinor: number;
  /** Published, active and in stock: a shopper could put it into a cart now. */
  isBuyable: boolean;
  /** How many can still be bought; null: the store does not count them, or sells on when none is left. */
  leftCount: number | null;
}

/** What can be bought; what nobody knows of is taken as not. */
export interface Stock {
  hasVariant(variantId: string): boolean;
  /** In some form. */
  hasProduct(productId: string): boolean;
  /** Minor units; null: nobody knows. */
  priceOf(variantId: string): number | null;
}

export function stockOf(live: ReadonlyMap<string, LiveVariant>): Stock {
  const products = new Set([...live.values()].flatMap(({ isBuyable, productId }) => (isBuyable ? [productId] : [])));
  return {
    hasVariant: (id) => live.get(id)?.isBuyable ?? false,
    hasProduct: (id) => products.has(id),
    priceOf: (id) => live.get(id)?.priceMinor ?? null,
  };
}

/** Asks the store itself, for the last check before a mail leaves; what it does not know is missing from the answer. */
export interface LiveCatalog {
  variants(shopDomain: string, variantIds: string[], currency: string): Promise<Map<string, LiveVariant>>;
}
