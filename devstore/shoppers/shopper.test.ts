import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readWireBatch } from '../../extensions/contract/wire-batch';
import { openShop, type OpenShop } from '../shopify/storefront/testing/open-shop';
import { createShopper, type Shopper } from './shopper';

const LARGE_MUG = 'gid://shopify/ProductVariant/112';
const TEAPOT = 'gid://shopify/ProductVariant/121';
const BOWL = 'gid://shopify/ProductVariant/131';

let shop: OpenShop;
let shopper: Shopper;

const meet = (options: { seed?: number; device?: 'desktop' | 'mobile' | 'tablet' } = {}) =>
  createShopper({ storefrontUrl: shop.url, clock: shop.clock, seed: 7, ...options });

/** All events the app received, read as its endpoint reads them, with who sent them. */
const told = () =>
  shop.received.flatMap((request) => {
    const { source, visitorId, sentAt, events } = readWireBatch(request.body);
    return events.map((event) => ({ ...event, source, visitorId, sentAt }));
  });
const typesTold = () => told().map((event) => event.type);

beforeEach(async () => {
  shop = await openShop();
  shopper = meet();
});
afterEach(async () => {
  await shopper.close();
  await shop.close();
});

describe('a whole visit', () => {
  test('reaches the app as exact events, in order, each once, under one id', async () => {
    await shopper.viewHome();
    await shopper.acceptTracking();
    await shopper.viewCollection('mugs');
    await shopper.viewProduct('blue-mug', { seconds: 42 });
    await shopper.addToCart(LARGE_MUG, 2);
    await shopper.search('teapot');
    await shopper.changeCart(LARGE_MUG, 1);
    const checkoutToken = await shopper.goToCheckout();
    expect(shop.received, 'before anybody knows who it is').toEqual([]);
    await shopper.submitContact({ email: 'ana@example.com', acceptsMarketing: true, firstName: 'Ana' });
    expect(await shopper.pay()).toBe('#1001');

    expect(typesTold()).toEqual([
      // All at once, when an address was given: before that nobody knew who it is.
      ...['page_viewed', 'page_viewed', 'collection_viewed', 'page_viewed', 'product_viewed'],
      ...['product_added_to_cart', 'page_viewed', 'search_submitted', 'page_viewed', 'cart_viewed'],
      ...['product_removed_from_cart', 'page_viewed', 'checkout_started'],
      ...['page_viewed', 'checkout_contact_info_submitted', 'time_on_page', 'page_viewed'],
      ...['checkout_shipping_info_submitted', 'payment_info_submitted', 'checkout_completed'],
    ]);
    const events = told();
    expect(new Set(events.map((event) => event.id)).size).toBe(events.length);
    expect(new Set(events.map((event) => event.visitorId))).toEqual(new Set([shopper.visitorId()]));
    expect(events.filter((event) => event.source === 'theme').map((event) => event.type)).toEqual(['time_on_page']);
    expect(events.find((event) => event.type === 'time_on_page')).toMatchObject({
      productId: 'gid://shopify/Product/11',
      secondsOnPage: 42,
    });
    expect(events.find((event) => event.type === 'product_added_to_cart')).toMatchObject({
      ...{ variantId: LARGE_MUG, quantity: 2, price: 23, currency: 'EUR' },
    });
    expect(events.find((event) => event.type === 'search_submitted')).toMatchObject({
      query: 'teapot',
      resultCount: 1,
    });
    expect(events.find((event) => event.type === 'product_removed_from_cart')).toMatchObject({ quantity: 1 });
    expect(events.find((event) => event.type === 'checkout_completed')).toMatchObject({ checkoutToken });
  });

  test('marks the cart with the visitor, so that checkout and order carry it', async () => {
    await shopper.viewProduct('teapot');
    await shopper.acceptTracking();
    await shopper.addToCart(TEAPOT);
    await shopper.goToCheckout();
    await shopper.submitContact({ email: 'ana@example.com' });
    await shopper.pay();
    const mark = { _kindred_visitor: shopper.visitorId() };
    const seen = shop.told.flatMap((event): [string, object][] => {
      if ('cart' in event) return [[event.topic, event.cart.attributes]];
      return 'checkout' in event ? [[event.topic, event.checkout.attributes]] : [];
    });
    expect(seen).toEqual([
      ['carts/create', {}],
      ['carts/update', mark],
      ['checkouts/create', mark],
      ['checkouts/update', mark],
    ]);
    expect(shop.store.data.orders[0]?.noteAttributes).toEqual([
      { name: '_kindred_visitor', value: shopper.visitorId() },
    ]);
  });

  test('makes the customer, the consent and the order that it shows', async () => {
    await shopper.viewHome();
    await shopper.addToCart(LARGE_MUG, 3);
    await shopper.goToCheckout();
    await shopper.submitContact({
      email: 'ana@example.com',
      acceptsMarketing: true,
      firstName: 'Ana',
      lastName: 'Costa',
    });
    await shopper.pay();
    expect(shop.store.data.customers).toMatchObject([
      { email: 'ana@example.com', firstName: 'Ana', lastName: 'Costa', emailMarketing: { state: 'SUBSCRIBED' } },
    ]);
    expect(shop.store.data.orders).toMatchObject([
      { lines: [{ variantId: LARGE_MUG, quantity: 3 }], subtotalMinor: 6900 },
    ]);
  });

  test('leaves no consent when the box stays empty', async () => {
    await shopper.viewHome();
    await shopper.addToCart(TEAPOT);
    await shopper.goToCheckout();
    await shopper.submitContact({ email: 'ana@example.com' });
    expect(shop.store.data.customers).toMatchObject([{ emailMarketing: { state: 'NOT_SUBSCRIBED' } }]);
  });
});

describe('consent', () => {
  /** All that could be told, done without leaving a trace. */
  async function shopAround(): Promise<void> {
    await shopper.viewProduct('blue-mug', { seconds: 30 });
    await shopper.addToCart(LARGE_MUG);
    await shopper.search('mug');
    await shopper.changeCart(LARGE_MUG, 2);
    await shopper.goToCheckout();
    await shopper.submitContact({ email: 'ana@example.com' });
    await shopper.pay();
  }

  test.each([
    ['not given', async () => undefined],
    ['declined', async () => (await shopper.viewHome(), shopper.declineTracking())],
  ])('%s: no request to the app, nothing stored, no mark on the cart', async (_name, decide) => {
    await decide();
    await shopAround();
    expect(shop.received).toEqual([]);
    expect(shopper.storedKeys()).toEqual([]);
    expect(shop.store.data.orders[0]?.noteAttributes).toEqual([]);
  });

  test('given on a page tells that page’s events too, as Shopify keeps them until then', async () => {
    await shopper.viewProduct('blue-mug');
    expect(shop.received).toEqual([]);
    await shopper.acceptTracking();
    expect(shop.received, 'of somebody whom the shop does not know').toEqual([]);
    await shopper.signUp('ana@example.com');
    expect(typesTold()).toEqual(['page_viewed', 'product_viewed', 'page_viewed']);
  });

  test('withdrawn: the id goes, the cart loses its mark, nothing more is told', async () => {
    await shopper.viewProduct('blue-mug');
    await shopper.acceptTracking();
    await shopper.signUp('ana@example.com');
    await shopper.addToCart(LARGE_MUG);
    expect(shopper.visitorId()).toMatch(/^[\w-]{22}$/);
    const before = shop.received.length;
    await shopper.declineTracking();
    expect(shopper.storedKeys()).toEqual([]);
    expect(shop.told.at(-1)).toMatchObject({ topic: 'carts/update', cart: { attributes: {} } });
    await shopAround();
    expect(shop.received).toHaveLength(before);
    expect(shop.store.data.orders[0]?.noteAttributes).toEqual([]);
  });

  test('given again makes a new id', async () => {
    await shopper.viewHome();
    await shopper.acceptTracking();
    const first = shopper.visitorId();
    await shopper.declineTracking();
    await shopper.acceptTracking();
    await shopper.viewHome();
    expect(shopper.visitorId()).toMatch(/^[\w-]{22}$/);
    expect(shopper.visitorId()).not.toBe(first);
  });

  test('where the law asks for none, tracking starts by itself and ends when declined', async () => {
    await shop.close();
    shop = await openShop({ isConsentRequired: () => false });
    shopper = meet();
    await shopper.viewHome();
    await shopper.signUp('ana@example.com');
    expect(typesTold()).toEqual(['page_viewed', 'page_viewed']);
    await shopper.declineTracking();
    await shopper.viewHome();
    expect(typesTold()).toEqual(['page_viewed', 'page_viewed']);
  });

  test('an address given to the newsletter reaches Shopify’s Visitor API with consent only', async () => {
    await shopper.viewHome();
    await shopper.signUp('ana@example.com');
    expect(shop.visits).toEqual([]);
    await shopper.acceptTracking();
    await shopper.viewHome();
    await shopper.signUp('bo@example.com');
    expect(shop.visits).toEqual([{ email: 'bo@example.com' }]);
    expect(shop.store.data.customers.map((each) => each.email)).toEqual(['ana@example.com', 'bo@example.com']);
  });
});

describe('from where and on what', () => {
  test('a link in a letter keeps its campaign and brings no referrer', async () => {
    await shopper.viewHome();
    await shopper.acceptTracking();
    await shopper.signUp('ana@example.com');
    await shopper.visit(`${shop.url}/products/teapot?utm_source=kindred&utm_campaign=abandoned-cart&secret=1`);
    expect(told().at(-1)).toMatchObject({
      type: 'product_viewed',
      url: '/products/teapot?utm_source=kindred&utm_campaign=abandoned-cart',
    });
    expect(told().at(-1)).not.toHaveProperty('referrer');
  });

  test.each([['mobile'], ['tablet'], ['desktop']] as const)('on a %s', async (device) => {
    shopper = meet({ device });
    await shopper.viewHome();
    await shopper.acceptTracking();
    await shopper.signUp('ana@example.com');
    expect(told()[0]?.device).toBe(device);
    expect(shop.received[0]?.userAgent).toMatch(/^Mozilla\/5\.0 \((?!.*Headless)/);
  });

  test('events carry business time, however long ago or far ahead it is', async () => {
    await shop.clock.advance(400 * 24 * 3600 * 1000);
    await shopper.viewProduct('blue-mug');
    await shopper.acceptTracking();
    await shopper.signUp('ana@example.com');
    await shopper.viewProduct('blue-mug', { seconds: 5 });
    expect(typesTold()).toContain('time_on_page');
    const now = shop.clock.now().getTime();
    for (const { type, at, sentAt } of told()) {
      for (const instant of [at, sentAt]) {
        expect(Math.abs(now - Date.parse(instant)), `${type} at ${instant}`).toBeLessThan(60_000);
      }
    }
  });

  test('the same seed gives the same ids, another seed others', async () => {
    const idOf = async (seed: number) => {
      const someone = meet({ seed });
      await someone.viewHome();
      await someone.acceptTracking();
      await someone.close();
      return someone.visitorId();
    };
    const [first, again, other] = [await idOf(1), await idOf(1), await idOf(2)];
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  test('two shoppers share nothing', async () => {
    const other = meet({ seed: 8 });
    await shopper.viewHome();
    await shopper.addToCart(TEAPOT);
    await other.viewHome();
    await other.acceptTracking();
    expect(shopper.visitorId()).toBeNull();
    await expect(other.goToCheckout()).rejects.toThrow(/empty cart/);
    await other.close();
  });
});

describe('what goes wrong', () => {
  test('an app that cannot be reached costs the shopper nothing', async () => {
    await shop.close();
    shop = await openShop({ pixelSettings: () => ({ endpoint: 'http://127.0.0.1:9/ingest' }), appProxy: undefined });
    shopper = meet();
    await shopper.viewProduct('teapot');
    await shopper.acceptTracking();
    await shopper.addToCart(TEAPOT);
    await shopper.goToCheckout();
    await shopper.submitContact({ email: 'ana@example.com' });
    expect(await shopper.pay()).toBe('#1001');
  });

  test('what is sold out cannot be added, by form or by quick-add', async () => {
    await shopper.viewProduct('sold-out-bowl');
    await expect(shopper.addToCart(BOWL)).rejects.toThrow('Sold out');
    await shopper.viewHome();
    await expect(shopper.addToCart(BOWL)).rejects.toThrow("The product 'Bowl' is already sold out.");
    await shopper.viewProduct('teapot');
    await expect(shopper.addToCart(TEAPOT, 5)).rejects.toThrow('Only 2 items');
  });

  test('a quantity that is not there leaves the line as it was and says so', async () => {
    await shopper.viewHome();
    await shopper.addToCart(TEAPOT, 2);
    await expect(shopper.changeCart(TEAPOT, 9)).rejects.toThrow('maximum quantity');
    await shopper.changeCart(TEAPOT, 1);
    await shopper.changeCart(TEAPOT, 0);
    expect(shopper.text()).toContain('Your cart is empty.');
  });

  test('an address that is none is stopped by the page’s own field', async () => {
    await shopper.viewHome();
    await shopper.addToCart(TEAPOT);
    await shopper.goToCheckout();
    await expect(shopper.submitContact({ email: 'ana at home' })).rejects.toThrow(
      '"email" does not take "ana at home"',
    );
  });

  test('pages and steps that are not there are named', async () => {
    await expect(shopper.viewProduct('nothing')).rejects.toThrow(/products\/nothing answered 404/);
    await expect(shopper.pay()).rejects.toThrow('no payment step');
    await expect(shopper.addToCart('mug')).rejects.toThrow('variantId');
  });

  test('a page whose script fails is reported, not overlooked', async () => {
    shop.store.data.products[0]!.descriptionHtml = '<script>throw new Error("broken theme")</script>';
    await expect(shopper.viewProduct('blue-mug')).rejects.toThrow('broken theme');
  });
});
