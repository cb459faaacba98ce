import { describe, expect, it } from 'vitest';
import { createShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { testDatabase } from '../../../tests/setup/database';
import { createShopDirectory } from './shop-directory.server';

const app = testApp(await testDatabase());
const parts = { pool: app.db.pool, ids: app.ids, systemClock: app.systemClock };

describe('the directory of shops', () => {
  it('finds a shop by its domain', async () => {
    const shop = await createShop(app);
    expect(await createShopDirectory(parts).find(shop.domain)).toBe(shop.id);
  });

  it('knows no shop that was never heard of, and finds it as soon as it is there', async () => {
    const directory = createShopDirectory(parts);
    expect(await directory.find('nobody.myshopify.com')).toBeNull();
    const id = await createShopDirectory(parts).findOrCreate('nobody.myshopify.com');
    expect(await directory.find('nobody.myshopify.com')).toBe(id);
  });

  it('makes one shop of a domain that many tell of at once, in several processes', async () => {
    const directories = Array.from({ length: 4 }, () => createShopDirectory(parts));
    const ids = await Promise.all(
      Array.from({ length: 40 }, async (_, index) => directories[index % 4]?.findOrCreate('busy.myshopify.com')),
    );
    expect(new Set(ids).size).toBe(1);
    expect(await app.db.prisma.shop.count({ where: { domain: 'busy.myshopify.com' } })).toBe(1);
  });

  it('makes it bare: not installed, in no particular currency or zone', async () => {
    const id = await createShopDirectory(parts).findOrCreate('early.myshopify.com');
    expect(await app.db.prisma.shop.findUnique({ where: { id } })).toMatchObject({
      installedAt: null,
      uninstalledAt: null,
      currency: 'USD',
      timezone: 'UTC',
      createdAt: app.systemClock.now(),
    });
  });

  it('leaves a shop that is there as it is', async () => {
    const shop = await createShop(app, 'JPY');
    expect(await createShopDirectory(parts).findOrCreate(shop.domain)).toBe(shop.id);
    expect(await app.db.prisma.shop.findUnique({ where: { id: shop.id } })).toMatchObject({ currency: 'JPY' });
  });
});
