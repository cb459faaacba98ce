import { expect, test } from 'vitest';
import { deleteProduct } from '~/capture/catalog/store-products.server';
import { productsToShow } from '~/decisions/recommendations/products-to-show.server';
import { variantReport } from '../../../tests/factories/reports';
import { recommendingWorlds } from '../../../tests/factories/recommending-world';
import { productId, shownProduct, stockShelf } from '../../../tests/factories/shelf';
import { after } from '../../../tests/factories/times';
import { productsShownNow } from './shelf.server';

const inWorld = await recommendingWorlds();

test('what may be shown now is what recommendations may show, with what rules look at', () =>
  inWorld(async ({ app, shop }) => {
    const soldOut = variantReport(12, { isAvailable: false });
    await stockShelf(app, shop.id, [
      shownProduct(10, { tags: ['sale'], vendor: 'Oak', productType: 'Bowl' }),
      shownProduct(11, { variants: [variantReport(11, { priceMinor: 900 }), variantReport(111, { priceMinor: 700 })] }),
      shownProduct(12, { variants: [soldOut] }),
      shownProduct(13, { imageUrl: null }),
      shownProduct(14, { status: 'DRAFT' }),
      shownProduct(15, { isPublished: false }),
    ]);
    await deleteProduct(app.db.prisma, shop.id, productId(1), after(60_000));
    const ids = Array.from({ length: 20 }, (_, number) => productId(number));
    const shown = await productsToShow(app.db.prisma, shop.id, ids);
    const now = await productsShownNow(app.db.prisma, shop.id);
    const looked = (each: (typeof now)[number]) => ({ ...each, margin: null });
    const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
    expect(now.sort(byId)).toEqual([...shown.values()].map(looked).sort(byId));
    expect(now).toHaveLength(9);
  }));
