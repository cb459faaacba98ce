import { describe, expect, test } from 'vitest';
import { inShopify, shopDomain, tinyStore, type ShopifyWorld } from '../../../tests/factories/shopify-world';
import { createLiveCatalog } from './live-catalog.server';
import { connectWebPixel } from './web-pixel.server';

const ask = ({ admin }: ShopifyWorld, ids: string[], currency = 'EUR') =>
  createLiveCatalog(admin).variants(shopDomain, ids, currency);
const first = ({ data }: ShopifyWorld) => {
  const [product] = data.products;
  const [variant] = product?.variants ?? [];
  if (!product || !variant) throw new Error('the tiny store has no products');
  return { product, variant };
};

describe('asking the store itself', () => {
  test('gives today’s price and whether a shopper could buy it now', () =>
    inShopify(async (world) => {
      const { product, variant } = first(world);
      world.store.setPrice(variant.id, 777);
      world.store.setInventory(variant.id, 3);
      const found = await ask(world, [variant.id]);
      const live = { id: variant.id, productId: product.id, priceMinor: 777, isBuyable: true, leftCount: 3 };
      expect(found).toEqual(new Map([[variant.id, live]]));
    }));

  test.each<[string, (world: ShopifyWorld) => void]>([
    ['sold out', (world) => world.store.setInventory(first(world).variant.id, 0)],
    ['archived', (world) => world.store.setProductStatus(first(world).product.id, 'ARCHIVED')],
    ['a draft', (world) => world.store.setProductStatus(first(world).product.id, 'DRAFT')],
    ['not on the online store', (world) => void (first(world).product.publishedAt = null)],
  ])('what is %s cannot be bought', (_how, change) =>
    inShopify(async (world) => {
      const { variant } = first(world);
      change(world);
      expect((await ask(world, [variant.id])).get(variant.id)).toMatchObject({ isBuyable: false });
    }),
  );

  test('leaves out what the store does not know, and what is no variant', () =>
    inShopify(async (world) => {
      const { product, variant } = first(world);
      const found = await ask(world, ['gid://shopify/ProductVariant/404', product.id, variant.id]);
      expect([...found.keys()]).toEqual([variant.id]);
    }));

  test('for nothing asks nobody', () =>
    inShopify(async (world) => {
      const before = world.log.all().length;
      expect(await ask(world, [])).toEqual(new Map());
      expect(world.log.all()).toHaveLength(before);
    }));

  test('for many asks in as few requests as Shopify takes, each variant once', () =>
    inShopify(
      async (world) => {
        const ids = world.data.products.flatMap(({ variants }) => variants.map(({ id }) => id));
        const asked = () =>
          world.log.all().filter(({ entry }) => entry.kind === 'request' && entry.operation === 'LiveVariants');
        expect((await ask(world, [...ids, ...ids])).size).toBe(ids.length);
        expect(ids).toHaveLength(260);
        expect(asked()).toHaveLength(2);
      },
      { data: tinyStore({ products: 130, orders: 0 }) },
    ));
});

describe('the web pixel', () => {
  test('is told where its events go', () =>
    inShopify(async (world) => {
      await connectWebPixel(world.admin, shopDomain, 'https://app.example');
      expect(world.standIn.pixelSettings()).toEqual({ endpoint: 'https://app.example/ingest/storefront' });
    }));

  test('that is connected already stays as it is', () =>
    inShopify(async (world) => {
      await connectWebPixel(world.admin, shopDomain, 'https://app.example');
      await connectWebPixel(world.admin, shopDomain, 'https://elsewhere.example');
      expect(world.standIn.pixelSettings()).toEqual({ endpoint: 'https://app.example/ingest/storefront' });
    }));

  test('that may not be connected says why', () =>
    inShopify(async (world) => {
      world.standIn.installation.setScopes(['read_products']);
      await expect(connectWebPixel(world.admin, shopDomain, 'https://app.example')).rejects.toThrow(
        /access|scope|denied/i,
      );
    }));
});
