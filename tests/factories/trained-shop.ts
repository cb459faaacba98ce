import { encodeModel } from '~/decisions/recommendations/model';
import { storeVersion } from '~/decisions/recommendations/versions.server';
import { withShop } from '~/platform/db/db.server';
import { trainedOn } from './recommender-data';
import { productId, shownProduct, stockShelf } from './shelf';
import type { TestApp } from './test-app';

const PRODUCTS = 6;

/** Stocks six products, bought together with product 1, product 2 most and product 6 least, and lets a model serve that knows of it. */
export async function trainShop(app: TestApp, shopId: string): Promise<void> {
  const others = Array.from({ length: PRODUCTS - 1 }, (_, at) => at + 2);
  const pairs = others.flatMap((other) => Array.from({ length: 8 - other }, () => [1, other].map(productId)));
  const titles = Object.fromEntries([1, ...others].map((each) => [productId(each), shownProduct(each).title]));
  const bytes = encodeModel(trainedOn(pairs, [], titles));
  const version = { bytes, metrics: {}, trainedAt: app.clock.now(), kind: 'full', verdict: { kind: 'first' } } as const;
  await withShop(shopId, async () => {
    await stockShelf(app, shopId, PRODUCTS);
    await app.db.transaction((tx) => storeVersion(tx, shopId, version));
  });
}
