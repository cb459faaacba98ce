import { beforeEach, describe, expect, it } from 'vitest';
import { makeTestKey, type TestKey } from '../../../tests/factories/api-callers';
import { ingestApp } from '../../../tests/factories/ingest-app';
import { makePerson } from '../../../tests/factories/people';
import { newOrder, placeOrders } from '../../../tests/factories/placed-orders';
import { productId, shownProduct, stockShelf } from '../../../tests/factories/shelf';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { trainShop } from '../../../tests/factories/trained-shop';
import { testDatabase } from '../../../tests/setup/database';
import type { ApiScope } from '~/ops/api-scopes';
import { minutes } from '~/platform/clock/clock';
import { withShop } from '~/platform/db/db.server';
import type { RecommendationsAnswer, RefusedAnswer } from './answers';

const database = await testDatabase();
const app = testApp(database);
const web = ingestApp(app, database);

let shop: TestShop;
let key: TestKey;
beforeEach(async () => {
  shop = await createShop(app);
  await trainShop(app, shop.id);
  key = await makeTestKey(app, shop.id);
  app.advance(minutes(1)); // each test has its requests to itself
});

const get = (query: string, { bearer }: TestKey = key) =>
  fetch(web.url(`/api/v1/recommendations${query}`), { headers: bearer });
const answerTo = async (query: string, by?: TestKey): Promise<RecommendationsAnswer> => {
  const response = await get(query, by);
  expect(response.status).toBe(200);
  return (await response.json()) as RecommendationsAnswer;
};
const idsOf = async (query: string) => (await answerTo(query)).products.map(({ id }) => id);
const products = (...numbers: number[]) => numbers.map(productId);
const keyOf = (...scopes: ApiScope[]) => makeTestKey(app, shop.id, scopes);
const looks = () => withShop(shop.id, () => app.db.prisma.accessLogEntry.findMany({ where: { shopId: shop.id } }));

describe('recommendations over the API', () => {
  it('are products as they can be shown, with why and by what', async () => {
    const { products: chosen, ...about } = await answerTo('?product_ids=1&limit=1');
    expect(about).toEqual({ model: { version: 1, trainedAt: '2026-03-10T12:00:00.000Z' }, emptyBecause: null });
    expect(chosen).toEqual([
      {
        ...{ id: productId(2), title: shownProduct(2).title, handle: shownProduct(2).handle },
        url: expect.stringMatching(`/products/${shownProduct(2).handle}$`) as string,
        imageUrl: 'https://cdn.example/product-2.png',
        price: { minor: 200, currency: 'EUR', words: '€2.00' },
        reason: {
          kind: 'bought-together',
          words: `Often bought with ${shownProduct(1).title}`,
          productTitle: shownProduct(1).title,
        },
        strategy: 'cart-together',
      },
    ]);
  });

  it('go by what lies in the cart, named by numbers or global ids, and never show it', async () => {
    expect(await idsOf(`?product_ids=${productId(1)},2&limit=3`)).toEqual(products(3, 4, 5));
    expect(await idsOf('?product_ids=1,%202%20,,3&limit=2')).toEqual(products(4, 5));
  });

  it('are six where nothing is said, and no more than are asked for', async () => {
    expect(await idsOf('')).toHaveLength(6);
    expect(await idsOf('?limit=2')).toHaveLength(2);
  });

  it('show what is new to a visit before what was looked at in it', async () => {
    expect((await idsOf('?viewed_ids=1')).at(-1)).toBe(productId(1));
  });

  it('keep to a collection', async () => {
    const inSale = shownProduct(5, { collectionIds: ['gid://shopify/Collection/9'] });
    await withShop(shop.id, () => stockShelf(app, shop.id, [inSale]));
    expect(await idsOf('?collection_id=9')).toEqual(products(5));
    expect(await answerTo('?collection_id=10')).toMatchObject({
      ...{ emptyBecause: 'nothing-fits', products: [], model: { version: 1 } },
    });
  });

  it('are none of products that are sold out', async () => {
    const soldOut = shownProduct(2, {
      variants: shownProduct(2).variants.map((each) => ({ ...each, isAvailable: false })),
    });
    await withShop(shop.id, () => stockShelf(app, shop.id, [soldOut]));
    expect(await idsOf('?product_ids=1&limit=2')).toEqual(products(3, 4));
  });

  it('of a shop of which nothing is learned yet are none, and say so', async () => {
    const other = await createShop(app);
    const itsKey = await makeTestKey(app, other.id);
    expect(await answerTo('', itsKey)).toEqual({ model: null, emptyBecause: 'not-trained', products: [] });
  });

  it('are of the key’s shop alone', async () => {
    const other = await createShop(app);
    await trainShop(app, other.id);
    await withShop(other.id, () =>
      app.db.prisma.recommendationRule.create({
        data: {
          ...{ shopId: other.id, id: app.ids.next(), effect: 'pin', createdAt: app.clock.now() },
          subject: { kind: 'product', productId: productId(6) },
        },
      }),
    );
    expect((await idsOf('?product_ids=1'))[0]).toBe(productId(2));
  });
});

describe('recommendations for a person', () => {
  let profileId: string;
  beforeEach(async () => {
    ({ profileId } = await withShop(shop.id, () => makePerson(app, shop.id, { email: 'anna@example.com' })));
    await withShop(shop.id, () => placeOrders(app, shop.id, [newOrder(app, { profileId, products: [2] })]));
  });

  it('leave out what they have bought, and the look is written down', async () => {
    expect(await idsOf('?email=anna@example.com&product_ids=1')).not.toContain(productId(2));
    expect(await looks()).toMatchObject([{ actor: `api-key:${key.id}`, what: 'profile-read', subject: profileId }]);
  });

  it('take a key that may look people up as well', async () => {
    const mayNot = await keyOf('recommendations:read');
    const refused = await get('?email=anna@example.com', mayNot);
    expect(refused.status).toBe(403);
    expect(((await refused.json()) as RefusedAnswer).error.message).toContain('data:read');
    expect((await get('', mayNot)).status).toBe(200);
    expect((await get('', await keyOf('data:read'))).status).toBe(403);
    expect(await looks()).toEqual([]);
  });

  it('are refused where the shop knows nobody like that, another shop’s people among them', async () => {
    const other = await createShop(app);
    const theirs = await makeTestKey(app, other.id);
    expect((await get('?email=anna@example.com', theirs)).status).toBe(404);
    expect((await get('?external_id=nobody')).status).toBe(404);
    expect((await get('?customer_id=77')).status).toBe(404);
    expect(await looks()).toEqual([]);
  });
});

describe('a question that cannot be answered', () => {
  it.each<[string, string, string]>([
    ['?limit=0', 'limit', '1 to 20'],
    ['?limit=21', 'limit', '1 to 20'],
    ['?limit=-1', 'limit', '1 to 20'],
    ['?limit=1e1', 'limit', '1 to 20'],
    ['?limit=', 'limit', '1 to 20'],
    ['?product_ids=1,mug', 'product_ids', 'at place 2'],
    ['?product_ids=gid://shopify/Customer/1', 'product_ids', 'at place 1'],
    ['?viewed_ids=1;2', 'viewed_ids', 'separated by commas'],
    [`?product_ids=${'1,'.repeat(51)}`, 'product_ids', 'more than 50'],
    [`?product_ids=${'1'.repeat(21)}`, 'product_ids', 'at place 1'],
    ['?product_ids=1&product_ids=2', 'product_ids', 'twice'],
    ['?collection_id=1,2', 'collection_id', 'more than one'],
    ['?collection_id=sale', 'collection_id', 'no collection'],
    ['?email=', 'email', '1 to 300'],
    [`?email=${'x'.repeat(301)}`, 'email', '1 to 300'],
    ['?email=a@example.com&external_id=1', 'external_id', 'beside email'],
    ['?external_id=%00', 'external_id', 'no text'],
    ['?product_ids=%00', 'product_ids', 'no text'],
    ['?products=1', '', 'product_ids'],
    ['?__proto__=1', '', 'product_ids'],
  ])('is told where and what to do: %s', async (query, field, remedy) => {
    const response = await get(query);
    expect(response.status).toBe(400);
    const { error } = (await response.json()) as RefusedAnswer;
    expect(error.field).toBe(field);
    expect(error.message).toContain(remedy);
  });
});
