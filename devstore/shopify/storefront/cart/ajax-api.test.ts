import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openShop, type OpenShop } from '../testing/open-shop';
import { createVisitor, type Visitor } from '../testing/visitor';

/** Variants of the small store: mugs with 9 and 3 pieces, a teapot with 2, a bowl with none, an unlisted plate with 5. */
const [SMALL_MUG, LARGE_MUG, TEAPOT, BOWL, PLATE] = [111, 112, 121, 131, 141];

let shop: OpenShop;
let visitor: Visitor;

beforeEach(async () => {
  shop = await openShop();
  visitor = createVisitor(shop.url);
});
afterEach(() => shop.close());

const topics = () => shop.told.map((event) => event.topic);
const lines = (json: Record<string, unknown> | undefined) =>
  (json?.items as { variant_id: number; quantity: number }[]).map((item) => [item.variant_id, item.quantity]);

describe('/cart.js', () => {
  test('of a new visitor is an empty cart with a key in its token, and a cookie to find it by', async () => {
    const { json } = await visitor.get('/cart.js');
    expect(json).toEqual({
      token: expect.stringMatching(/^\w{32}\?key=[0-9a-f]{32}$/),
      note: '',
      attributes: {},
      original_total_price: 0,
      total_price: 0,
      total_discount: 0,
      total_weight: 0,
      item_count: 0,
      items: [],
      requires_shipping: false,
      currency: 'EUR',
      items_subtotal_price: 0,
      cart_level_discount_applications: [],
      discount_codes: [],
    });
    expect((await visitor.get('/cart.js')).json?.token).toBe(json?.token);
  });

  test('gives each line as the Ajax API does', async () => {
    await visitor.post('/cart/add.js', { items: [{ id: LARGE_MUG, quantity: 2 }] });
    const { json } = await visitor.get('/cart.js');
    expect(json).toMatchObject({ item_count: 2, total_price: 4600, requires_shipping: true });
    const [line] = json?.items as unknown as unknown[];
    expect(line).toEqual({
      id: LARGE_MUG,
      properties: {},
      quantity: 2,
      variant_id: LARGE_MUG,
      key: expect.stringMatching(/^112:\w+$/),
      title: 'Blue mug - Large',
      price: 2300,
      original_price: 2300,
      presentment_price: 23,
      discounted_price: 2300,
      line_price: 4600,
      original_line_price: 4600,
      total_discount: 0,
      discounts: [],
      final_price: 2300,
      final_line_price: 4600,
      sku: 'blue-mug-2',
      grams: 0,
      vendor: 'Kiln',
      taxable: true,
      product_id: 11,
      product_has_only_default_variant: false,
      gift_card: false,
      url: '/products/blue-mug?variant=112',
      featured_image: {
        aspect_ratio: 1,
        alt: 'Blue mug',
        height: 600,
        width: 600,
        url: '/images/products/blue-mug.svg',
      },
      image: '/images/products/blue-mug.svg',
      handle: 'blue-mug',
      requires_shipping: true,
      product_type: 'Tableware',
      product_title: 'Blue mug',
      product_description: 'Blue mug, made by hand.',
      variant_title: 'Large',
      variant_options: ['Large'],
      options_with_values: [{ name: 'Size', value: 'Large' }],
      line_level_discount_allocations: [],
      line_level_total_discount: 0,
      has_components: false,
    });
  });

  test('a token learnt elsewhere opens no cart without its key', async () => {
    await visitor.post('/cart/add.js', { id: TEAPOT });
    const token = shop.store.cart(String((await visitor.get('/cart.js')).json?.token))?.token;
    const thief = createVisitor(shop.url);
    await thief.jar.setCookie(`cart=${token}%3Fkey%3Dguessed`, shop.url);
    expect((await thief.get('/cart.js')).json?.item_count).toBe(0);
  });
});

describe('/cart/add.js', () => {
  test('a list answers a list, a single product its line with the quantity now in the cart', async () => {
    const list = await visitor.post('/cart/add.js', { items: [{ id: SMALL_MUG, quantity: 2 }, { id: TEAPOT }] });
    expect(lines(list.json)).toEqual([
      [SMALL_MUG, 2],
      [TEAPOT, 1],
    ]);
    const single = await visitor.post('/cart/add.js', { id: String(SMALL_MUG), quantity: '3' });
    expect(single.json).toMatchObject({ variant_id: SMALL_MUG, quantity: 5, line_price: 9000, variant_title: 'Small' });
    expect(topics()).toEqual(['carts/create', 'carts/update']);
  });

  test('takes forms too, and without .js leads to the cart page', async () => {
    expect(await visitor.submit('/cart/add.js', { id: String(TEAPOT), quantity: '1' })).toMatchObject({ status: 200 });
    expect(await visitor.submit('/cart/add', { id: String(TEAPOT) })).toEqual({ status: 302, location: '/cart' });
    expect(lines((await visitor.get('/cart.js')).json)).toEqual([[TEAPOT, 2]]);
  });

  test('an unlisted product can be bought by whoever has its id', async () => {
    expect((await visitor.post('/cart/add.js', { id: PLATE })).status).toBe(200);
  });

  test.each([
    ['sold out', { id: BOWL }, 422, "The product 'Bowl' is already sold out."],
    [
      'more than there is',
      { id: TEAPOT, quantity: 3 },
      422,
      'Only 2 items were added to your cart due to availability.',
    ],
    ['unknown', { id: 999 }, 404, 'Cannot find variant'],
    ['no quantity at all', { id: TEAPOT, quantity: 0 }, 422, 'Quantity must be greater than 0'],
  ])('%s is refused in the words of the real one', async (_name, body, status, description) => {
    const refused = await visitor.post('/cart/add.js', body);
    expect(refused).toMatchObject({ status, json: { status, message: 'Cart Error', description } });
    expect((await visitor.get('/cart.js')).json?.item_count).toBe(0);
    expect(topics()).toEqual([]);
  });

  test('says when all there is is in the cart already, and leaves the cart as it was', async () => {
    await visitor.post('/cart/add.js', { id: TEAPOT, quantity: 2 });
    const { status, json } = await visitor.post('/cart/add.js', { items: [{ id: SMALL_MUG }, { id: TEAPOT }] });
    expect([status, json?.description]).toEqual([422, 'The maximum quantity of this item is already in your cart.']);
    expect(lines((await visitor.get('/cart.js')).json)).toEqual([[TEAPOT, 2]]);
  });

  test.each([[{}], [{ items: [] }], [{ id: 'mug' }], [{ id: TEAPOT, quantity: 'two' }], [{ items: [null] }]])(
    '%j lacks something',
    async (body) => {
      expect(await visitor.post('/cart/add.js', body)).toMatchObject({ status: 400, json: { status: 'bad_request' } });
    },
  );

  test('a product taken off the store is not found', async () => {
    shop.store.setProductStatus('gid://shopify/Product/12', 'DRAFT');
    expect((await visitor.post('/cart/add.js', { id: TEAPOT })).status).toBe(404);
  });
});

describe('/cart/change.js', () => {
  beforeEach(async () => {
    await visitor.post('/cart/add.js', { items: [{ id: SMALL_MUG, quantity: 2 }, { id: TEAPOT }] });
  });

  test.each([
    [
      'a variant id',
      { id: TEAPOT, quantity: 2 },
      [
        [SMALL_MUG, 2],
        [TEAPOT, 2],
      ],
    ],
    [
      'a line number',
      { line: 1, quantity: 1 },
      [
        [SMALL_MUG, 1],
        [TEAPOT, 1],
      ],
    ],
    ['quantity 0', { line: 2, quantity: 0 }, [[SMALL_MUG, 2]]],
  ])('by %s', async (_name, body, after) => {
    expect(lines((await visitor.post('/cart/change.js', body)).json)).toEqual(after);
  });

  test('by a line key', async () => {
    const items = (await visitor.get('/cart.js')).json?.items as unknown as { key: string }[];
    const { json } = await visitor.post('/cart/change.js', { id: items[1]?.key, quantity: 0 });
    expect(lines(json)).toEqual([[SMALL_MUG, 2]]);
  });

  test.each([[{}], [{ id: BOWL, quantity: 1 }], [{ line: 9, quantity: 1 }]])('%j names no line', async (body) => {
    const refused = await visitor.post('/cart/change.js', body);
    expect(refused).toMatchObject({ status: 400, json: { description: 'no valid id or line parameter' } });
  });

  test('more than there is changes nothing', async () => {
    expect((await visitor.post('/cart/change.js', { id: TEAPOT, quantity: 7 })).status).toBe(422);
    expect(lines((await visitor.get('/cart.js')).json)).toEqual([
      [SMALL_MUG, 2],
      [TEAPOT, 1],
    ]);
  });
});

describe('/cart/update.js', () => {
  test('sets quantities by variant or in order, and adds what is not there', async () => {
    await visitor.post('/cart/add.js', { id: SMALL_MUG });
    const byId = await visitor.post('/cart/update.js', { updates: { [SMALL_MUG]: 4, [TEAPOT]: 1 } });
    expect(lines(byId.json)).toEqual([
      [SMALL_MUG, 4],
      [TEAPOT, 1],
    ]);
    const inOrder = await visitor.post('/cart/update.js', { updates: [0, 2] });
    expect(lines(inOrder.json)).toEqual([[TEAPOT, 2]]);
  });

  test.each([[''], [null]])('keeps attributes until one is set to %j', async (nothing) => {
    await visitor.post('/cart/update.js', { attributes: { _kindred_visitor: 'v1', gift: 'yes' } });
    await visitor.post('/cart/add.js', { id: TEAPOT });
    expect((await visitor.get('/cart.js')).json?.attributes).toEqual({ _kindred_visitor: 'v1', gift: 'yes' });
    const { json } = await visitor.post('/cart/update.js', { attributes: { _kindred_visitor: nothing } });
    expect(json?.attributes).toEqual({ gift: 'yes' });
  });

  test('that changes nothing sends no webhook', async () => {
    await visitor.post('/cart/add.js', { id: TEAPOT });
    await visitor.post('/cart/update.js', { updates: { [TEAPOT]: 1 }, attributes: {} });
    expect(topics()).toEqual(['carts/create']);
  });

  test.each([[{ updates: 5 }], [{ attributes: ['x'] }], [{ updates: { [TEAPOT]: -1 } }]])(
    '%j is refused',
    async (body) => {
      expect((await visitor.post('/cart/update.js', body)).status).toBe(400);
    },
  );
});

test('/cart/clear.js empties the cart and keeps its attributes', async () => {
  await visitor.post('/cart/add.js', { id: TEAPOT });
  await visitor.post('/cart/update.js', { attributes: { gift: 'yes' } });
  expect((await visitor.post('/cart/clear.js', {})).json).toMatchObject({ item_count: 0, attributes: { gift: 'yes' } });
});

test('a body that is no JSON is the caller’s fault', async () => {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${shop.url}/cart/add.js`, { method: 'POST', headers, body: '{' });
  expect(answer.status).toBe(400);
});

test('a currency without minor units is counted in hundredths all the same', async () => {
  shop.store.data.shop.currency = 'JPY';
  await visitor.post('/cart/add.js', { id: SMALL_MUG });
  const { json } = await visitor.get('/cart.js');
  expect(json).toMatchObject({ currency: 'JPY', total_price: 180_000 });
  expect(await visitor.text('/cart')).toContain('¥1,800');
});
