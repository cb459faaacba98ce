import { describe, expect, test } from 'vitest';
import { openThemePage, type ThemePageOptions } from './theme-page';
import { readWireBatch } from './wire-batch';

const VISITOR = 'kindred_visitor';
const KNOWN = new Map([[VISITOR, 'v'.repeat(22)]]);
const PRODUCT = { productId: '7504536535128', path: '/products/mug?email=ana@example.com#reviews' };
const NEWSLETTER = `
  <form id="news" action="/contact"><input type="hidden" name="form_type" value="customer"><input type="email" value=" ana@example.com "></form>
  <form id="login" action="/account/login"><input type="hidden" name="form_type" value="customer_login"><input type="email" value="ana@example.com"></form>
  <form id="blank" action="/contact"><input type="hidden" name="form_type" value="customer"><input type="email" value=""></form>
  <form id="wrong" action="/contact"><input type="hidden" name="form_type" value="customer"><input type="email" value="ana at home"></form>`;

const eventsOf = (page: ReturnType<typeof openThemePage>) =>
  page.requests
    .filter((request) => request.url === '/apps/kindred/events')
    .flatMap((request) => readWireBatch(request.body).events);

const marksOf = (page: ReturnType<typeof openThemePage>) =>
  page.requests
    .filter((request) => request.url === '/en/cart/update.js')
    .map((request) => (JSON.parse(request.body) as { attributes: unknown }).attributes);

describe('time on a product page', () => {
  test('is told when the page is left, in the wire format to the letter', () => {
    const page = openThemePage({ ...PRODUCT, storage: new Map(KNOWN) });
    page.pass(42.4);
    page.leave();
    expect(page.requests).toHaveLength(1);
    expect(page.requests[0]).toMatchObject({ by: 'beacon', url: '/apps/kindred/events' });
    const batch = readWireBatch(page.requests[0]!.body);
    expect(batch).toMatchObject({ source: 'theme', shop: 'demo.myshopify.com', visitorId: 'v'.repeat(22) });
    expect(batch.events).toEqual([
      {
        id: expect.stringMatching(/^[\w-]{22}$/),
        type: 'time_on_page',
        at: batch.sentAt,
        productId: 'gid://shopify/Product/7504536535128',
        url: '/products/mug',
        secondsOnPage: 42,
      },
    ]);
  });

  test('counts visible time alone, and reports of one page add up', () => {
    const page = openThemePage(PRODUCT);
    page.pass(10);
    page.hide();
    page.pass(500);
    page.show();
    page.pass(5);
    page.leave();
    page.hide();
    const told = eventsOf(page);
    expect(told.map((event) => event.secondsOnPage)).toEqual([10, 5]);
    expect(new Set(told.map((event) => event.id)).size).toBe(2);
  });

  test('a page that comes back from the back-forward cache counts on', () => {
    const page = openThemePage(PRODUCT);
    page.pass(3);
    page.leave();
    page.pass(900);
    page.comeBack();
    page.pass(4);
    page.leave();
    expect(eventsOf(page).map((event) => event.secondsOnPage)).toEqual([3, 4]);
  });

  test('is at most half an hour, and nothing under half a second', () => {
    const forgotten = openThemePage(PRODUCT);
    forgotten.pass(9_000);
    forgotten.leave();
    expect(eventsOf(forgotten).map((event) => event.secondsOnPage)).toEqual([1800]);
    const glance = openThemePage(PRODUCT);
    glance.pass(0.4);
    glance.leave();
    expect(eventsOf(glance)).toEqual([]);
  });

  test('starts with consent, not before', () => {
    const page = openThemePage({ ...PRODUCT, isAllowed: false });
    page.pass(60);
    page.consent(true);
    page.pass(7);
    page.leave();
    expect(eventsOf(page).map((event) => event.secondsOnPage)).toEqual([7]);
  });

  test('is not measured on other pages', () => {
    const page = openThemePage({ path: '/collections/mugs' });
    page.pass(30);
    page.leave();
    expect(page.requests).toEqual([]);
  });

  test.each([['refused'], ['missing']] as const)(
    'a beacon that is %s becomes a fetch that outlives the page',
    (beacon) => {
      const page = openThemePage({ ...PRODUCT, beacon });
      page.pass(5);
      page.leave();
      expect(page.requests.map((request) => request.by)).toEqual(['fetch']);
      expect(eventsOf(page)).toHaveLength(1);
    },
  );
});

describe('without consent', () => {
  test.each<ThemePageOptions>([{ isAllowed: false }, { refuses: 'analytics' }, { refuses: 'marketing' }])(
    '(%j) nothing is sent and nothing stored, whatever the shopper does',
    (consent) => {
      const page = openThemePage({ ...PRODUCT, ...consent, cartCount: 2, body: NEWSLETTER });
      page.pass(30);
      page.submit('#news');
      page.noteRequest('https://demo.myshopify.com/cart/add.js');
      page.hide();
      page.leave();
      expect(page.requests).toEqual([]);
      expect(page.told).toEqual([]);
      expect(page.storage).toEqual(new Map());
    },
  );

  test('withdrawal deletes the id, takes the mark off the cart and ends all sending', () => {
    const page = openThemePage({ ...PRODUCT, cartCount: 1, cartVisitor: 'v'.repeat(22), storage: new Map(KNOWN) });
    page.pass(20);
    page.consent(false);
    expect(page.storage).toEqual(new Map());
    expect(marksOf(page)).toEqual([{ _kindred_visitor: '' }]);
    page.pass(20);
    page.leave();
    expect(page.requests).toHaveLength(1);
  });

  test('time seen before a withdrawal is forgotten even if consent returns', () => {
    const page = openThemePage(PRODUCT);
    page.pass(20);
    page.consent(false);
    page.consent(true);
    page.pass(3);
    page.leave();
    expect(eventsOf(page).map((event) => event.secondsOnPage)).toEqual([3]);
  });

  test('an id left by an earlier consent goes as soon as a page knows that consent is gone', () => {
    const page = openThemePage({ isAllowed: false, storage: new Map(KNOWN) });
    expect(page.storage).toEqual(new Map());
  });
});

describe('the mark on the cart', () => {
  test('is set once when the cart holds something', () => {
    const page = openThemePage({ cartCount: 1, storage: new Map(KNOWN) });
    page.consent(true);
    page.noteRequest('https://demo.myshopify.com/cart/add.js');
    expect(marksOf(page)).toEqual([{ _kindred_visitor: 'v'.repeat(22) }]);
  });

  test('is not set again on a cart that carries it, nor on an empty cart', () => {
    expect(openThemePage({ cartCount: 1, cartVisitor: 'v'.repeat(22), storage: new Map(KNOWN) }).requests).toEqual([]);
    expect(openThemePage({ cartCount: 0 }).requests).toEqual([]);
  });

  test('replaces the mark of an id that is no longer this browser’s', () => {
    const page = openThemePage({ cartCount: 1, cartVisitor: 'o'.repeat(22), storage: new Map(KNOWN) });
    expect(marksOf(page)).toEqual([{ _kindred_visitor: 'v'.repeat(22) }]);
  });

  test.each(['/cart/add.js', '/cart/add', '/en/cart/add.js?sections=header'])(
    'follows a first product added by %s',
    (path) => {
      const page = openThemePage({ storage: new Map(KNOWN) });
      page.noteRequest('https://demo.myshopify.com/cart.js');
      expect(marksOf(page)).toEqual([]);
      page.noteRequest(`https://demo.myshopify.com${path}`);
      expect(marksOf(page)).toEqual([{ _kindred_visitor: 'v'.repeat(22) }]);
    },
  );

  test('does not follow one that the shop refused', () => {
    const page = openThemePage({ storage: new Map(KNOWN) });
    page.noteRequest('https://demo.myshopify.com/cart/add.js', 422);
    expect(page.requests).toEqual([]);
  });

  test('names the id that the web pixel has made meanwhile', () => {
    const storage = new Map<string, string>();
    const page = openThemePage({ storage });
    storage.set(VISITOR, 'p'.repeat(22));
    page.noteRequest('https://demo.myshopify.com/cart/add.js');
    expect(marksOf(page)).toEqual([{ _kindred_visitor: 'p'.repeat(22) }]);
  });
});

describe('an address given to the newsletter form', () => {
  test('is told to Shopify’s Visitor API, never to the app', () => {
    const page = openThemePage({ body: NEWSLETTER, appId: '4711' });
    page.submit('#news');
    expect(page.told).toEqual([[{ email: 'ana@example.com' }, { appId: '4711' }]]);
    expect(page.requests).toEqual([]);
  });

  test('login forms, blank fields and what is no address are left alone', () => {
    const page = openThemePage({ body: NEWSLETTER });
    page.submit('#login');
    page.submit('#blank');
    page.submit('#wrong');
    expect(page.told).toEqual([]);
  });
});

describe('a page that lacks something', () => {
  const lacks: ThemePageOptions[] = [
    { without: ['Shopify'] },
    { without: ['customerPrivacy'] },
    { without: ['loadFeatures'] },
    { without: ['analytics'] },
    { without: ['crypto'] },
    { without: ['PerformanceObserver'] },
    { without: ['fetch'], beacon: 'missing' },
    { storage: 'refused' },
  ];
  test.each(lacks)('%j never sees an error', (lack) => {
    const page = openThemePage({ ...PRODUCT, cartCount: 1, body: NEWSLETTER, ...lack });
    page.pass(5);
    page.submit('#news');
    page.hide();
    page.leave();
    expect(page.errors).toEqual([]);
  });

  test('one id serves the page where storage is refused', () => {
    const page = openThemePage({ ...PRODUCT, cartCount: 1, storage: 'refused' });
    page.pass(5);
    page.leave();
    const batch = readWireBatch(page.requests[1]!.body);
    expect(marksOf(page)).toEqual([{ _kindred_visitor: batch.visitorId }]);
  });

  test('leaves no global behind', () => {
    expect(openThemePage(PRODUCT).newGlobals).toEqual([]);
  });
});
