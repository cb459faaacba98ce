import { afterEach, describe, expect, test } from 'vitest';
import { createShopper, type Shopper } from '../../../shoppers/shopper';
import type { PixelPrivacy } from '../extension/load-extensions';
import { openShop, shippedExtensions, themeWith, type OpenShop } from '../testing/open-shop';

/** A pixel that sends on whatever it is given, and a report of what it finds in its sandbox. */
const SPY = `
  shopify.extend('WebPixel::Render', async ({ analytics, browser, init, settings, customerPrivacy }) => {
    const send = (kind, what) => fetch(settings.endpoint, { method: 'POST', mode: 'no-cors', body: JSON.stringify({ kind, what }) });
    analytics.subscribe('all_events', (event) => send('event', event));
    analytics.subscribe('all_standard_events', (event) => send('standard', event.name));
    analytics.subscribe('all_custom_events', (event) => send('custom', { name: event.name, data: event.customData }));
    customerPrivacy.subscribe('visitorConsentCollected', ({ customerPrivacy }) => send('consent', customerPrivacy));
    await browser.localStorage.setItem('spy', 'was here');
    await browser.cookie.set('spied', 'yes');
    send('found', {
      init,
      stored: await browser.localStorage.getItem('spy'),
      length: await browser.localStorage.length(),
      missing: await browser.sessionStorage.getItem('none'),
      cookie: await browser.cookie.get('spied'),
      beacon: await browser.sendBeacon(settings.endpoint, '{"kind":"beacon"}'),
      page: typeof window + typeof document,
    });
  });`;

let shop: OpenShop;
let shopper: Shopper;
afterEach(async () => {
  await shopper.close();
  await shop.close();
});

async function enter(options: { privacy?: Partial<PixelPrivacy>; isConsentRequired?: boolean } = {}): Promise<void> {
  const { theme, pixel } = await shippedExtensions();
  const privacy = { ...pixel.privacy, ...options.privacy };
  shop = await openShop({
    extensions: { theme, pixel: { ...pixel, privacy, bundle: SPY } },
    theme: await themeWith({ embeds: false }),
    isConsentRequired: () => options.isConsentRequired ?? false,
  });
  shopper = createShopper({ storefrontUrl: shop.url, clock: shop.clock, seed: 3 });
}

const sent = (kind: string) =>
  shop.received
    .map((request) => JSON.parse(request.body) as { kind: string; what: unknown })
    .filter((each) => each.kind === kind)
    .map((each) => each.what);

describe('what a pixel is given', () => {
  test('events in Shopify’s envelope', async () => {
    await enter();
    await shopper.viewProduct('blue-mug');
    expect(sent('standard')).toEqual(['page_viewed', 'product_viewed']);
    const [first, second] = sent('event') as Record<string, unknown>[];
    expect(first).toMatchObject({ name: 'page_viewed', type: 'standard', seq: 1, data: {} });
    expect(second).toEqual({
      id: expect.stringMatching(/^sh-[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/),
      clientId: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
      name: 'product_viewed',
      type: 'standard',
      seq: 2,
      timestamp: expect.stringMatching(/^2026-09-30T10:\d\d:\d\d\.\d{3}Z$/),
      context: {
        document: expect.objectContaining({ title: 'Blue mug · Kiln & Loom', referrer: '', characterSet: 'UTF-8' }),
        navigator: expect.objectContaining({ cookieEnabled: true, userAgent: expect.stringContaining('Mozilla/5.0') }),
        window: expect.objectContaining({ location: expect.objectContaining({ pathname: '/products/blue-mug' }) }),
      },
      data: {
        productVariant: {
          id: '111',
          title: 'Small',
          untranslatedTitle: 'Small',
          sku: 'blue-mug-1',
          image: { src: '/images/products/blue-mug.svg' },
          price: { amount: 18, currencyCode: 'EUR' },
          product: {
            id: '11',
            title: 'Blue mug',
            untranslatedTitle: 'Blue mug',
            type: 'Tableware',
            url: '/products/blue-mug',
            vendor: 'Kiln',
          },
        },
      },
    });
    expect(second?.clientId).toBe(first?.clientId);
  });

  test('the page’s storage, cookies and beacon through promises, and no page', async () => {
    await enter();
    await shopper.viewHome();
    expect(sent('found')).toMatchObject([
      {
        stored: 'was here',
        length: 1,
        missing: null,
        cookie: 'yes',
        beacon: true,
        page: 'undefinedundefined',
        init: {
          data: { customer: null, cart: null, shop: { myshopifyDomain: 'demo.myshopify.com', countryCode: 'DE' } },
          customerPrivacy: { analyticsProcessingAllowed: true, marketingAllowed: true, saleOfDataAllowed: true },
        },
      },
    ]);
    expect(sent('beacon')).toHaveLength(1);
    expect(shopper.storedKeys()).toEqual(['spy']);
  });

  test('the cart with which the page came', async () => {
    await enter();
    await shopper.viewHome();
    await shopper.addToCart('gid://shopify/ProductVariant/121', 2);
    await shopper.viewHome();
    expect(sent('found')[1]).toMatchObject({
      init: {
        data: {
          cart: { id: expect.stringContaining('?key='), totalQuantity: 2, lines: [{ merchandise: { id: '121' } }] },
        },
      },
    });
  });

  test('word of a consent that changes while the page is open', async () => {
    await enter();
    await shopper.viewHome();
    await shopper.declineTracking();
    expect(sent('consent')).toMatchObject([
      { analyticsProcessingAllowed: false, marketingAllowed: false, saleOfDataAllowed: false },
    ]);
  });
});

describe('when a pixel is loaded', () => {
  const NOTHING = { analytics: false, marketing: false, preferences: false, sale_of_data: 'disabled' } as const;
  test.each([
    [NOTHING, true],
    [{ ...NOTHING, analytics: true }, false],
    [{ ...NOTHING, marketing: true }, false],
    [{ ...NOTHING, preferences: true }, false],
    [{ ...NOTHING, sale_of_data: 'enabled' as const }, false],
    [{ ...NOTHING, sale_of_data: 'ldu' as const }, true],
  ])('a toml with %j for a visitor who refused all: %s', async (privacy, isLoaded) => {
    await enter({ privacy });
    await shopper.viewHome();
    await shopper.declineTracking();
    const before = shop.received.length;
    await shopper.viewHome();
    expect(shop.received.length > before).toBe(isLoaded);
  });

  test('is when all it declares is allowed, with the events that waited', async () => {
    await enter({ isConsentRequired: true });
    await shopper.viewProduct('teapot');
    expect(shop.received).toEqual([]);
    await shopper.acceptTracking();
    expect(sent('standard')).toEqual(['page_viewed', 'product_viewed']);
  });
});

describe('changes of the cart', () => {
  const changes = () =>
    (sent('event') as { name: string; data: { cartLine: { quantity: number; merchandise: { id: string } } } }[])
      .filter((event) => /^product_(added|removed)/.test(event.name))
      .map(({ name, data }) => [name, data.cartLine.merchandise.id, data.cartLine.quantity]);

  test('are told as the difference they make, also of lines the page came with', async () => {
    await enter();
    await shopper.viewProduct('blue-mug');
    await shopper.addToCart('gid://shopify/ProductVariant/111', 2);
    await shopper.addToCart('gid://shopify/ProductVariant/111', 1);
    await shopper.changeCart('gid://shopify/ProductVariant/111', 5);
    await shopper.changeCart('gid://shopify/ProductVariant/111', 4);
    await shopper.viewHome();
    await shopper.changeCart('gid://shopify/ProductVariant/111', 0);
    expect(changes()).toEqual([
      ['product_added_to_cart', '111', 2],
      ['product_added_to_cart', '111', 1],
      ['product_added_to_cart', '111', 2],
      ['product_removed_from_cart', '111', 1],
      ['product_removed_from_cart', '111', 4],
    ]);
  });

  test('that are refused are not told', async () => {
    await enter();
    await shopper.viewProduct('teapot');
    await expect(shopper.addToCart('gid://shopify/ProductVariant/121', 3)).rejects.toThrow('Only 2');
    expect(changes()).toEqual([]);
  });
});
