import { describe, expect, test } from 'vitest';
import { smallStore } from '../testing/small-store';
import { findProduct, findVariant, productsOf, searchProducts, sellableQuantity } from './find-products';
import { hundredths, numericId, variantGid } from './storefront-ids';

const data = smallStore();
const handles = (products: { handle: string }[]) => products.map((product) => product.handle);

describe('search', () => {
  test('wants every word, anywhere in title, type, vendor or tags, titles first', () => {
    expect(handles(searchProducts(data, 'mug'))).toEqual(['blue-mug']);
    expect(handles(searchProducts(data, 'HANDMADE kiln'))).toEqual(['blue-mug', 'teapot', 'sold-out-bowl']);
    expect(searchProducts(data, 'blue teapot')).toEqual([]);
    expect(searchProducts(data, '  ')).toEqual([]);
  });
});

test('lists hold what is listed, addresses lead to the unlisted too', () => {
  expect(handles(productsOf(data, 'all'))).not.toContain('hidden-plate');
  expect(handles(productsOf(data, data.collections[1]!))).toEqual([]);
  expect(findProduct(data, 'hidden-plate')?.title).toBe('Plate');
  expect(findVariant(data, 'gid://shopify/ProductVariant/112')?.product.handle).toBe('blue-mug');
  expect(findVariant(data, 'gid://shopify/ProductVariant/1')).toBeUndefined();
});

test('stock limits sales only where it is tracked and may not go below zero', () => {
  const variant = { ...data.products[2]!.variants[0]! };
  expect(sellableQuantity(variant)).toBe(0);
  expect(sellableQuantity({ ...variant, inventoryQuantity: -2 })).toBe(0);
  expect(sellableQuantity({ ...variant, inventoryPolicy: 'CONTINUE' })).toBe(Infinity);
  expect(sellableQuantity({ ...variant, inventoryTracked: false })).toBe(Infinity);
});

test.each([
  [1850, 'EUR', 1850],
  [1850, 'JPY', 185_000],
  [1850, 'KWD', 185],
])('%i minor units of %s are %i hundredths', (minor, currency, expected) => {
  expect(hundredths(minor, currency)).toBe(expected);
});

test('ids go both ways', () => {
  expect(numericId('gid://shopify/Product/11')).toBe(11);
  expect(variantGid(111)).toBe('gid://shopify/ProductVariant/111');
  expect(variantGid('gid://shopify/ProductVariant/111')).toBe('gid://shopify/ProductVariant/111');
});
