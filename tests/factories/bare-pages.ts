import { createShopDirectory } from '~/platform/shops/shop-directory.server';
import { testDatabase } from '../setup/database';
import { createShop, type TestShop } from './shops';
import { testApp, type TestApp } from './test-app';

/** What pages that send nothing are made of: a database, a new shop each, and the shop by its domain. */
export interface BareWorld {
  app: TestApp;
  shop: TestShop;
  pages: TestApp & { shops: ReturnType<typeof createShopDirectory> };
  domain: string;
}

/** Call it at a test file's top level. */
export async function bareWorlds(): Promise<(work: (world: BareWorld) => Promise<void>) => Promise<void>> {
  const app = testApp(await testDatabase());
  const { db, ids, systemClock } = app;
  const pages = { ...app, shops: createShopDirectory({ pool: db.pool, ids, systemClock }) };
  return async (work) => {
    const shop = await createShop(app);
    await work({ app, shop, pages, domain: shop.domain });
  };
}
