import { describe, expect, test } from 'vitest';
import { openThemePage, type ThemePageOptions } from './theme-page';
import { readWireBatch, wireEvent } from './wire-batch';

const VISITOR = 'kindred_visitor';
/** A browser of somebody whom the shop knows, so that everything is told at once. */
const KNOWN = new Map([
  [VISITOR, 'v'.repeat(22)],
  ['kindred_known', '1'],
]);
const PRODUCT = { productId: '7504536535128', path: '/products/mug?email=ana@example.com#reviews' };
const NEWSLETTER = `
  <form id="news" action="/contact"><input type="hidden" name="form_type" value="customer"><input type="email" value=" ana@example.com "></form>
  <form id="login" action="/account/login"><input type="hidden" name="form_type" value="customer_login"><input type="email" value="ana@example.com"></form>
  <form id="blank" action="/contact"><input type="hidden" name="form_type" value="customer"><input type="email" value=""></form>
  <form id="contact" action="/contact"><input type="hidden" name="form_type" value="contact"><input type="email" value="bo@example.com"></form>
  <form id="call" action="/contact"><input type="hidden" name="form_type" value="contact"><input type="email" value=""><input type="tel" value="+49 30 1234567"></form>
  <form id="search" action="/search"><input name="q" value="ana@example.com"></form>
  <form id="wrong" action="/contact"><input type="hidden" name="form_type" value="customer"><input type="email" value="ana at home"></form>`;

const eventsOf = (page: ReturnType<typeof openThemePage>) =>
  page.requests
    .filter((request) => request.url === '/apps/kindred/events')
    .flatMap((request) => readWireBatch(request.body).events);

/** What the page left in the browser for the web pixel to hand over, read as the app would. */
const keptIn = (page: ReturnType<typeof openThemePage>) =>
  [...(page.storage as Map<string, string>)]
    .filter(([key]) => key.startsWith('kindred_history_t_'))
    .flatMap(([, text]) => wireEvent.array().parse(JSON.parse(text)));

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
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        productId: 'gid://shopify/Product/7504536535128',
        url: '/products/mug',
        pageType: 'product',
        locale: 'en',
        secondsOnPage: 42,
      },
    ]);
  });

  test('counts visible time alone, and reports of one page add up', () => {
    const page = openThemePage({ ...PRODUCT, storage: new Map(KNOWN) });
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
    const page = openThemePage({ ...PRODUCT, storage: new Map(KNOWN) });
    page.pass(3);
    page.leave();
    page.pass(900);
    page.comeBack();
    page.pass(4);
    page.leave();
    expect(eventsOf(page).map((event) => event.secondsOnPage)).toEqual([3, 4]);
  });

  test('is at most half an hour, and nothing under half a second', () => {
    const forgotten = openThemePage({ ...PRODUCT, storage: new Map(KNOWN) });
    forgotten.pass(9_000);
    forgotten.leave();
    expect(eventsOf(forgotten).map((event) => event.secondsOnPage)).toEqual([1800]);
    const glance = openThemePage({ ...PRODUCT, storage: new Map(KNOWN) });
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
    expect(keptIn(page).map((event) => event.secondsOnPage)).toEqual([7]);
  });

  test('of a collection names it, and of any other page what kind of page it is', () => {
    const collection = openThemePage({ collectionId: '77', pageType: 'collection', path: '/collections/mugs' });
    const home = openThemePage({ path: '/' });
    for (const page of [collection, home]) {
      page.pass(30);
      page.leave();
    }
    expect(keptIn(collection)).toMatchObject([{ collectionId: 'gid://shopify/Collection/77', pageType: 'collection' }]);
    expect(keptIn(home)).toMatchObject([{ pageType: 'index', url: '/' }]);
    expect(keptIn(home)[0]).not.toHaveProperty('productId');
  });

  test('is not measured where Liquid says so, and no address in a path is told', () => {
    const untimed = openThemePage({ isTimed: false, storage: new Map(KNOWN) });
    const personal = openThemePage({ path: '/pages/ana@example.com' });
    for (const page of [untimed, personal]) {
      page.pass(30);
      page.leave();
    }
    expect(untimed.requests).toEqual([]);
    expect(keptIn(personal)[0]).not.toHaveProperty('url');
  });

  test.each<[string, ThemePageOptions]>([
    ['a beacon that is refused', { beacon: 'refused' }],
    ['a browser without beacons', { beacon: 'missing' }],
    ['a browser that is offline', { isOffline: true }],
    [
      'an app that asked to be left alone',
      { storage: new Map([...KNOWN, ['kindred_pause', String(Date.now() + 9_000)]]) },
    ],
  ])('after %s stays in the browser, where the web pixel finds it', (_why, options) => {
    const page = openThemePage({ ...PRODUCT, storage: new Map(KNOWN), ...options });
    page.pass(5);
    page.leave();
    expect(page.requests).toEqual([]);
    expect(keptIn(page)).toHaveLength(1);
  });
});

describe('of somebody whom the shop does not know', () => {
  test('nothing leaves the browser', () => {
    const page = openThemePage(PRODUCT);
    page.pass(20);
    page.leave();
    expect(page.requests).toEqual([]);
    expect(keptIn(page)).toHaveLength(1);
  });

  test('no more than sixty reports stay, and none for longer than fourteen days', () => {
    const old = `kindred_history_t_${(Date.now() - 15 * 86_400_000).toString(36)}_aaaa`;
    const storage = new Map([[old, '[]']]);
    for (let nth = 0; nth < 70; nth++) {
      const page = openThemePage({ ...PRODUCT, storage });
      page.pass(1);
      page.leave();
    }
    const keys = [...storage.keys()].filter((key) => key.startsWith('kindred_history_t_'));
    expect(keys).toHaveLength(60);
    expect(keys).not.toContain(old);
  });
});

describe('somebody who is logged in', () => {
  const greetings = (page: ReturnType<typeof openThemePage>) =>
    page.requests.filter(({ url, by }) => url === '/apps/kindred/events' && by === 'fetch');

  test('is known, and greets the app once a visit through the shop’s own address', async () => {
    const [storage, session] = [new Map<string, string>(), new Map<string, string>()];
    const first = openThemePage({ isLoggedIn: true, storage, session });
    await Promise.resolve();
    const second = openThemePage({ isLoggedIn: true, storage, session });
    expect(greetings(first).map(({ body }) => readWireBatch(body))).toMatchObject([{ source: 'theme', events: [] }]);
    expect(greetings(second)).toEqual([]);
    expect(storage.get('kindred_known')).toBe('1');
    expect([...storage.values(), ...session.values()].join()).not.toMatch(/gid|\d{6}/);
  });

  test('greets again when the app was too busy, but not before it said', async () => {
    const [storage, session] = [new Map<string, string>(), new Map<string, string>()];
    openThemePage({ isLoggedIn: true, storage, session, answer: { status: 429, retryAfter: '30' } });
    await Promise.resolve();
    expect(greetings(openThemePage({ isLoggedIn: true, storage, session }))).toEqual([]);
    storage.delete('kindred_pause');
    expect(greetings(openThemePage({ isLoggedIn: true, storage, session }))).toHaveLength(1);
  });

  test('greets nobody without consent', () => {
    const page = openThemePage({ isLoggedIn: true, isAllowed: false });
    expect([page.requests, page.storage, page.session]).toEqual([[], new Map(), new Map()]);
  });
});

describe('a click from a mail', () => {
  const TOKEN = 'm'.repeat(43);
  const path = `/products/mug?variant=4&kindred_mail=${TOKEN}#reviews`;

  test('greets the app with the mail’s token, which is gone from the address before anybody can copy it', () => {
    const page = openThemePage({ path });
    expect(page.address()).toBe('https://demo.myshopify.com/products/mug?variant=4#reviews');
    expect(page.requests.map(({ body }) => readWireBatch(body).mail)).toEqual([TOKEN]);
    expect((page.storage as Map<string, string>).get('kindred_known')).toBe('1');
  });

  test('without consent is nobody’s: the token goes from the address and nothing is sent or stored', () => {
    const page = openThemePage({ path, isAllowed: false });
    expect(page.address()).not.toContain('kindred_mail');
    expect([page.requests, page.storage]).toEqual([[], new Map()]);
  });

  test('with what is no token is any other visit', () => {
    const page = openThemePage({ path: '/?kindred_mail=%3Cscript%3E' });
    expect([page.address(), page.requests]).toEqual(['https://demo.myshopify.com/', []]);
  });
});

describe('what was looked at lately', () => {
  test('stays in the browser for the shop’s own pages: products, newest first, each once, with the time spent', () => {
    const storage = new Map<string, string>();
    for (const productId of ['11', '12', '11']) {
      const page = openThemePage({ productId, storage });
      page.pass(5);
      page.leave();
    }
    const seen = openThemePage({ storage }).kindred()?.viewed();
    expect(seen?.map(({ productId, seconds }) => [productId, seconds])).toEqual([
      ['gid://shopify/Product/11', 10],
      ['gid://shopify/Product/12', 5],
    ]);
  });

  test('is at most fifty products of at most fourteen days', () => {
    const at = new Date(Date.now() - 15 * 86_400_000).toISOString();
    const storage = new Map([['kindred_viewed', JSON.stringify([{ productId: 'old', at, seconds: 1 }])]]);
    expect(openThemePage({ storage }).kindred()?.viewed()).toEqual([]);
    for (let nth = 0; nth < 55; nth++) openThemePage({ storage, productId: String(nth + 1) });
    expect(openThemePage({ storage }).kindred()?.viewed()).toHaveLength(50);
  });

  test.each<[string, ThemePageOptions]>([
    ['without consent', { isAllowed: false }],
    ['where storage is refused', { storage: 'refused' }],
    ['where something else has spoilt it', { storage: new Map([['kindred_viewed', '{"half":']]) }],
  ])('is nothing %s', (_where, options) => {
    expect(
      openThemePage({ ...options })
        .kindred()
        ?.viewed(),
    ).toEqual([]);
  });
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
    expect(page.session).toEqual(new Map());
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
    expect(keptIn(page).map((event) => event.secondsOnPage)).toEqual([3]);
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

describe('an address given to a form of the shop', () => {
  test('is told to Shopify’s Visitor API, never to the app, and makes its owner known', () => {
    const page = openThemePage({ body: NEWSLETTER, appId: '4711' });
    page.submit('#news');
    expect(page.told).toEqual([[{ email: 'ana@example.com' }, { appId: '4711' }]]);
    expect(page.requests).toEqual([]);
    expect((page.storage as Map<string, string>).get('kindred_known')).toBe('1');
  });

  test('is told once a visit, and nowhere kept', () => {
    const session = new Map<string, string>();
    const pages = [openThemePage({ body: NEWSLETTER, session }), openThemePage({ body: NEWSLETTER, session })];
    for (const page of pages) {
      page.submit('#news');
      page.submit('#contact');
    }
    expect(pages.map(({ told }) => told.map(([contact]) => contact))).toEqual([
      [{ email: 'ana@example.com' }, { email: 'bo@example.com' }],
      [],
    ]);
    expect([...session.values()].join()).not.toMatch(/ana|bo|example/);
    expect(openThemePage({ body: NEWSLETTER }).told, 'another visit').toEqual([]);
  });

  test('may be a phone number, where no address was given', () => {
    const page = openThemePage({ body: NEWSLETTER });
    page.submit('#call');
    expect(page.told).toEqual([[{ phone: '+49 30 1234567' }, undefined]]);
  });

  test('is not told by somebody who opted out of data sale, where other apps could use it', () => {
    const page = openThemePage({ body: NEWSLETTER, refusesSale: true });
    page.submit('#news');
    expect(page.told).toEqual([]);
  });

  test('login forms, blank fields and what is no address are left alone', () => {
    const page = openThemePage({ body: NEWSLETTER });
    for (const form of ['#login', '#blank', '#wrong', '#search']) page.submit(form);
    expect(page.told).toEqual([]);
    expect((page.storage as Map<string, string>).has('kindred_known')).toBe(false);
  });

  test('may also be told by another block of the app, by the same rules', () => {
    const page = openThemePage();
    expect([
      page.kindred()?.tell({ email: 'ana@example.com' }),
      page.kindred()?.tell({ email: 'ANA@example.com' }),
    ]).toEqual([true, false]);
    expect(openThemePage({ isAllowed: false }).kindred()?.tell({ email: 'ana@example.com' })).toBe(false);
    expect(page.kindred()?.tell({})).toBe(false);
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
    const page = openThemePage({ isLoggedIn: true, cartCount: 1, storage: 'refused' });
    const ids = page.requests
      .filter(({ url }) => url.includes('kindred'))
      .map(({ body }) => readWireBatch(body).visitorId);
    expect(marksOf(page)).toEqual([{ _kindred_visitor: ids[0] }]);
  });

  test('leaves one global behind, which nothing in the page can change', () => {
    const page = openThemePage(PRODUCT);
    expect(page.newGlobals).toEqual(['kindred']);
    expect(Object.isFrozen(page.kindred())).toBe(true);
  });
});
