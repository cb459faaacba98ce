import { storeProducts } from '~/capture/catalog/store-products.server';
import type { ProductReport } from '~/capture/events/reports';
import { gid, productReport, variantReport } from './reports';
import type { TestApp } from './test-app';

export const productId = (number: number): string => gid('Product', number);
export const variantId = (number: number): string => gid('ProductVariant', number);

/** Product n as a mail may show it: with a picture, in stock, in one variant of the same number that costs n euros. */
export function shownProduct(number: number, changes: Partial<ProductReport> = {}): ProductReport {
  return productReport(number, {
    imageUrl: `https://cdn.example/product-${number}.png`,
    variants: [variantReport(number, { priceMinor: number * 100 })],
    ...changes,
  });
}

/** Puts products 1 to `count` on the shelf, or those given. */
export async function stockShelf({ db }: TestApp, shopId: string, stock: number | ProductReport[]): Promise<void> {
  const products = typeof stock === 'number' ? Array.from({ length: stock }, (_, at) => shownProduct(at + 1)) : stock;
  await db.transaction((tx) => storeProducts(tx, shopId, products));
}
