import { createModelStore } from '~/decisions/recommendations/models.server';
import { withShop } from '~/platform/db/db.server';
import { bareWorlds, type BareWorld } from './bare-pages';
import { teach } from './sending-world';
import { stockShelf } from './shelf';

/** A shop that recommends and sends nothing: eight products, of which 3 to 8 are bought with the first, each less often than the one before. */
export interface RecommendingWorld extends BareWorld {
  pages: BareWorld['pages'] & { models: ReturnType<typeof createModelStore> };
}

/** Call it at a test file's top level. */
export async function recommendingWorlds(): Promise<
  (work: (world: RecommendingWorld) => Promise<void>) => Promise<void>
> {
  const inBareWorld = await bareWorlds();
  return (work) =>
    inBareWorld((bare) => {
      const { app, shop, pages } = bare;
      return withShop(shop.id, async () => {
        const details = { name: 'Oak & Elm', timezone: 'Europe/Berlin' };
        await app.db.prisma.shop.update({ where: { id: shop.id }, data: details });
        await stockShelf(app, shop.id, 8);
        await teach(app, shop.id);
        await work({ ...bare, pages: { ...pages, models: createModelStore() } });
      });
    });
}
