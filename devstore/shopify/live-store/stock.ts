import type { StoreProduct, StoreVariant } from '../../store';
import type { StoreEvent } from './events';
import type { LiveState, VariantPlace } from './state';
import { found } from './state';
import { StoreRefusal } from './refusal';

/** Whether a product can be bought on the online store. An UNLISTED one can, by whoever has its address. */
export function isForSale(product: StoreProduct): boolean {
  return product.publishedAt !== null && (product.status === 'ACTIVE' || product.status === 'UNLISTED');
}

/** Pieces that can be sold now; Infinity where stock does not limit sales. */
export function sellableQuantity(variant: StoreVariant): number {
  return variant.inventoryTracked && variant.inventoryPolicy === 'DENY' ? variant.inventoryQuantity : Infinity;
}

export function setInventory(state: LiveState, variantId: string, quantity: number): void {
  if (!Number.isInteger(quantity)) {
    throw new StoreRefusal('invalid', `The quantity of ${variantId} is ${quantity}; give a whole number.`);
  }
  const place = found(state.variants.get(variantId), `variant ${variantId}`);
  if (place.variant.inventoryQuantity === quantity) return;
  state.act((tell, now) => changeStock(place, quantity - place.variant.inventoryQuantity, tell, now));
}

/** Moves a variant's stock and tells what follows: the level, the product, and a change between in and out of stock. */
export function changeStock(place: VariantPlace, by: number, tell: (event: StoreEvent) => void, now: string): void {
  const { product, variant } = place;
  if (!variant.inventoryTracked) return;
  const wasInStock = variant.inventoryQuantity > 0;
  variant.inventoryQuantity += by;
  product.updatedAt = now;
  tell({ topic: 'inventory_levels/update', variant, updatedAt: now });
  tell({ topic: 'products/update', product });
  const isInStock = variant.inventoryQuantity > 0;
  if (wasInStock === isInStock) return;
  tell({ topic: isInStock ? 'variants/in_stock' : 'variants/out_of_stock', product, variant });
}

/** Counted from now on, or no more: then it can always be bought. */
export function setTracked(state: LiveState, variantId: string, isTracked: boolean): void {
  const { product, variant } = found(state.variants.get(variantId), `variant ${variantId}`);
  if (variant.inventoryTracked === isTracked) return;
  state.act((tell, now) => {
    variant.inventoryTracked = isTracked;
    product.updatedAt = now;
    tell({ topic: 'inventory_items/update', product, variant, updatedAt: now });
    tell({ topic: 'products/update', product });
  });
}

/** An item that is not kept at the one location has no stock anywhere. */
export function setStocked(state: LiveState, variantId: string, isStocked: boolean): void {
  const place = found(state.variants.get(variantId), `variant ${variantId}`);
  if (state.unstocked.has(variantId) === !isStocked) return;
  state.act((tell, now) => {
    const { variant } = place;
    if (!isStocked && variant.inventoryQuantity !== 0) changeStock(place, -variant.inventoryQuantity, tell, now);
    if (isStocked) state.unstocked.delete(variantId);
    else state.unstocked.add(variantId);
    tell({ topic: isStocked ? 'inventory_levels/connect' : 'inventory_levels/disconnect', variant, updatedAt: now });
  });
}
