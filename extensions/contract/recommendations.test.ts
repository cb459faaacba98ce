import { describe, expect, test } from 'vitest';
import { openBlockPage, type BlockPageOptions } from './recommendations-page';

const product = (number: number, changes: object = {}) => ({
  ...{ id: `gid://shopify/Product/${number}`, title: `Product ${number}`, handle: `product-${number}` },
  imageUrl: `https://cdn.example/${number}.png`,
  price: { minor: number * 100, currency: 'EUR', words: `€${number}.00` },
  reason: { kind: 'similar', words: 'Like Mug', productTitle: 'Mug' },
  strategy: 'cart-together',
  ...changes,
});
const TWO = [product(1), product(2)];
const request = (page_type: string, iso_code = 'en') => ({ page_type, locale: { iso_code } });
const cart = (...ids: number[]) => ({ items: ids.map((product_id) => ({ product_id })) });

async function shown(options: BlockPageOptions = {}) {
  const page = await openBlockPage({ answer: TWO, ...options });
  await page.comeNear();
  return page;
}
const questionOf = async (options: BlockPageOptions) =>
  Object.fromEntries((await shown(options)).asked[0]?.searchParams ?? []);

describe('what the block asks', () => {
  test('it asks once, and only when it comes near', async () => {
    const page = await openBlockPage();
    expect(page.asked).toEqual([]);
    await page.comeNear();
    expect(page.asked.map(({ pathname }) => pathname)).toEqual(['/apps/kindred/recommendations']);
  });

  test.each<[string, BlockPageOptions, object]>([
    ['the front page: by the cart', { globals: { cart: cart(7, 7, 8) } }, { cart: '7,8', limit: '4', locale: 'en' }],
    [
      'a product’s page: by the product, and for as many more as lie in the cart',
      { globals: { request: request('product', 'de'), product: { id: 5 }, cart: cart(7) } },
      { product: '5', limit: '5', locale: 'de' },
    ],
    [
      'a collection’s page: by the collection',
      { globals: { request: request('collection'), collection: { id: 9 } }, settings: { count: 12 } },
      { collection: '9', limit: '12', locale: 'en' },
    ],
    [
      'a visitor who allows nothing, whatever the browser keeps',
      {
        globals: { customer: { id: 1 } },
        storage: { kindred_visitor: 'v', kindred_known: '1' },
        viewed: ['gid://shopify/Product/3'],
      },
      { limit: '4', locale: 'en' },
    ],
    [
      'a page without Shopify’s word on consent',
      { allowed: null, globals: { customer: { id: 1 } } },
      { limit: '4', locale: 'en' },
    ],
    [
      'a visitor who allows it: by what they looked at, the oldest first',
      {
        allowed: ['preferences'],
        viewed: ['gid://shopify/Product/3', 'gid://shopify/Product/2'],
        storage: { kindred_visitor: 'v' },
      },
      { viewed: '2,3', limit: '4', locale: 'en' },
    ],
    [
      'a visitor who allows it and whom the shop knows: by what is known of them',
      { allowed: ['preferences'], storage: { kindred_visitor: 'v', kindred_known: '1' } },
      { personal: '1', visitor: 'v', limit: '4', locale: 'en' },
    ],
    [
      'a customer who is logged in and allows it',
      { allowed: ['preferences'], globals: { customer: { id: 1 } } },
      { personal: '1', limit: '4', locale: 'en' },
    ],
  ])('%s', async (_, options, question) => {
    expect(await questionOf(options)).toEqual(question);
  });
});

describe('what the block shows', () => {
  test('is a list of links with title, price and why, in the page’s language', async () => {
    const page = await shown({ globals: { request: request('index', 'de') } });
    expect(page.texts('a')).toEqual(['Product 1', 'Product 2']);
    expect(page.texts('.kindred-price')).toEqual(['€1.00', '€2.00']);
    expect(page.texts('.kindred-reason')).toEqual(['Ähnlich wie Mug', 'Ähnlich wie Mug']);
    expect(page.document.querySelector('h2')?.textContent?.trim()).toBe('Das könnte Ihnen gefallen');
    expect(page.cards()[0]?.querySelector('a')?.getAttribute('href')).toBe('/en/products/product-1');
    expect(page.block()?.getAttribute('aria-busy')).toBeNull();
  });

  test('keeps its place until then: as many empty places as products are wanted, which nobody is read out', async () => {
    const page = await openBlockPage({ settings: { count: 3 } });
    expect(page.document.querySelectorAll('li[aria-hidden="true"] .kindred-frame')).toHaveLength(3);
    expect(page.document.querySelectorAll('li:not([aria-hidden]), a, img')).toHaveLength(0);
  });

  test('has pictures that come when they are needed, in the width that is', async () => {
    const [card] = (await shown()).cards();
    const image = card?.querySelector('img');
    expect([image?.getAttribute('alt'), image?.loading]).toEqual(['', 'lazy']);
    expect(image?.srcset).toContain('https://cdn.example/1.png?width=360 360w');
  });

  test('is no price in a currency that the visitor does not pay in, and neither price nor reason where the merchant wants none', async () => {
    expect((await shown({ currency: 'USD' })).texts('.kindred-price')).toEqual([]);
    const plain = await shown({ settings: { show_price: false, show_reason: false } });
    expect([plain.texts('.kindred-price'), plain.texts('.kindred-reason')]).toEqual([[], []]);
  });

  test('is no reason that speaks of a product without a name, or of a kind it does not know', async () => {
    const reasons = [
      { kind: 'similar', words: 'Like this', productTitle: null },
      { kind: 'of-later', words: 'x', productTitle: null },
    ];
    const page = await shown({ answer: reasons.map((reason, at) => product(at + 1, { reason })) });
    expect(page.texts('.kindred-reason')).toEqual([]);
  });

  test('is nothing of what lies in the cart', async () => {
    const page = await shown({ globals: { request: request('product'), product: { id: 5 }, cart: cart(1) } });
    expect(page.texts('.kindred-title')).toEqual(['Product 2']);
  });

  test('is text, whatever titles are', async () => {
    const hostile = '<img src=x onerror=alert(1)>$&';
    const page = await shown({
      answer: [product(1, { title: hostile, reason: { kind: 'similar', words: '', productTitle: hostile } })],
    });
    expect(page.texts('.kindred-title')).toEqual([hostile]);
    expect(page.texts('.kindred-reason')).toEqual([`Like ${hostile}`]);
    expect(page.document.querySelectorAll('img')).toHaveLength(1);
  });

  test.each<[string, BlockPageOptions]>([
    ['there is nothing', { answer: [] }],
    ['the app is away', { answer: 503 }],
    ['all of it lies in the cart', { globals: { cart: cart(1, 2) } }],
  ])('is no block at all where %s', async (_, options) => {
    expect((await shown(options)).block()).toBeNull();
  });

  test('tells a merchant in the theme editor that there is nothing yet', async () => {
    const page = await shown({ answer: [], globals: { request: { ...request('index'), design_mode: true } } });
    expect(page.document.querySelector('p')?.hidden).toBe(false);
    expect(page.document.querySelector('p')?.textContent).toMatch(/^Nothing to show yet/);
  });
});

describe('what the block tells', () => {
  const allowed = ['analytics'];
  const at = (place: number) => ({ place, strategy: 'cart-together' });

  test('what was seen, in one go when all was', async () => {
    const page = await shown({ allowed });
    page.see(page.cards()[1]);
    expect(page.told).toEqual([]);
    page.see(page.cards()[0]);
    page.leave();
    expect(page.told).toEqual([{ url: '/apps/kindred/recommendations/seen', body: { shown: [at(2), at(1)] } }]);
  });

  test('what was seen of it when the page goes, and nothing where nothing was', async () => {
    const page = await shown({ allowed });
    page.leave();
    page.see(page.cards()[0]);
    page.leave();
    page.leave();
    expect(page.told.map(({ body }) => body)).toEqual([{ shown: [at(1)] }]);
  });

  test('a click, once, after what was seen', async () => {
    const page = await shown({ allowed });
    page.see(page.cards()[0]);
    page.click(page.cards()[0]?.querySelector('a img'));
    page.click(page.cards()[0]?.querySelector('a'));
    page.click(page.cards()[1]?.querySelector('.kindred-reason'));
    expect(page.told.map(({ body }) => body)).toEqual([{ shown: [at(1)] }, { clicked: [at(1)] }]);
  });

  test('nothing of a visitor who does not allow it, nor from the theme editor', async () => {
    const design = { request: { ...request('index'), design_mode: true } };
    for (const options of [{ allowed: ['preferences'] }, { allowed: null }, { allowed, globals: design }]) {
      const page = await shown(options);
      page.cards().forEach(page.see);
      page.click(page.cards()[0]?.querySelector('a'));
      page.leave();
      expect(page.told).toEqual([]);
    }
  });
});
