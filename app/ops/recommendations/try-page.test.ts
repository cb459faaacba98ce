import { describe, expect, test } from 'vitest';
import { pageWorlds } from '../../../tests/factories/page-world';
import { makePerson } from '../../../tests/factories/people';
import { newOrder, placeOrders } from '../../../tests/factories/placed-orders';
import { productId } from '../../../tests/factories/shelf';
import { recommendationsPage, type Trial } from './try-page.server';

const inWorld = await pageWorlds();

const asked = (fields: Record<string, string>) => new URLSearchParams(fields);
const idsOf = (trial: Trial | 'unknown-shopper' | null) =>
  trial && trial !== 'unknown-shopper' ? trial.recommendations.map(({ id }) => id) : trial;

describe('trying recommendations', () => {
  test('with a cart gives what is bought with it, with the reason and what it rests on', () =>
    inWorld(async ({ pages, domain }) => {
      const { trial, examples } = await recommendationsPage(pages, domain, asked({ products: productId(1) }));
      expect(idsOf(trial)?.slice(0, 3)).toEqual([3, 4, 5].map(productId));
      expect(trial).toMatchObject({
        cart: [{ title: 'Product 1' }],
        recommendations: [
          { reason: 'Often bought with Product 1', evidence: '7 orders hold both' },
          {},
          {},
          {},
          {},
          {},
        ],
      });
      expect(examples).toEqual([]);
    }));

  test('with a shopper leaves out what they have bought', () =>
    inWorld(async ({ app, shop, pages, domain }) => {
      const { profileId, email } = await makePerson(app, shop.id);
      await placeOrders(app, shop.id, [newOrder(app, { profileId, products: [3] })]);
      const search = asked({ products: productId(1), shopper: email.toUpperCase() });
      const { trial } = await recommendationsPage(pages, domain, search);
      expect(trial).toMatchObject({ shopper: email });
      expect(idsOf(trial)).not.toContain(productId(3));
    }));

  test('with somebody nobody knows says so', () =>
    inWorld(async ({ pages, domain }) => {
      for (const shopper of ['nobody@example.com', 'no address'])
        expect((await recommendationsPage(pages, domain, asked({ shopper }))).trial).toBe('unknown-shopper');
    }));

  test('unasked shows what goes with best-sellers', () =>
    inWorld(async ({ pages, domain }) => {
      const { trial, examples } = await recommendationsPage(pages, domain, asked({}));
      expect(trial).toBeNull();
      expect(examples).toHaveLength(3);
      for (const example of examples) expect(idsOf(example)).not.toContain(example.cart[0]?.id);
    }));

  test('in a shop that has learned nothing yet shows nothing and says so', () =>
    inWorld(async ({ app, shop, pages, domain }) => {
      await app.db.prisma.recommenderModel.deleteMany({ where: { shopId: shop.id } });
      const page = await recommendationsPage(
        pages,
        domain,
        asked({ products: `${productId(1)},gid://shopify/Product/0` }),
      );
      expect(page).toMatchObject({ quality: null, trainedAt: null, trial: { recommendations: [] } });
    }));
});
