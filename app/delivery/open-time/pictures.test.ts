import { describe, expect, test } from 'vitest';
import { withShop } from '~/platform/db/db.server';
import { wakeupOf } from '../../../tests/factories/messages';
import { createShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { testDatabase } from '../../../tests/setup/database';
import { BLANK } from './blank';
import { fetchPictures, loadPicture, wantPictures } from './pictures.server';

const app = testApp(await testDatabase());
const BOARD = 'https://cdn.shopify.com/s/files/1/board.jpg';
const MUG = 'https://cdn.shopify.com/s/files/1/mug.jpg';
const DAY = 86_400_000;

/** A store's pictures; what it does not have cannot be had. */
function store(pictures: Record<string, Buffer>) {
  const asked: string[] = [];
  const fetch = (url: string) => {
    asked.push(url);
    return Promise.resolve(pictures[url] ?? null);
  };
  return { asked, pictures: { fetch } };
}

const inShop = async (work: (shopId: string) => Promise<void>): Promise<void> => {
  const { id } = await createShop(app);
  await withShop(id, () => work(id));
};
const { prisma } = app.db;

describe('pictures that mails draw', () => {
  test('are fetched once, ahead, however many mails want them', () =>
    inShop(async (shopId) => {
      const { asked, pictures } = store({ [BOARD]: BLANK, [MUG]: BLANK });
      await wantPictures(app, prisma, shopId, [BOARD, MUG, BOARD]);
      expect(await wakeupOf(app, shopId, 'fetch-pictures')).toEqual(app.clock.now());
      expect(await loadPicture(prisma, shopId, BOARD)).toBeNull();
      await fetchPictures({ ...app, pictures }, prisma, shopId);
      await wantPictures(app, prisma, shopId, [BOARD]);
      await fetchPictures({ ...app, pictures }, prisma, shopId);
      expect(asked.sort()).toEqual([BOARD, MUG]);
      expect(Buffer.from((await loadPicture(prisma, shopId, BOARD)) ?? []).equals(BLANK)).toBe(true);
    }));

  test('that are none, or cannot be had, are tried three times and then left', () =>
    inShop(async (shopId) => {
      const { asked, pictures } = store({ [BOARD]: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>') });
      await wantPictures(app, prisma, shopId, [BOARD]);
      for (let tries = 0; tries < 5; tries++) {
        await fetchPictures({ ...app, pictures }, prisma, shopId);
        app.advance(31 * 60_000);
      }
      expect(asked).toEqual([BOARD, BOARD, BOARD]);
      expect(await loadPicture(prisma, shopId, BOARD)).toBeNull();
    }));

  test('are forgotten when no mail wanted them for two months', () =>
    inShop(async (shopId) => {
      const { pictures } = store({ [BOARD]: BLANK, [MUG]: BLANK });
      await wantPictures(app, prisma, shopId, [BOARD, MUG]);
      const due = await fetchPictures({ ...app, pictures }, prisma, shopId);
      expect(due).toEqual(new Date(app.clock.now().getTime() + 60 * DAY));
      app.advance(40 * DAY);
      await wantPictures(app, prisma, shopId, [MUG]);
      app.advance(21 * DAY);
      await fetchPictures({ ...app, pictures }, prisma, shopId);
      expect(await prisma.productPicture.findMany({ select: { url: true } })).toEqual([{ url: MUG }]);
    }));
});
