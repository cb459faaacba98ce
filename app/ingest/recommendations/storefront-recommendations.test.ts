import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { ingestApp } from '../../../tests/factories/ingest-app';
import { makePerson } from '../../../tests/factories/people';
import { newOrder, placeOrders } from '../../../tests/factories/placed-orders';
import { proxiedQuery } from '../../../tests/factories/proxied';
import { productId, shownProduct, stockShelf } from '../../../tests/factories/shelf';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { trainShop } from '../../../tests/factories/trained-shop';
import { visitorId } from '../../../tests/factories/told-person';
import { testDatabase } from '../../../tests/setup/database';
import { minutes } from '~/platform/clock/clock';
import { withShop } from '~/platform/db/db.server';
import { createStorefrontGate } from '../storefront-gate.server';
import type { RecommendedProduct } from './recommended-products.server';
import { STOREFRONT_PARAMETERS } from './storefront-question';

const database = await testDatabase();
const app = testApp(database);
const web = ingestApp(app, database);
/** Behind a proxy of our own, so that a test may be one address. */
const behindProxy = ingestApp(app, database, { trustedProxies: 1 });
const closed = ingestApp(app, database, { gate: createStorefrontGate({ allowance: () => 0 }) });

let shop: TestShop;
beforeEach(async () => {
  shop = await createShop(app);
  await trainShop(app, shop.id);
  app.advance(minutes(1)); // each test has its requests to itself
});

type Asked = Record<string, string>;
const ask = (asked: Asked = {}, customer = '', headers: Asked = {}) =>
  fetch(web.url(`/proxy/recommendations?${proxiedQuery(shop.domain, asked, customer)}`), { headers });
async function answerTo(asked: Asked = {}, customer = '') {
  const response = await ask(asked, customer);
  expect(response.status).toBe(200);
  return (await response.json()) as { isTrained: boolean; products: Omit<RecommendedProduct, 'url'>[] };
}
const idsOf = async (asked: Asked = {}, customer = '') =>
  (await answerTo(asked, customer)).products.map(({ id }) => id);
const products = (...numbers: number[]) => numbers.map(productId);

describe('recommendations of a storefront', () => {
  it('are products as a block shows them: prices in the page’s language, and why', async () => {
    const { isTrained, products: chosen } = await answerTo({ cart: '1', limit: '1', locale: 'de' });
    expect(isTrained).toBe(true);
    expect(chosen).toEqual([
      {
        ...{ id: productId(2), title: 'Product 2', handle: 'product-2', strategy: 'cart-together' },
        imageUrl: 'https://cdn.example/product-2.png',
        price: { minor: 200, currency: 'EUR', words: expect.stringMatching(/^2,00\s€$/) as string },
        reason: { kind: 'bought-together', words: 'Oft gekauft mit „Product 1“', productTitle: 'Product 1' },
      },
    ]);
  });

  it('give no reason that speaks of a product which the reader has nothing to do with', async () => {
    const reasons = async (asked: Asked) =>
      (await answerTo(asked)).products.map(({ reason: { words, productTitle } }) => [words, productTitle]);
    const toAnybody = await reasons({ limit: '6' });
    expect(toAnybody.length).toBeGreaterThan(0);
    for (const [words, title] of toAnybody) {
      expect(title, 'nobody said that a product concerns them').toBeNull();
      expect(words ?? '').not.toContain('Product');
    }
    expect((await reasons({ cart: '1', limit: '1' }))[0]).toEqual(['Often bought with Product 1', 'Product 1']);
  });

  it('go by the cart, and never show what lies in it', async () => {
    expect(await idsOf({ cart: '1,2', limit: '3' })).toEqual(products(3, 4, 5));
  });

  it('on a product’s page never show that product, and as many as are asked for', async () => {
    for (const number of [1, 2]) {
      const shown = await idsOf({ product: String(number), limit: '5' });
      expect(shown).toHaveLength(5);
      expect(shown).not.toContain(productId(number));
    }
  });

  it('keep to a collection on its page', async () => {
    const inSale = shownProduct(5, { collectionIds: ['gid://shopify/Collection/9'] });
    await withShop(shop.id, () => stockShelf(app, shop.id, [inSale]));
    expect(await idsOf({ collection: '9' })).toEqual(products(5));
    expect(await idsOf({ collection: '10' })).toEqual([]);
  });

  it('are none of what is sold out', async () => {
    const variants = shownProduct(2).variants.map((each) => ({ ...each, isAvailable: false }));
    await withShop(shop.id, () => stockShelf(app, shop.id, [shownProduct(2, { variants })]));
    expect(await idsOf({ cart: '1', limit: '1' })).toEqual(products(3));
  });

  it('of a shop of which nothing is learned yet are none, which is said', async () => {
    shop = await createShop(app);
    expect(await answerTo()).toEqual({ isTrained: false, products: [] });
  });
});

/** As a browser asks whether what it has is still right; `fetch` by itself would say that it wants it anew. */
const AGAIN = { 'Cache-Control': 'max-age=0' };

describe('what an answer rests on', () => {
  const BROWSER = visitorId('b');
  let profileId: string;
  beforeEach(async () => {
    await withShop(shop.id, async () => {
      ({ profileId } = await makePerson(app, shop.id));
      const names = [
        { kind: 'customer', value: 'gid://shopify/Customer/77' },
        { kind: 'visitor', value: BROWSER },
      ];
      const about = { shopId: shop.id, profileId };
      await app.db.prisma.identity.createMany({
        data: names.map((name) => ({ ...about, ...name, evidence: 'test', linkedAt: app.clock.now() })),
      });
      await placeOrders(app, shop.id, [newOrder(app, { profileId, products: [2] })]);
    });
  });

  it('is its address alone where nobody allowed more: the same for whoever is logged in, and kept for five minutes', async () => {
    const [nobody, somebody] = await Promise.all([ask({ cart: '1' }), ask({ cart: '1' }, '77')]);
    expect(await somebody.text()).toBe(await nobody.text());
    for (const { headers } of [nobody, somebody]) {
      expect(headers.get('Cache-Control')).toBe('public, max-age=300');
      expect(headers.get('ETag')).toMatch(/^W\/".+"$/);
      expect(headers.get('Set-Cookie')).toBeNull();
    }
  });

  it('need not be sent again to a browser that has it', async () => {
    const etag = (await ask({ cart: '1' })).headers.get('ETag') ?? '';
    expect((await ask({ cart: '1' }, '', { 'If-None-Match': etag, ...AGAIN })).status).toBe(304);
    expect((await ask({ cart: '1,2' }, '', { 'If-None-Match': etag, ...AGAIN })).status).toBe(200);
  });

  it('is what the person bought, where they allow it: known by their log-in or by their browser', async () => {
    expect(await idsOf({ cart: '1' })).toContain(productId(2));
    expect(await idsOf({ cart: '1', personal: '1' }, '77')).not.toContain(productId(2));
    expect(await idsOf({ cart: '1', personal: '1', visitor: BROWSER })).not.toContain(productId(2));
  });

  it('is kept nowhere where it is for one person, whether we know them or not', async () => {
    for (const customer of ['77', '78', '']) {
      const { headers } = await ask({ cart: '1', personal: '1' }, customer);
      expect(headers.get('Cache-Control')).toBe('private, no-store');
    }
  });

  it('is never what another shop knows', async () => {
    shop = await createShop(app);
    await trainShop(app, shop.id);
    expect(await idsOf({ cart: '1', personal: '1', visitor: BROWSER }, '77')).toContain(productId(2));
  });

  it('is never whom the page names by itself: an id of a browser needs leave', async () => {
    const refused = await ask({ cart: '1', visitor: BROWSER });
    expect(refused.status).toBe(400);
    expect(await refused.text()).toMatch(/^visitor: .*personal=1/);
  });
});

describe('a question of a storefront', () => {
  it.each<[Asked, string]>([
    [{ limit: '13' }, 'limit: is a whole number of 1 to 12'],
    [{ limit: '0' }, 'limit: '],
    [{ cart: '1,mug' }, 'cart: is no product at place 2'],
    [{ cart: '1,'.repeat(51) }, 'cart: names more than 50'],
    [{ product: '1,2' }, 'product and collection: each name one'],
    [{ product: '\0' }, 'product: '],
    [{ viewed: '\u{1F98A}' }, 'viewed: '],
    [{ collection: 'sale' }, 'collection: '],
    [{ locale: 'de_DE; DROP' }, 'locale: '],
    [{ locale: 'x-' }, 'locale: '],
    [{ personal: 'yes' }, 'personal: is 1'],
    [{ personal: '1', visitor: 'short' }, 'visitor: '],
  ])('that cannot be answered is told where and what to do: %j', async (asked, why) => {
    const response = await ask(asked);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain(why);
  });

  it.each<[string, () => string]>([
    ['not signed', () => 'cart=1'],
    ['changed after it was signed', () => proxiedQuery(shop.domain, { cart: '1' }).replace('cart=1', 'cart=2')],
    ['asking for more than there is', () => proxiedQuery(shop.domain, { cart: '1', email: 'a@example.com' })],
    ['saying something twice', () => `${proxiedQuery(shop.domain, { cart: '1' })}&cart=1`],
  ])('is refused when it is %s', async (_, query) => {
    expect((await fetch(web.url(`/proxy/recommendations?${query()}`))).status).toBe(400);
  });

  it('of a shop that is none of ours is nobody’s, and makes none', async () => {
    const domain = 'never-heard-of.myshopify.com';
    expect((await fetch(web.url(`/proxy/recommendations?${proxiedQuery(domain)}`))).status).toBe(404);
    expect(await app.db.prisma.shop.count({ where: { domain } })).toBe(0);
  });

  it('has parameters of which none ends another or one of Shopify’s own: what is signed can be cut in one way', () => {
    const names = [...STOREFRONT_PARAMETERS, 'shop', 'logged_in_customer_id', 'path_prefix', 'timestamp', 'signature'];
    const clash = names.flatMap((one) => names.filter((other) => other !== one && one.endsWith(other)));
    expect(clash).toEqual([]);
  });

  it('comes too often from one address, and is told when to come again; others are answered', async () => {
    const from = (address: string) =>
      fetch(behindProxy.url(`/proxy/recommendations?${proxiedQuery(shop.domain)}`), {
        headers: { 'X-Forwarded-For': `${address}, 10.0.0.1` },
      });
    const answers = await Promise.all(Array.from({ length: 61 }, () => from('192.0.2.1')));
    const late = answers.filter(({ status }) => status === 429);
    expect(late).toHaveLength(1);
    expect(late[0]?.headers.get('Retry-After')).toMatch(/^\d+$/);
    expect((await from('192.0.2.2')).status).toBe(200);
  });

  it('is not read while the process has too much to do', async () => {
    const answer = await fetch(closed.url(`/proxy/recommendations?${proxiedQuery(shop.domain)}`));
    expect([answer.status, answer.headers.has('Retry-After')]).toEqual([503, true]);
  });

  it('of any kind neither throws nor stalls', async () => {
    const name = fc.constantFrom<string>(...STOREFRONT_PARAMETERS, 'x');
    const value = fc.oneof(fc.string({ maxLength: 30 }), fc.constantFrom('1', '1,2', '', '12', 'en', '\ud800', '='));
    await fc.assert(
      fc.asyncProperty(fc.dictionary(name, value, { maxKeys: 5 }), async (asked) => {
        app.advanceSystem(1_000);
        expect([200, 400]).toContain((await ask(asked)).status);
      }),
      { numRuns: 100 },
    );
    expect(app.logged.filter(({ level }) => level >= 50)).toEqual([]);
  });
});
