import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildPixel } from '../../devstore/shopify/storefront/build-pixel';
import { CART_LINE, CHECKOUT, MUG, standardEvent } from './pixel-events';
import { ALL_ALLOWED, runPixel, type SandboxOptions } from './pixel-sandbox';
import { readWireBatch } from './wire-batch';

const VISITOR = 'kindred_visitor';
const NOT_ALLOWED = { ...ALL_ALLOWED, analyticsProcessingAllowed: false, marketingAllowed: false };
let bundle = '';

beforeAll(async () => {
  bundle = await buildPixel(fileURLToPath(new URL('../kindred-pixel', import.meta.url)));
});

/** A pixel of somebody whom the shop knows, so that everything is told at once. */
const start = (options: Omit<SandboxOptions, 'bundle'> = {}) =>
  runPixel({ bundle, customer: { id: '77' }, ...options });

/** Publishes each event, lets the pixel finish, and gives the events as the endpoint reads them. */
async function tell(pixel: ReturnType<typeof runPixel>, ...events: ReturnType<typeof standardEvent>[]) {
  for (const event of events) pixel.publish(event.name, event);
  await pixel.settle();
  return pixel.sent.flatMap((request) => readWireBatch(request.body).events);
}

describe('what the pixel tells', () => {
  test.each([
    ['page_viewed', {}, {}],
    ['product_viewed', { productVariant: MUG }, productFacts()],
    [
      'collection_viewed',
      { collection: { id: '77', title: 'Mugs', productVariants: [MUG] } },
      { collectionId: 'gid://shopify/Collection/77' },
    ],
    [
      'search_submitted',
      { searchResult: { query: 'blue mug', productVariants: [MUG] } },
      { query: 'blue mug', resultCount: 1 },
    ],
    ['product_added_to_cart', { cartLine: CART_LINE }, { ...productFacts(), quantity: 2 }],
    ['product_removed_from_cart', { cartLine: CART_LINE }, { ...productFacts(), quantity: 2 }],
    [
      'cart_viewed',
      { cart: { id: 'c1-abc?key=secret', lines: [CART_LINE], cost: CART_LINE.cost } },
      { cartToken: 'c1-abc', ...goods() },
    ],
    ['checkout_started', { checkout: CHECKOUT }, checkoutFacts()],
    ['checkout_contact_info_submitted', { checkout: CHECKOUT }, checkoutFacts()],
    ['checkout_address_info_submitted', { checkout: CHECKOUT }, checkoutFacts()],
    ['checkout_shipping_info_submitted', { checkout: CHECKOUT }, checkoutFacts()],
    ['payment_info_submitted', { checkout: CHECKOUT }, checkoutFacts()],
    ['checkout_completed', { checkout: CHECKOUT }, checkoutFacts()],
    [
      'alert_displayed',
      {
        alert: {
          type: 'DISCOUNT_ERROR',
          target: 'cart.discountCode',
          message: 'ana@example.com has used it',
          value: 'ANA10',
        },
      },
      { alert: 'DISCOUNT_ERROR', alertTarget: 'cart.discountCode' },
    ],
  ])('%s', async (name, data, facts) => {
    const pixel = start();
    const [told] = await tell(pixel, standardEvent(name, data, { id: 'sh-12345678' }));
    expect(told).toEqual({
      id: 'sh-12345678',
      type: name,
      at: '2026-09-30T10:00:00.000Z',
      url: '/',
      pageType: 'index',
      device: 'desktop',
      ...facts,
    });
  });

  test('is every event that Shopify documents for shop and checkout, but none of what is typed and clicked', () => {
    const subscribed = start().subscribedTo();
    expect(subscribed).not.toContain('form_submitted');
    expect(subscribed).not.toContain('input_changed');
    expect(subscribed).toHaveLength(15);
    expect(subscribed, 'what the theme embed tells').not.toContain('time_on_page');
  });

  test('is what the event itself says of language, and of goods no more lines than are allowed', async () => {
    const checkout = { ...CHECKOUT, localization: { language: { isoCode: 'DE' } } };
    const lines = Array.from({ length: 30 }, () => CART_LINE);
    const told = await tell(
      start(),
      standardEvent('checkout_started', { checkout }),
      standardEvent('cart_viewed', { cart: { id: 'c', lines, cost: CART_LINE.cost } }),
    );
    expect(told[0]?.locale).toBe('de');
    expect([told[1]?.lines?.length, told[1]?.itemCount]).toEqual([20, 60]);
  });

  test('ids that are GIDs already stay the same', async () => {
    const variant = {
      ...MUG,
      id: 'gid://shopify/ProductVariant/5',
      product: { ...MUG.product, id: 'gid://shopify/Product/4' },
    };
    const [told] = await tell(start(), standardEvent('product_viewed', { productVariant: variant }));
    expect(told).toMatchObject({ productId: 'gid://shopify/Product/4', variantId: 'gid://shopify/ProductVariant/5' });
  });

  test('an event that does not name the cart carries the cart last seen', async () => {
    const pixel = start({ cartId: 'gid://shopify/Cart/first?key=k' });
    const told = await tell(
      pixel,
      standardEvent('product_added_to_cart', { cartLine: CART_LINE }),
      standardEvent('cart_viewed', { cart: { id: 'second?key=k', lines: [], cost: CART_LINE.cost } }),
      standardEvent('page_viewed', {}),
    );
    expect(told.map((event) => event.cartToken)).toEqual(['first', 'second', 'second']);
  });
});

describe('what never leaves', () => {
  test.each([
    [
      '/products/mug',
      '?utm_source=mail&variant=4&email=ana@example.com&key=secret',
      '/products/mug?utm_source=mail&variant=4',
    ],
    ['/search', '?q=ana%40example.com', '/search'],
    ['/products/mug', '?gclid=g&fbclid=f&kindred_mail=token', '/products/mug'],
    ['/account/activate/7/token', '', '/account'],
    ['/de/account/orders/1', '', '/account'],
    ['/checkouts/cn/bb59cb4d2e4f4d3f9a1e/information', '', '/checkouts'],
    ['/de/orders/0a1b2c3d4e', '?key=k', '/orders'],
    ['/7504/checkouts/bb59cb4d2e4f', '', '/checkouts'],
    ['/pages/ana@example.com', '', '/'],
    [`/${'x'.repeat(600)}`, '', `/${'x'.repeat(499)}`],
  ])('%s%s is told as %s', async (path, search, url) => {
    const [told] = await tell(start(), standardEvent('page_viewed', {}, { path, search }));
    expect(told?.url).toBe(url);
  });

  test.each([
    [
      'a search for an address',
      'search_submitted',
      { searchResult: { query: 'ana@example.com', productVariants: [] } },
    ],
    ['an empty search', 'search_submitted', { searchResult: { query: '', productVariants: [] } }],
    [
      'the collection of all products, which has no id',
      'collection_viewed',
      { collection: { id: '', title: 'Products' } },
    ],
    ['a cart line that is not there', 'product_added_to_cart', { cartLine: null }],
    [
      'a product without an id',
      'product_viewed',
      { productVariant: { ...MUG, product: { ...MUG.product, id: null } } },
    ],
  ])('%s is not told, and spoils nothing for the rest', async (_what, name, data) => {
    const told = await tell(start(), standardEvent(name, data), standardEvent('page_viewed', {}));
    expect(told.map((event) => event.type)).toEqual(['page_viewed']);
  });

  test('of the referrer only the host, and only of another site', async () => {
    const told = await tell(
      start(),
      standardEvent('page_viewed', {}, { referrer: 'https://news.example/letter?reader=ana' }),
      standardEvent('page_viewed', {}, { referrer: 'https://shop.example/products/mug' }),
      standardEvent('page_viewed', {}, { referrer: 'not a url' }),
    );
    expect(told.map((event) => event.referrer)).toEqual(['news.example', undefined, undefined]);
  });
});

test.each([
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1', 'mobile'],
  ['Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 Chrome/142.0 Mobile Safari/537.36', 'mobile'],
  ['Mozilla/5.0 (Linux; Android 15; SM-X710) AppleWebKit/537.36 Chrome/142.0 Safari/537.36', 'tablet'],
  ['Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148', 'tablet'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/19.0 Safari/605.1.15', 'desktop'],
])('%s is a %s', async (userAgent, device) => {
  const [told] = await tell(start(), standardEvent('page_viewed', {}, { userAgent }));
  expect(told?.device).toBe(device);
});

test.each([
  ['/', 'index', undefined],
  ['/de', 'index', 'de'],
  ['/fr-ca/products/mug', 'product', 'fr-ca'],
  ['/collections/mugs/products/mug', 'product', undefined],
  ['/collections', 'list-collections', undefined],
  ['/collections/mugs', 'collection', undefined],
  ['/search', 'search', undefined],
  ['/cart', 'cart', undefined],
  ['/blogs/news', 'blog', undefined],
  ['/blogs/news/a-new-kiln', 'article', undefined],
  ['/pages/about', 'page', undefined],
  ['/checkouts/cn/bb59cb4d2e4f4d3f9a1e', 'checkout', undefined],
  ['/apps/someone-elses', undefined, undefined],
])('%s is a page of type %s', async (path, pageType, locale) => {
  const [told] = await tell(start(), standardEvent('page_viewed', {}, { path }));
  expect([told?.pageType, told?.locale]).toEqual([pageType, locale]);
});

test('a campaign is told by its parts, without what may name a person', async () => {
  const search = '?utm_source=kindred&utm_medium=email&utm_campaign=spring+sale&utm_term=ana%40example.com&utm_id=9';
  const [told] = await tell(start(), standardEvent('page_viewed', {}, { search }));
  expect(told?.utm).toEqual({ source: 'kindred', medium: 'email', campaign: 'spring sale' });
});

describe('consent', () => {
  test.each([
    ['neither', NOT_ALLOWED],
    ['analytics alone', { ...ALL_ALLOWED, marketingAllowed: false }],
    ['marketing alone', { ...ALL_ALLOWED, analyticsProcessingAllowed: false }],
  ])('with %s nothing is sent and nothing stored', async (_name, consent) => {
    const pixel = start({ consent });
    expect(await tell(pixel, standardEvent('page_viewed', {}))).toEqual([]);
    expect(pixel.storage).toEqual(new Map());
  });

  test('an opt-out of data sale alone does not stop first-party use', async () => {
    const pixel = start({ consent: { ...ALL_ALLOWED, saleOfDataAllowed: false } });
    expect(await tell(pixel, standardEvent('page_viewed', {}))).toHaveLength(1);
  });

  test('given later, tracking starts then and not with the past', async () => {
    const pixel = start({ consent: NOT_ALLOWED });
    await tell(pixel, standardEvent('page_viewed', {}));
    pixel.publish('visitorConsentCollected', { customerPrivacy: ALL_ALLOWED });
    const told = await tell(pixel, standardEvent('product_viewed', { productVariant: MUG }));
    expect(told.map((event) => event.type)).toEqual(['product_viewed']);
  });

  test('withdrawn, the id is deleted and nothing more is sent, not even what waits', async () => {
    const pixel = start();
    await tell(pixel, standardEvent('page_viewed', {}));
    expect(pixel.sent).toHaveLength(1);
    pixel.publish('product_viewed', standardEvent('product_viewed', { productVariant: MUG }));
    pixel.publish('visitorConsentCollected', { customerPrivacy: NOT_ALLOWED });
    await tell(pixel, standardEvent('page_viewed', {}));
    expect(pixel.sent).toHaveLength(1);
    expect(pixel.storage).toEqual(new Map());
  });

  test('withdrawn in the very moment the id is made, it is not kept', async () => {
    const storage = new Map<string, string>();
    const pixel = start({ storage, customer: null });
    storage.set('kindred_known', '1');
    storage.set = (key, value) => {
      if (key === VISITOR) pixel.publish('visitorConsentCollected', { customerPrivacy: NOT_ALLOWED });
      return Map.prototype.set.call(storage, key, value) as Map<string, string>;
    };
    expect(await tell(pixel, standardEvent('page_viewed', {}))).toEqual([]);
    expect(storage).toEqual(new Map());
  });
});

describe('the visitor id', () => {
  test('is 128 bits in url-safe characters, kept for the next page', async () => {
    const storage = new Map<string, string>();
    const first = start({ storage });
    await tell(first, standardEvent('page_viewed', {}));
    const next = start({ storage });
    await tell(next, standardEvent('page_viewed', {}));
    const ids = [...first.sent, ...next.sent].map((request) => readWireBatch(request.body).visitorId);
    expect(ids[0]).toMatch(/^[\w-]{22}$/);
    expect(new Set([...ids, storage.get(VISITOR)]).size).toBe(1);
  });

  test('is the one that the theme has stored, unless that is no id', async () => {
    const known = start({ storage: new Map([[VISITOR, 'a'.repeat(22)]]) });
    await tell(known, standardEvent('page_viewed', {}));
    expect(readWireBatch(known.sent[0]!.body).visitorId).toBe('a'.repeat(22));
    const spoilt = start({ storage: new Map([[VISITOR, '<script>']]) });
    await tell(spoilt, standardEvent('page_viewed', {}));
    expect(readWireBatch(spoilt.sent[0]!.body).visitorId).toMatch(/^[\w-]{22}$/);
  });

  test('works where storage is refused', async () => {
    expect(await tell(start({ storage: 'refused' }), standardEvent('page_viewed', {}))).toHaveLength(1);
  });
});

describe('sending', () => {
  test('the events of one turn travel in one request to the endpoint of the settings', async () => {
    const pixel = start({ settings: { endpoint: 'https://app.example/x' } });
    await tell(pixel, standardEvent('page_viewed', {}), standardEvent('product_viewed', { productVariant: MUG }));
    expect(pixel.sent.map(({ url }) => url)).toEqual(['https://app.example/x']);
  });

  test('45 events go in batches of 20, 20 and 5, in order', async () => {
    const pixel = start();
    const events = Array.from({ length: 45 }, (_, n) => standardEvent('page_viewed', {}, { id: `sh-event-${n}` }));
    const told = await tell(pixel, ...events);
    expect(pixel.sent.map((request) => readWireBatch(request.body).events.length)).toEqual([20, 20, 5]);
    expect(told.map((event) => event.id)).toEqual(events.map((event) => event.id));
  });

  test('long events in characters of many bytes stay within 16 KB a request', async () => {
    const pixel = start();
    const searchResult = { query: '茶'.repeat(300), productVariants: [] };
    const events = Array.from({ length: 20 }, () =>
      standardEvent('search_submitted', { searchResult }, { path: `/${'é'.repeat(600)}` }),
    );
    expect(await tell(pixel, ...events)).toHaveLength(20);
    expect(pixel.sent.length).toBeGreaterThan(1);
  });

  test.each([[{}], [{ endpoint: '' }], [{ endpoint: 'javascript:alert(1)' }]])(
    'settings %j start nothing',
    async (settings) => {
      const pixel = start({ settings });
      expect(await tell(pixel, standardEvent('page_viewed', {}))).toEqual([]);
      expect(pixel.warnings.join()).toContain('"endpoint"');
    },
  );
});

test('the bundle is small', () => {
  expect(Buffer.byteLength(bundle), `${Buffer.byteLength(bundle)} bytes`).toBeLessThan(12_000);
});

function productFacts() {
  return {
    productId: 'gid://shopify/Product/7504536535128',
    variantId: 'gid://shopify/ProductVariant/41007289696344',
    ...{ price: 18, currency: 'EUR' },
  };
}

function goods() {
  const { productId, variantId, price } = productFacts();
  return { lines: [{ productId, variantId, quantity: 2, price }], itemCount: 2, total: 36, currency: 'EUR' };
}

function checkoutFacts() {
  return { checkoutToken: CHECKOUT.token, orderId: 'gid://shopify/Order/5210499102', ...goods() };
}
