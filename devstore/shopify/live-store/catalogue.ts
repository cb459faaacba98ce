import type { StoreProduct } from '../../store';
import type { ProductChanges } from './contract';
import { StoreRefusal } from './refusal';
import { found, type LiveState } from './state';

export function setPrice(state: LiveState, variantId: string, priceMinor: number): void {
  if (!Number.isInteger(priceMinor) || priceMinor < 0) {
    throw new StoreRefusal(
      'invalid',
      `The price of ${variantId} is ${priceMinor}; give integer minor units of 0 or more.`,
    );
  }
  const { product, variant } = found(state.variants.get(variantId), `variant ${variantId}`);
  if (variant.priceMinor === priceMinor) return;
  state.act((tell, now) => {
    variant.priceMinor = priceMinor;
    product.updatedAt = now;
    tell({ topic: 'products/update', product });
  });
}

export function setProductStatus(state: LiveState, productId: string, status: StoreProduct['status']): void {
  const product = found(state.products.get(productId), `product ${productId}`);
  if (product.status === status) return;
  state.act((tell, now) => {
    product.status = status;
    product.updatedAt = now;
    tell({ topic: 'products/update', product });
  });
}

export function createProduct(
  state: LiveState,
  input: Omit<StoreProduct, 'id' | 'createdAt' | 'updatedAt'>,
): StoreProduct {
  return state.act((tell, now) => {
    const variants = input.variants.map((variant) => ({ ...variant, id: state.nextId('ProductVariant') }));
    const product: StoreProduct = { ...input, variants, id: state.nextId('Product'), createdAt: now, updatedAt: now };
    state.data.products.push(product);
    state.products.set(product.id, product);
    for (const variant of variants) state.variants.set(variant.id, { product, variant });
    tell({ topic: 'products/create', product });
    for (const variant of variants) tell({ topic: 'inventory_levels/connect', variant, updatedAt: now });
    return product;
  });
}

export function updateProduct(state: LiveState, productId: string, changes: ProductChanges): StoreProduct {
  const product = found(state.products.get(productId), `product ${productId}`);
  return state.act((tell, now) => {
    Object.assign(product, changes, { updatedAt: now });
    tell({ topic: 'products/update', product });
    return product;
  });
}

export function deleteProduct(state: LiveState, productId: string): void {
  const product = found(state.products.get(productId), `product ${productId}`);
  state.act((tell) => {
    state.data.products.splice(state.data.products.indexOf(product), 1);
    state.products.delete(productId);
    for (const variant of product.variants) state.variants.delete(variant.id);
    tell({ topic: 'products/delete', product });
  });
}

export function updateShop(state: LiveState, changes: { name?: string; email?: string; ianaTimezone?: string }): void {
  state.act((tell) => {
    Object.assign(state.data.shop, changes);
    tell({ topic: 'shop/update', shop: state.data.shop });
  });
}
