import { describe, expect, test } from 'vitest';
import type { ProductReport } from '~/capture/events/reports';
import { inShopify, type ShopifyWorld } from '../../../../tests/factories/shopify-world';
import { parseWebhook } from './parse-webhook';

const CONTEXT = { currency: 'EUR', triggeredAt: new Date('2026-09-30T10:00:00Z') };

async function newest(world: ShopifyWorld, topic = 'products/update'): Promise<ProductReport> {
  const body = (await world.delivered(topic)).at(-1);
  const report = parseWebhook(topic, body ?? '', CONTEXT);
  if (report.kind !== 'product') throw new Error(`${topic} was read as ${report.kind}`);
  return report.product;
}
const first = ({ data }: ShopifyWorld) => {
  const [product] = data.products;
  const [variant] = product?.variants ?? [];
  if (!product || !variant) throw new Error('the tiny store has no products');
  return { product, variant };
};

describe('a product as Shopify tells it', () => {
  test('is read with its picture, its tags and its variants in minor units', () =>
    inShopify(async (world) => {
      const { product } = first(world);
      world.store.updateProduct(product.id, { title: 'Renamed' });
      const told = await newest(world);
      expect(told).toMatchObject({
        ...{ id: product.id, handle: product.handle, title: 'Renamed', vendor: product.vendor },
        ...{ productType: product.productType, tags: product.tags, collectionIds: null },
        ...{ status: 'ACTIVE', isPublished: true, imageAlt: 'Thing 1' },
        ...{ createdAt: new Date(product.createdAt), updatedAt: new Date(product.updatedAt) },
      });
      expect(told.imageUrl).toMatch(/^https?:\/\/.+\/images\/products\/thing-1\.svg$/);
      expect(told.media).toEqual([{ url: told.imageUrl, alt: 'Thing 1' }]);
      expect(told.variants).toEqual(
        product.variants.map(({ id, title, sku, priceMinor, compareAtPriceMinor, inventoryQuantity, ...variant }) => ({
          ...{ id, title, sku, priceMinor, compareAtPriceMinor, inventoryQuantity },
          ...{
            inventoryItemId: id.replace('ProductVariant', 'InventoryItem'),
            inventoryPolicy: variant.inventoryPolicy,
          },
          ...{ isAvailable: true, isTracked: null, costMinor: null, imageUrl: null, options: variant.selectedOptions },
        })),
      );
    }));

  test.each([
    ['sold out', { inventoryQuantity: 0, inventoryPolicy: 'DENY', inventoryTracked: true }, false],
    ['sold beyond stock', { inventoryQuantity: -3, inventoryPolicy: 'CONTINUE', inventoryTracked: true }, true],
    ['in stock', { inventoryQuantity: 1, inventoryPolicy: 'DENY', inventoryTracked: true }, true],
  ] as const)('%s has a variant that can be bought, or not', (_how, stock, isAvailable) =>
    inShopify(async (world) => {
      const { product, variant } = first(world);
      Object.assign(variant, stock);
      world.store.updateProduct(product.id, { title: 'Counted' });
      expect((await newest(world)).variants[0]).toMatchObject({ isAvailable });
    }),
  );

  test('has a variant that can be bought where Shopify says that nobody counts it', () =>
    inShopify(async (world) => {
      const { product, variant } = first(world);
      variant.inventoryQuantity = 0;
      world.store.updateProduct(product.id, { title: 'Counted' });
      const body = (await world.delivered('products/update')).at(-1) ?? '';
      const uncounted = body.replaceAll('"inventory_policy"', '"inventory_management":null,"inventory_policy"');
      const isAvailable = (told: string) => {
        const report = parseWebhook('products/update', told, CONTEXT);
        return report.kind === 'product' && report.product.variants[0]?.isAvailable;
      };
      expect([isAvailable(body), isAvailable(uncounted)]).toEqual([false, true]);
    }));

  test.each(['ACTIVE', 'ARCHIVED', 'DRAFT', 'UNLISTED'] as const)('may be %s', (status) =>
    inShopify(async (world) => {
      const { product } = first(world);
      world.store.setProductStatus(product.id, status === 'ACTIVE' ? 'DRAFT' : 'ACTIVE');
      world.store.setProductStatus(product.id, status);
      expect((await newest(world)).status).toBe(status);
    }),
  );

  test('that is not on the online store is not published', () =>
    inShopify(async (world) => {
      const { product } = first(world);
      product.publishedAt = null;
      world.store.updateProduct(product.id, { title: 'Hidden' });
      expect((await newest(world)).isPublished).toBe(false);
    }));

  test('without pictures has none', () =>
    inShopify(async (world) => {
      const { product } = first(world);
      product.images = [];
      world.store.updateProduct(product.id, { tags: [] });
      expect(await newest(world)).toMatchObject({ imageUrl: null, imageAlt: null, tags: [] });
    }));

  test('that is new is read as one that changed', () =>
    inShopify(async (world) => {
      const { id: _id, createdAt: _createdAt, updatedAt: _updatedAt, ...like } = first(world).product;
      const made = world.store.createProduct({ ...like, handle: 'new-thing', title: 'New thing' });
      expect(await newest(world, 'products/create')).toMatchObject({ id: made.id, handle: 'new-thing' });
    }));

  test('that was deleted is gone since Shopify said so', () =>
    inShopify(async (world) => {
      const { product } = first(world);
      world.store.deleteProduct(product.id);
      const [body] = await world.delivered('products/delete');
      const gone = { kind: 'product-deleted', productId: product.id, deletedAt: CONTEXT.triggeredAt };
      expect(parseWebhook('products/delete', body ?? '', CONTEXT)).toEqual(gone);
    }));
});

test('a status nobody knows is refused: it would decide what may be shown', () =>
  inShopify(async (world) => {
    world.store.updateProduct(first(world).product.id, { title: 'x' });
    const body = (await world.delivered('products/update')).at(-1) ?? '';
    const odd = body.replace('"status":"active"', '"status":"haunted"');
    expect(odd).not.toBe(body);
    expect(() => parseWebhook('products/update', odd, CONTEXT)).toThrow('status');
  }));
