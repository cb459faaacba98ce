import { beforeAll, describe, expect, test } from 'vitest';
import { createModelStore } from '~/decisions/recommendations/models.server';
import { recommendFor } from '~/decisions/recommendations/recommend.server';
import type { Recommendation } from '~/decisions/recommendations/recommendation';
import { recommendationWords } from '~/decisions/explanations/recommendation-words';
import { withShop } from '~/platform/db/db.server';
import { testDatabase } from '../../../tests/setup/database';
import { makePerson, makeVisitor } from '../../../tests/factories/people';
import { newOrder, placeOrders } from '../../../tests/factories/placed-orders';
import { productId, stockShelf } from '../../../tests/factories/shelf';
import { createShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after } from '../../../tests/factories/times';
import { trainRecommender } from './train.server';

const DAY = 86_400_000;
const PRODUCTS = 30;
const app = testApp(await testDatabase());
const models = createModelStore();

/** Fifty orders of thirty buyers in two months: tea (1…10) is bought with tea, pots (11…20) with pots, and 21…30 nobody has bought yet. */
const shop = await createShop(app);
let buyers: string[] = [];
beforeAll(() =>
  withShop(shop.id, async () => {
    await stockShelf(app, shop.id, PRODUCTS);
    buyers = await Promise.all(Array.from({ length: 30 }, async () => (await makePerson(app, shop.id)).profileId));
    const orders = Array.from({ length: 50 }, (_, nth) => {
      const kind = nth % 2;
      const products = [kind * 10 + 1 + (nth % 10), kind * 10 + 1 + ((nth * 3 + 1) % 10)];
      const placedAt = after(-(60 - nth) * DAY, app.clock.now());
      return newOrder(app, { profileId: buyers[nth % 30] ?? '', products: [...new Set(products)], placedAt });
    });
    await placeOrders(app, shop.id, orders);
    expect(await trainRecommender(app, shop.id)).toMatchObject({ kind: 'trained', orders: 50 });
  }),
);

const ask = (profileId: string | null, cart: number[], viewed: number[] = []): Promise<Recommendation[]> =>
  withShop(shop.id, () =>
    recommendFor({ models }, app.db.prisma, {
      ...{ shopId: shop.id, profileId, cart: cart.map(productId), viewed: viewed.map(productId) },
      ...{ now: app.clock.now(), limit: 4 },
    }),
  );

describe('a shop of fifty orders', () => {
  test('shows four products with whatever is in the cart or viewed, never that one, each with a reason', async () => {
    for (let number = 1; number <= PRODUCTS; number++)
      for (const shown of [await ask(null, [number]), await ask(null, [], [number])]) {
        expect(shown, `product ${number}`).toHaveLength(4);
        expect(new Set(shown.map((each) => each.productId)).size, 'none twice').toBe(4);
        expect(shown.map((each) => each.productId)).not.toContain(productId(number));
        for (const { reason } of shown) expect(recommendationWords(reason, (id) => id).evidence).not.toBe('');
      }
  });

  test('shows first what is bought with it, where anything is', async () => {
    for (const number of [1, 3, 12, 14]) {
      const [first] = await ask(null, [number]);
      expect(first?.reason, `product ${number}`).toMatchObject({ withProductId: productId(number) });
    }
  });

  test('shows each buyer four products they do not have, and strangers what many buy', async () => {
    for (const profileId of buyers) expect(await ask(profileId, [])).toHaveLength(4);
    const stranger = await withShop(shop.id, () => makeVisitor(app, shop.id));
    const shown = await ask(stranger, []);
    expect(shown).toHaveLength(4);
    expect(shown[0]?.reason.kind).toMatch(/best-seller|trending|first-choice/);
  });
});

describe('a shop that has sold nothing yet', () => {
  test('shows what is new, beside what is described alike', async () => {
    const young = await createShop(app);
    await withShop(young.id, async () => {
      await stockShelf(app, young.id, 5);
      expect(await trainRecommender(app, young.id)).toMatchObject({ kind: 'trained', orders: 0 });
      const input = { shopId: young.id, profileId: null, now: app.clock.now(), limit: 4 };
      for (const cart of [[], [productId(1)]]) {
        const shown = await recommendFor({ models }, app.db.prisma, { ...input, cart });
        expect(shown).toHaveLength(4);
        expect(shown.map((each) => each.productId)).not.toContain(cart[0]);
      }
    });
  });
});
