import { describe, expect, test } from 'vitest';
import { withShop } from '~/platform/db/db.server';
import { recommendingWorlds, type RecommendingWorld } from '../../../tests/factories/recommending-world';
import { createShop } from '../../../tests/factories/shops';
import { feedbackPage } from './feedback-page.server';

const inWorld = await recommendingWorlds();

interface Told {
  surface?: string;
  strategy?: string;
  place?: number;
  daysAgo?: number;
  shown?: number;
  clicked?: number;
  bought?: number;
}
const tell = ({ app, shop }: RecommendingWorld, ...all: Told[]) =>
  app.db.prisma.recommendationFeedback.createMany({
    data: all.map(({ daysAgo = 1, ...told }) => ({
      ...{ shopId: shop.id, surface: 'email', strategy: 'cart-together', place: 1, ...told },
      day: new Date(app.clock.now().getTime() - daysAgo * 86_400_000),
    })),
  });
const open = ({ pages, domain }: RecommendingWorld) => feedbackPage(pages, domain);

describe('what came of recommendations', () => {
  test('is summed by what had chosen a product, and by its place, apart for mails and the shop', () =>
    inWorld(async (world) => {
      await tell(
        world,
        { shown: 1_000, clicked: 40, bought: 3 },
        { shown: 200, clicked: 10, bought: 1, daysAgo: 2 },
        { shown: 300, clicked: 3, place: 2, strategy: 'best-sellers' },
        { shown: 50, clicked: 5, surface: 'storefront', strategy: 'visits-alike', place: 40 },
      );
      const { surfaces, days } = await open(world);
      expect(days).toBe(30);
      expect(surfaces).toEqual([
        {
          ...{ surface: 'email', title: 'In mails', whyNotBought: null },
          strategies: [
            {
              id: 'cart-together',
              name: 'Goes with the cart',
              seen: '1,200',
              clicked: '50',
              clickedShare: '4.2%',
              bought: '4',
            },
            { id: 'best-sellers', name: 'Best-sellers', seen: '300', clicked: '3', clickedShare: '1%', bought: '0' },
          ],
          places: [
            { id: '1', name: 'Place 1', seen: '1,200', clicked: '50', clickedShare: '4.2%', bought: '4' },
            { id: '2', name: 'Place 2', seen: '300', clicked: '3', clickedShare: '1%', bought: '0' },
          ],
        },
        {
          ...{ surface: 'storefront', title: 'In the shop' },
          whyNotBought: expect.stringContaining('name nobody') as string,
          strategies: [
            {
              id: 'visits-alike',
              name: 'Visits like this one',
              seen: '50',
              clicked: '5',
              clickedShare: null,
              bought: null,
            },
          ],
          places: [
            { id: '12', name: 'Place 12 and further on', seen: '50', clicked: '5', clickedShare: null, bought: null },
          ],
        },
      ]);
    }));

  test('is that of the last thirty days alone, and of the own shop', () =>
    inWorld(async (world) => {
      await tell(world, { shown: 5, daysAgo: 31 });
      expect((await open(world)).surfaces).toEqual([]);
      await tell(world, { shown: 5, daysAgo: 29 });
      expect((await open(world)).surfaces).toHaveLength(1);
      const other = await createShop(world.app);
      await withShop(other.id, async () =>
        expect((await feedbackPage(world.pages, other.domain)).surfaces).toEqual([]),
      );
    }));

  test('names what nobody knows any more as it was written', () =>
    inWorld(async (world) => {
      await tell(world, { shown: 7, strategy: 'tea-leaves' });
      expect((await open(world)).surfaces[0]?.strategies[0]?.name).toBe('Tea leaves');
    }));
});
