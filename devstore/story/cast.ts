import type { StoreData, StoreProduct, StoreVariant } from '../store';
import { isInStock } from './judge';

/** A product with a variant that can be bought now. */
export interface Choice {
  product: StoreProduct;
  variant: StoreVariant;
}

/**
 * Products the story's people take an interest in: in stock, sold before, each person's from one customer's past order, so that they go
 * together as in life. `index` chooses whose.
 */
export function chooseProducts(data: Readonly<StoreData>, index: number, count: number): Choice[] {
  const byId = new Map(data.products.map((product) => [product.id, product]));
  const counts = new Map<string, number>();
  for (const order of data.orders)
    for (const { productId } of order.lines) if (productId) counts.set(productId, (counts.get(productId) ?? 0) + 1);
  const choices: Choice[] = [];
  const ranked = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([id]) => byId.get(id));
  for (const product of ranked.slice(20 + index * count * 3)) {
    const variant = product && isInStock(product) ? product.variants.find(isSellable) : undefined;
    if (product && variant) choices.push({ product, variant });
    if (choices.length === count) return choices;
  }
  throw new Error(`the store has no ${count} products in stock for person ${index}`);
}

const isSellable = (variant: StoreVariant): boolean =>
  !variant.inventoryTracked || variant.inventoryPolicy === 'CONTINUE' || variant.inventoryQuantity > 5;
