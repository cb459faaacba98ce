import { describe, expect, test } from 'vitest';
import type { Report } from '~/capture/events/reports';
import { inShopify, type ShopifyWorld } from '../../../../tests/factories/shopify-world';
import { parseWebhook } from './parse-webhook';

const AT = new Date('2026-09-30T10:00:00Z');
const CONTEXT = { currency: 'EUR', triggeredAt: AT };

const told = async (world: ShopifyWorld, topic: string): Promise<Report[]> =>
  (await world.delivered(topic)).map((body) => parseWebhook(topic, body, CONTEXT));

const first = ({ data }: ShopifyWorld) => {
  const variant = data.products[0]?.variants[0];
  if (!variant) throw new Error('the tiny store has no products');
  return { variant, item: variant.id.replace('ProductVariant', 'InventoryItem') };
};

describe('stock as Shopify tells it', () => {
  test('of a variant that sells out and comes back', () =>
    inShopify(async (world) => {
      const { variant } = first(world);
      world.store.setInventory(variant.id, 0);
      world.store.setInventory(variant.id, 4);
      const stock = { variantId: variant.id, updatedAt: AT };
      expect(await told(world, 'variants/out_of_stock')).toEqual([
        {
          kind: 'variant-stock',
          stock: { ...stock, inventoryQuantity: expect.any(Number) as number, isAvailable: false },
        },
      ]);
      expect(await told(world, 'variants/in_stock')).toMatchObject([
        { stock: { ...stock, inventoryQuantity: 4, isAvailable: true } },
      ]);
    }));

  test('of one that is sold beyond its stock: it can be bought all the same', () =>
    inShopify(async (world) => {
      const { variant } = first(world);
      variant.inventoryPolicy = 'CONTINUE';
      world.store.setInventory(variant.id, 0);
      expect(await told(world, 'variants/out_of_stock')).toMatchObject([{ stock: { isAvailable: true } }]);
    }));

  test('of an item at its location, until it is no longer kept there', () =>
    inShopify(async (world) => {
      const { variant, item } = first(world);
      world.store.setInventory(variant.id, 4);
      world.store.setStocked(variant.id, false);
      world.store.setStocked(variant.id, true);
      const level = { inventoryItemId: item, locationId: expect.stringContaining('Location/') as string };
      expect((await told(world, 'inventory_levels/update'))[0]).toMatchObject({ level: { ...level, available: 4 } });
      expect(await told(world, 'inventory_levels/disconnect')).toEqual([
        { kind: 'inventory-level', level: { ...level, available: null, updatedAt: AT } },
      ]);
      expect(await told(world, 'inventory_levels/connect')).toMatchObject([{ level: { ...level, available: 0 } }]);
    }));

  test('of an item that is no longer counted', () =>
    inShopify(async (world) => {
      const { variant, item } = first(world);
      world.store.setTracked(variant.id, false);
      expect(await told(world, 'inventory_items/update')).toEqual([
        { kind: 'inventory-item', item: { inventoryItemId: item, isTracked: false, costMinor: 400, updatedAt: AT } },
      ]);
    }));
});

describe('a collection as Shopify tells it', () => {
  test('is read by its name, and is gone when it is deleted', () =>
    inShopify(async (world) => {
      const { id } = world.store.createCollection({ handle: 'lights', title: 'Lamps' });
      world.store.updateCollection(id, { title: 'Lights' });
      world.store.deleteCollection(id);
      const collection = { id, handle: 'lights', updatedAt: AT };
      expect(await told(world, 'collections/create')).toMatchObject([
        { collection: { ...collection, title: 'Lamps' } },
      ]);
      expect(await told(world, 'collections/update')).toMatchObject([
        { collection: { ...collection, title: 'Lights' } },
      ]);
      expect(await told(world, 'collections/delete')).toEqual([
        { kind: 'collection-deleted', collectionId: id, deletedAt: AT },
      ]);
    }));
});
