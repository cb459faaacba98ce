import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openShop, shippedExtensions, themeWith, type OpenShop } from '../testing/open-shop';
import { createVisitor, type Visitor } from '../testing/visitor';
import type { PageSetup } from '../pixel/page-setup';

let shop: OpenShop;
let visitor: Visitor;

beforeEach(async () => {
  shop = await openShop();
  visitor = createVisitor(shop.url);
});
afterEach(() => shop.close());

const setupIn = (html: string) =>
  JSON.parse(/<script id="shopify-setup"[^>]*>(.*?)<\/script>/.exec(html)?.[1] ?? 'null') as PageSetup;
const embedIn = (html: string) =>
  /<!-- BEGIN app block: tracking -->([\s\S]*?)<!-- END app block -->\s*<\/body>/.exec(html)?.[1];
const withCodes = (...codes: string[]) =>
  codes.forEach((code) =>
    shop.store.createDiscount({
      ...{ title: code, code, startsAt: '2020-01-01T00:00:00.000Z', endsAt: null, usageLimit: 1, minimumMinor: null },
      ...{ appliesOncePerCustomer: false, value: { percentage: 0.1 }, items: { kind: 'all' } },
    }),
  );
const eventsOn = async (path: string) => setupIn(await visitor.text(path)).events.map((event) => event.name);

describe('the app’s embed', () => {
  test('stands before </body> with what its Liquid asks for', async () => {
    const embed = embedIn(await visitor.text('/products/blue-mug'));
    expect(embed).toContain('data-shop="demo.myshopify.com"');
    expect(embed).toContain('data-product-id="11"');
    expect(embed).toContain('data-cart-count="0"');
    expect(embed).toContain('data-cart-visitor=""');
  });

  test('knows the cart, and the product only on a product’s page', async () => {
    await visitor.post('/cart/add.js', { id: 111, quantity: 2 });
    await visitor.post('/cart/update.js', { attributes: { _kindred_visitor: '"><script>' } });
    const embed = embedIn(await visitor.text('/collections/mugs'));
    expect(embed).toContain('data-product-id=""');
    expect(embed).toContain('data-cart-count="2"');
    expect(embed).toContain('data-cart-visitor="&#34;&gt;&lt;script&gt;"');
  });

  test('its asset is served as shipped', async () => {
    const { theme } = await shippedExtensions();
    const address = /src="([^"]+)"/.exec(embedIn(await visitor.text('/')) ?? '')?.[1] ?? '';
    expect(address).toMatch(/\?v=[0-9a-f]{12}$/);
    expect(await visitor.text(address)).toBe(readFileSync(`${theme.dir}/assets/kindred-tracking.js`, 'utf8'));
  });

  test('gets the app’s own metafields', async () => {
    await shop.close();
    shop = await openShop({ appMetafields: () => ({ kindred: { app_id: { value: '4711' } } }) });
    expect(embedIn(await createVisitor(shop.url).text('/'))).toContain('data-app-id="4711"');
  });

  test('is absent while switched off, and from checkout always', async () => {
    await visitor.post('/cart/add.js', { id: 111 });
    const { location } = await visitor.submit('/cart', { checkout: '1' });
    expect(await visitor.text(location ?? '')).not.toContain('kindred');
    await shop.close();
    shop = await openShop({ theme: await themeWith({ embeds: false }) });
    expect(await createVisitor(shop.url).text('/')).not.toContain('app block');
  });
});

describe('what pages tell pixels', () => {
  test.each([
    ['/', ['page_viewed']],
    ['/collections/mugs', ['page_viewed', 'collection_viewed']],
    ['/collections/all', ['page_viewed', 'collection_viewed']],
    ['/products/blue-mug', ['page_viewed', 'product_viewed']],
    ['/collections/mugs/products/blue-mug', ['page_viewed', 'product_viewed']],
    ['/products/sold-out-bowl', ['page_viewed', 'product_viewed']],
    ['/search', ['page_viewed']],
    ['/search?q=mug', ['page_viewed', 'search_submitted']],
    ['/cart', ['page_viewed', 'cart_viewed']],
    ['/account/login', ['page_viewed']],
    ['/nowhere', ['page_viewed']],
  ])('%s', async (path, names) => {
    expect(await eventsOn(path)).toEqual(names);
  });

  test('a product view is of the variant asked for, else of the first that can be bought', async () => {
    const viewed = async (path: string) => setupIn(await visitor.text(path)).events[1]?.data;
    expect(await viewed('/products/blue-mug?variant=112')).toMatchObject({
      productVariant: { id: '112', price: { amount: 23, currencyCode: 'EUR' }, product: { id: '11' } },
    });
    shop.store.setInventory('gid://shopify/ProductVariant/111', 0);
    expect(await viewed('/products/blue-mug')).toMatchObject({ productVariant: { id: '112' } });
  });

  test('a checkout tells each of its steps once, with the buyer’s data as the real one does', async () => {
    await visitor.post('/cart/add.js', { id: 111, quantity: 2 });
    const checkout = (await visitor.submit('/cart', { checkout: '1' })).location ?? '';
    expect(await eventsOn(checkout)).toEqual(['page_viewed', 'checkout_started']);
    expect(await eventsOn(checkout)).toEqual(['page_viewed']);
    const refused = (await visitor.submit(`${checkout}/contact`, { email: 'nobody' })).location ?? '';
    expect(await eventsOn(refused)).toEqual(['page_viewed', 'alert_displayed']);
    await visitor.submit(`${checkout}/contact`, { email: 'ana@example.com', accepts_marketing: '1' });
    expect(await eventsOn(checkout)).toEqual(['page_viewed', 'checkout_contact_info_submitted']);
    await visitor.submit(`${checkout}/pay`, {});
    const { events } = setupIn(await visitor.text(`${checkout}/thank-you`));
    expect(events.map(({ name }) => name)).toEqual([
      ...['page_viewed', 'checkout_shipping_info_submitted', 'payment_info_submitted', 'checkout_completed'],
    ]);
    expect(events.at(-1)).toMatchObject({
      name: 'checkout_completed',
      data: {
        checkout: {
          email: 'ana@example.com',
          buyerAcceptsEmailMarketing: true,
          lineItems: [{ quantity: 2, variant: { id: '111' } }],
          order: { customer: { isFirstOrder: true } },
        },
      },
    });
    expect(await eventsOn(`${checkout}/thank-you`)).toEqual(['page_viewed']);
  });

  test('a pixel that is not connected is not loaded', async () => {
    await shop.close();
    shop = await openShop({ pixelSettings: () => null });
    expect(setupIn(await createVisitor(shop.url).text('/')).pixel).toBeNull();
  });

  test('markup in a search stays text, in the page and in the set-up', async () => {
    const html = await visitor.text(`/search?q=${encodeURIComponent('</script><script>alert(1)</script>')}`);
    expect(html).not.toContain('<script>alert');
    expect(setupIn(html).events[1]?.data).toMatchObject({
      searchResult: { query: '</script><script>alert(1)</script>' },
    });
  });

  test('a search that is given twice or nested is no search', async () => {
    for (const address of ['/search?q=mug&q=pot', '/search?q[x]=mug']) {
      const html = await visitor.text(address);
      expect(html, address).not.toContain('[object Object]');
      expect(setupIn(html).events, address).toEqual(setupIn(await visitor.text('/search')).events);
    }
  });

  test('pages live in business time', async () => {
    await shop.clock.advance(3_600_000);
    expect(setupIn(await visitor.text('/')).clockOffsetMs).toBe(shop.clock.offsetMs);
  });
});

describe('what is there', () => {
  test('drafts and unknown things are not found, unlisted ones by their address alone', async () => {
    shop.store.setProductStatus('gid://shopify/Product/12', 'DRAFT');
    const statusOf = async (path: string) => (await fetch(shop.url + path)).status;
    expect(await statusOf('/products/teapot')).toBe(404);
    expect(await statusOf('/products/none')).toBe(404);
    expect(await statusOf('/collections/none')).toBe(404);
    expect(await statusOf('/checkouts/none')).toBe(404);
    expect(await statusOf('/products/hidden-plate')).toBe(200);
    expect(await visitor.text('/collections/all')).not.toContain('hidden-plate');
    expect(await visitor.text('/search?q=plate')).not.toContain('/products/hidden-plate');
  });

  test('a product with an odd handle, markup in its title and no picture has a page that leads everywhere', async () => {
    const [mug] = shop.store.data.products;
    Object.assign(mug!, { handle: 'crème/50%', title: '<b>"Mug"</b>', images: [], vendor: '', productType: '' });
    const address = '/products/cr%C3%A8me%2F50%25';
    const page = await visitor.text(address);
    expect(page).toContain('<h1>&lt;b&gt;&#34;Mug&#34;&lt;/b&gt;</h1>');
    expect(page).toContain('src="/images/products/cr%C3%A8me%2F50%25.svg?variant=111"');
    expect(await visitor.text('/collections/mugs')).toContain(`href="${address}"`);
    expect((await fetch(`${shop.url}/images/products/cr%C3%A8me%2F50%25.svg?variant=111`)).status).toBe(200);
    expect((await fetch(`${shop.url}/products/%E0%A4%A`)).status).toBe(404);
    await visitor.post('/cart/add.js', { id: 111 });
    expect(await visitor.text('/cart')).toContain(`href="${address}?variant=111"`);
  });

  test('a photograph has the product’s drawing behind it', async () => {
    const photo = { url: 'https://cdn.example/mug.jpg', altText: 'A mug', width: 800, height: 600 };
    Object.assign(shop.store.data.products[0]!, { images: [photo] });
    expect(await visitor.text('/collections/mugs')).toContain(
      'src="https://cdn.example/mug.jpg" alt="" width="800" height="600" data-drawn="/images/products/blue-mug.svg"',
    );
  });

  test('what costs less than before says so; what cannot be bought says that', async () => {
    Object.assign(shop.store.data.products[1]!.variants[0]!, { compareAtPriceMinor: 9100 });
    const page = await visitor.text('/collections/mugs');
    expect(page).toMatch(/Teapot[\s\S]*?−50 %[\s\S]*?€45\.50[\s\S]*?<s>€91\.00<\/s>/);
    expect(page).toMatch(/Bowl[\s\S]*?badge">Sold out/);
    expect(await visitor.text('/')).toContain('For a little less');
  });

  test('a variant has a drawing of its own', async () => {
    const image = await fetch(`${shop.url}/images/products/blue-mug.svg?variant=112`);
    expect(await image.text()).toBe('svg of blue-mug 112');
  });

  test('the shop has its policies, and the footer leads to them', async () => {
    const links = [...(await visitor.text('/')).matchAll(/href="(\/policies\/[\w-]+)"/g)].map(([, link]) => link ?? '');
    expect(links).toHaveLength(5);
    for (const link of links) expect((await fetch(shop.url + link)).status, link).toBe(200);
    expect((await fetch(`${shop.url}/policies/none`)).status).toBe(404);
  });

  test('what is asked for by another method than GET and is not there is not found either', async () => {
    expect((await fetch(`${shop.url}/nowhere`, { method: 'DELETE' })).status).toBe(404);
  });

  test('images are drawn on demand', async () => {
    const image = await fetch(`${shop.url}/images/products/blue-mug.png`);
    expect([image.headers.get('content-type'), await image.text()]).toEqual(['image/png', 'png of blue-mug']);
    expect((await fetch(`${shop.url}/images/products/blue-mug.gif`)).status).toBe(404);
  });

  test('the app proxy’s paths go to the proxy with their bodies untouched', async () => {
    const body = '{ "spaced":  true }';
    const sent = await fetch(`${shop.url}/apps/kindred/events`, { method: 'POST', body });
    expect(sent.status).toBe(202);
    expect(shop.received).toMatchObject([{ path: '/apps/kindred/events', method: 'POST', body }]);
  });

  test('without an app there is nothing behind the proxy’s paths', async () => {
    await shop.close();
    shop = await openShop({ appProxy: undefined });
    expect((await fetch(`${shop.url}/apps/kindred/events`)).status).toBe(404);
  });
});

describe('forms', () => {
  test('the newsletter form subscribes, known or new, and refuses what is no address', async () => {
    const fields = (email: string) => ({ form_type: 'customer', 'contact[email]': email });
    expect((await visitor.submit('/contact', fields('ana@example.com'))).location).toContain('customer_posted=true');
    expect(shop.store.data.customers).toMatchObject([
      { email: 'ana@example.com', emailMarketing: { state: 'SUBSCRIBED' } },
    ]);
    shop.store.setEmailMarketing(shop.store.data.customers[0]!.id, 'UNSUBSCRIBED');
    await visitor.submit('/contact', fields('ANA@example.com'));
    expect(shop.store.data.customers).toMatchObject([{ emailMarketing: { state: 'SUBSCRIBED' } }]);
    expect((await visitor.submit('/contact', fields('ana'))).location).toContain('customer_posted=false');
  });

  test('checkout says why it will not go on', async () => {
    await visitor.post('/cart/add.js', { id: 121, quantity: 2 });
    const checkout = (await visitor.submit('/cart', { checkout: '1' })).location ?? '';
    expect((await visitor.submit(`${checkout}/contact`, { email: 'ana' })).location).toMatch(
      /step=contact&error=.*address/,
    );
    await visitor.submit(`${checkout}/contact`, { email: 'ana@example.com' });
    shop.store.setInventory('gid://shopify/ProductVariant/121', 1);
    const refused = await visitor.submit(`${checkout}/pay`, {});
    expect(refused.location).toMatch(/\?error=/);
    expect(await visitor.text(refused.location ?? '')).toContain('Teapot');
    expect(shop.store.data.orders).toEqual([]);
  });

  test('an order is paid once, however often the button is pressed', async () => {
    await visitor.post('/cart/add.js', { id: 121 });
    const checkout = (await visitor.submit('/cart', { checkout: '1' })).location ?? '';
    await visitor.submit(`${checkout}/contact`, { email: 'ana@example.com' });
    await visitor.submit(`${checkout}/pay`, {});
    expect((await visitor.submit(`${checkout}/pay`, {})).location).toBe(`${checkout}/thank-you`);
    expect(shop.store.data.orders).toHaveLength(1);
    expect((await visitor.get(checkout)).location).toBe(`${checkout}/thank-you`);
  });

  test('an order’s status page shows it, however old', async () => {
    await visitor.post('/cart/add.js', { id: 112, quantity: 2 });
    const checkout = (await visitor.submit('/cart', { checkout: '1' })).location ?? '';
    await visitor.submit(`${checkout}/contact`, { email: 'ana@example.com' });
    await visitor.submit(`${checkout}/pay`, {});
    const [order] = shop.store.data.orders;
    const address = `/orders/${order?.id.split('/').pop()}/authenticate`;
    expect(await visitor.text(address)).toMatch(/Order #1001 is confirmed[\s\S]*× 2[\s\S]*Large/);
    shop.store.cancelOrder(order?.id ?? '');
    expect(await visitor.text(address)).toContain('Order #1001 was cancelled');
    expect((await visitor.get('/orders/1/authenticate')).status).toBe(404);
  });

  test('an empty cart has nothing to check out', async () => {
    expect((await visitor.submit('/cart', { checkout: '1' })).location).toBe('/cart');
    expect((await visitor.get('/checkout')).location).toBe('/cart');
  });

  test('an abandoned checkout’s link brings cart and checkout to another browser', async () => {
    await visitor.post('/cart/add.js', { id: 121 });
    const checkout = (await visitor.submit('/cart', { checkout: '1' })).location ?? '';
    const other = createVisitor(shop.url);
    expect((await other.get(`${checkout}/recover?key=any`)).location).toBe(checkout);
    expect((await other.get('/cart.js')).json?.item_count).toBe(1);
  });

  test('a discount link’s code waits until checkout, and leads on to a page of this shop only', async () => {
    withCodes('TEN');
    const led = await visitor.get('/discount/TEN?redirect=%2Fproducts%2Fblue-mug%3Fvariant%3D111&utm_source=mail');
    expect(led.location).toBe('/products/blue-mug?variant=111&utm_source=mail');
    for (const away of ['https://evil.example', '//evil.example', '/\\evil.example', 'products/blue-mug'])
      expect((await visitor.get(`/discount/TEN?redirect=${encodeURIComponent(away)}`)).location).toBe('/');
    await visitor.post('/cart/add.js', { id: 111, quantity: 2 });
    const token = (await visitor.submit('/cart', { checkout: '1' })).location?.split('/').pop() ?? '';
    expect(shop.store.checkout(token)?.discountCode).toBe('TEN');
  });

  test('a discount link of a code that is none leads on all the same, and checkout is without one', async () => {
    expect((await visitor.get('/discount/NONE?redirect=/cart')).location).toBe('/cart');
    await visitor.post('/cart/add.js', { id: 111 });
    const token = (await visitor.submit('/cart', { checkout: '1' })).location?.split('/').pop() ?? '';
    expect(shop.store.checkout(token)?.discountCode ?? null).toBeNull();
  });

  test.each(['', '/recover'])('an abandoned checkout’s link can name a code (%s)', async (path) => {
    withCodes('TEN');
    await visitor.post('/cart/add.js', { id: 111 });
    const checkout = (await visitor.submit('/cart', { checkout: '1' })).location ?? '';
    await createVisitor(shop.url).get(`${checkout}${path}?key=any&discount=TEN`);
    expect(shop.store.checkout(checkout.split('/').pop() ?? '')?.discountCode).toBe('TEN');
  });

  test('a cart permalink fills the cart and starts checkout, or says what is missing', async () => {
    expect((await visitor.get('/cart/111:2,121:1')).location).toMatch(/^\/checkouts\/\w+$/);
    expect((await visitor.get('/cart.js')).json?.item_count).toBe(3);
    withCodes('TEN');
    const token = (await visitor.get('/cart/111:2?discount=TEN')).location?.split('/').pop() ?? '';
    expect(shop.store.checkout(token)?.discountCode).toBe('TEN');
    expect((await visitor.get('/cart/131:1')).location).toMatch(/^\/cart\?error=.*sold/);
  });
});
