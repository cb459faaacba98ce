import { describe, expect, test } from 'vitest';
import { withShop } from '~/platform/db/db.server';
import { recommendingWorlds, type RecommendingWorld } from '../../../tests/factories/recommending-world';
import { makePerson } from '../../../tests/factories/people';
import { newOrder, placeOrders } from '../../../tests/factories/placed-orders';
import { productId } from '../../../tests/factories/shelf';
import { createShop } from '../../../tests/factories/shops';
import { tryPage, type TryPage } from './try-page.server';

const inWorld = await recommendingWorlds();

const open = ({ pages, domain }: RecommendingWorld, fields: Record<string, string> = {}) =>
  tryPage(pages, domain, new URLSearchParams(fields));
const idsOf = ({ trial }: Pick<TryPage, 'trial'>) => trial?.recommendations.map(({ id }) => id);
const COLLECTION = 'gid://shopify/Collection/1';

describe('trying recommendations', () => {
  test('with a cart gives what is bought with it, with the reason, what it rests on, and what spoke for it', () =>
    inWorld(async (world) => {
      const page = await open(world, { products: productId(1) });
      expect(idsOf(page)?.slice(0, 3)).toEqual([3, 4, 5].map(productId));
      expect(page.trial?.recommendations[0]).toMatchObject({
        ...{ reason: 'Often bought with Product 1', evidence: '7 orders hold both', strategy: 'Goes with the cart' },
      });
      expect(page).toMatchObject({ asked: { cart: [{ title: 'Product 1' }] }, problems: [], examples: [] });
    }));

  test('says beside it what each way of choosing says, by how much it counts, and why', () =>
    inWorld(async (world) => {
      const { sayings } = await open(world, { products: productId(1) });
      expect(sayings?.situation).toBe('With products in the cart');
      expect(sayings?.sayings[0]).toMatchObject({
        ...{ name: 'Goes with the cart', looksAt: 'What stands in orders with all that lies in the cart' },
        products: [
          { title: 'Product 3', evidence: 'Often bought with Product 1: 7 orders hold both' },
          { title: 'Product 4' },
          { title: 'Product 5' },
        ],
      });
      expect(sayings?.sayings[0]?.share).toMatch(/^\d+% of the mix$/);
      expect(sayings?.sayings.find(({ id }) => id === 'trending-3')?.share).toBeNull();
    }));

  test('with a shopper leaves out what they have bought, and says whose data it is', () =>
    inWorld(async (world) => {
      const { app, shop } = world;
      const { profileId, email } = await makePerson(app, shop.id);
      await placeOrders(app, shop.id, [newOrder(app, { profileId, products: [3] })]);
      const page = await open(world, { products: productId(1), shopper: ` ${email.toUpperCase()} ` });
      expect(page.profileId).toBe(profileId);
      expect(idsOf(page)).not.toContain(productId(3));
      const said = page.sayings?.sayings.flatMap(({ products }) => products.map(({ id }) => id));
      expect(said).not.toContain(productId(3));
    }));

  test('with a product viewed asks another situation', () =>
    inWorld(async (world) => {
      const page = await open(world, { viewed: productId(1) });
      expect(page.sayings?.situation).toBe('A product viewed');
      expect(page.asked).toMatchObject({ viewed: { title: 'Product 1' }, cart: [] });
      expect(page.trial).not.toBeNull();
    }));

  test('with a collection shows its products alone', () =>
    inWorld(async (world) => {
      const { app, shop } = world;
      const { prisma } = app.db;
      const sourceUpdatedAt = app.clock.now();
      const facts = { id: COLLECTION, handle: 'summer', title: 'Summer', sourceUpdatedAt };
      await prisma.collection.create({ data: { shopId: shop.id, ...facts } });
      const inIt = { shopId: shop.id, id: { in: [4, 6].map(productId) } };
      await prisma.product.updateMany({ where: inIt, data: { collectionIds: [COLLECTION] } });
      const page = await open(world, { products: productId(1), collection: COLLECTION });
      expect(page.asked.collection?.title).toBe('Summer');
      expect(idsOf(page)).toEqual([4, 6].map(productId));
      const said = page.sayings?.sayings.flatMap(({ products }) => products.map(({ id }) => id));
      expect(new Set(said)).toEqual(new Set([4, 6].map(productId)));
    }));

  test('unasked shows what goes with best-sellers', () =>
    inWorld(async (world) => {
      const { trial, sayings, examples } = await open(world);
      expect({ trial, sayings }).toEqual({ trial: null, sayings: null });
      expect(examples).toHaveLength(3);
      for (const { cart, recommendations } of examples)
        expect(recommendations.map(({ id }) => id)).not.toContain(cart[0]?.id);
    }));

  test('in a shop that has learned nothing yet shows nothing', () =>
    inWorld(async (world) => {
      await world.app.db.prisma.recommenderModel.deleteMany({ where: { shopId: world.shop.id } });
      const page = await open(world, { products: productId(1) });
      expect(page).toMatchObject({ trial: { recommendations: [] }, sayings: null, problems: [] });
      expect((await open(world)).examples).toEqual([]);
    }));
});

describe('what cannot be asked is said in words', () => {
  const many = Array.from({ length: 5_000 }, (_, number) => productId(number)).join(',');
  test.each<[string, Record<string, string>, string]>([
    ['a product that is not there', { products: productId(4_711) }, 'A product of the cart Kindred does not know'],
    ['what is no product', { products: "'; DROP TABLE products; --" }, 'no product’s id'],
    ['NUL', { products: 'gid://shopify/Product/1\0' }, 'no product’s id'],
    ['a huge cart', { products: many }, '20 products at the most'],
    ['a product viewed that is not there', { viewed: productId(4_711) }, 'product viewed Kindred does not know'],
    ['a viewed thing that is none', { viewed: '\ud800' }, 'no product’s id'],
    ['a collection that is not there', { collection: COLLECTION }, 'collection Kindred does not know'],
    ['a collection that is none', { collection: productId(1) }, 'no collection’s id'],
    ['somebody nobody knows', { shopper: 'nobody@example.com' }, 'Nobody has this address here'],
    ['no address', { shopper: 'no\0 address' }, 'Nobody has this address here'],
    ['a huge address', { shopper: `${'x'.repeat(100_000)}@example.com` }, '320 characters at the most'],
  ])('%s', (_name, fields, words) =>
    inWorld(async (world) => {
      const page = await open(world, fields);
      expect(page.problems.join()).toContain(words);
      expect(page.profileId).toBeNull();
    }),
  );

  test('and a shopper nobody knows is not answered as if nobody had been asked for', () =>
    inWorld(async (world) => {
      const page = await open(world, { products: productId(1), shopper: 'nobody@example.com' });
      expect(page).toMatchObject({
        trial: null,
        sayings: null,
        examples: [],
        asked: { shopper: 'nobody@example.com' },
      });
    }));

  test('products and people of another shop are not there', () =>
    inWorld(async (world) => {
      const { email } = await makePerson(world.app, world.shop.id);
      const other = await createShop(world.app);
      await withShop(other.id, async () => {
        const search = new URLSearchParams({ products: productId(1), shopper: email });
        const page = await tryPage(world.pages, other.domain, search);
        expect(page.problems).toHaveLength(2);
        expect(page).toMatchObject({ profileId: null, trial: null });
      });
    }));
});
