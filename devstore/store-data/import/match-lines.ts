import type { StoreProduct, StoreVariant } from '../../store';

export interface Match {
  product: StoreProduct;
  variant: StoreVariant;
  by: 'sku' | 'name';
}

/** Finds the product of an order's line: by article number first, then by the name that Shopify writes ("Title - Variant"). */
export function lineMatcher(products: StoreProduct[]): (sku: string, name: string) => Match | null {
  const [bySku, byName] = [new Map<string, Match[]>(), new Map<string, Match>()];
  for (const { product, variant } of variantsOf(products)) {
    const sku = keyOf(variant.sku ?? '');
    if (sku) bySku.set(sku, [...(bySku.get(sku) ?? []), { product, variant, by: 'sku' }]);
    const unnamed = namesOf(product, variant).filter((name) => !byName.has(name));
    for (const name of unnamed) byName.set(name, { product, variant, by: 'name' });
  }
  return (sku, name) => {
    const sameSku = bySku.get(keyOf(sku)) ?? [];
    const named = byName.get(keyOf(name)) ?? null;
    // An article number that several variants share is settled by the name.
    return sameSku.find(({ variant }) => variant === named?.variant) ?? sameSku[0] ?? named;
  };
}

const variantsOf = (products: StoreProduct[]): { product: StoreProduct; variant: StoreVariant }[] =>
  products.flatMap((product) => product.variants.map((variant) => ({ product, variant })));

const keyOf = (text: string): string => text.trim().toLowerCase();

/** A product's bare title means its first variant, as no other is named so. */
function namesOf(product: StoreProduct, variant: StoreVariant): string[] {
  const full = keyOf(`${product.title} - ${variant.title}`);
  return variant === product.variants[0] ? [full, keyOf(product.title)] : [full];
}
