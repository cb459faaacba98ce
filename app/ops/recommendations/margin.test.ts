import { describe, expect, test } from 'vitest';
import { variantReport } from '../../../tests/factories/reports';
import { recommendingWorlds, type RecommendingWorld } from '../../../tests/factories/recommending-world';
import { shownProduct, stockShelf } from '../../../tests/factories/shelf';
import { saveMargin } from './margin.server';
import { rulesPage } from './rules-page.server';

const inWorld = await recommendingWorlds();
const save = ({ pages, domain }: RecommendingWorld, form: unknown) => saveMargin(pages, domain, '17', form);
const margin = async ({ pages, domain }: RecommendingWorld) => (await rulesPage(pages, domain)).margin;

describe('how much margin counts', () => {
  test('is not at all until it is said, of those products whose cost is known', () =>
    inWorld(async (world) => {
      await stockShelf(world.app, world.shop.id, [
        shownProduct(1, { variants: [variantReport(1, { costMinor: 40 })] }),
        shownProduct(2),
        shownProduct(3, { isPublished: false, variants: [variantReport(3, { costMinor: 40 })] }),
      ]);
      expect(await margin(world), 'of the eight on the shelf').toEqual({ weight: 0, products: 7, known: 1 });
    }));

  test('is saved and written down once, however often it is saved', () =>
    inWorld(async (world) => {
      for (let click = 0; click < 2; click++) expect(await save(world, { weight: '60' })).toEqual({ kind: 'saved' });
      expect((await margin(world)).weight).toBe(60);
      const where = { shopId: world.shop.id, kind: 'recommendation-margin-changed' };
      expect(await world.app.db.prisma.activityEntry.findMany({ where })).toMatchObject([
        { actor: '17', details: { weight: 60 } },
      ]);
    }));

  test('is refused where it is nothing of the list, with the field and what to do', () =>
    inWorld(async (world) => {
      for (const weight of ['61', '-30', '1e2', '0x3c', 'a lot', '', undefined])
        expect(await save(world, { weight }), String(weight)).toMatchObject({
          ...{ kind: 'refused', problems: [{ field: 'weight', message: expect.stringContaining('from the list') }] },
        });
      expect((await margin(world)).weight).toBe(0);
    }));
});
