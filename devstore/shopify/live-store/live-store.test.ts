import { beforeEach, describe, expect, it } from 'vitest';
import { createWorldClock } from '../../world-clock';
import type { WorldClock } from '../../clock';
import { seededRandom } from '../../store-data/seeded-random';
import type { StoreData } from '../../store';
import { endsAt, tinyStore } from '../testing/tiny-store';
import type { ShopifyLiveStore } from './contract';
import type { StoreEvent } from './events';
import { createLiveStore } from './live-store';
import { createState } from './state';

let data: StoreData;
let clock: WorldClock;
let store: ShopifyLiveStore;
let told: { event: StoreEvent; actionId: string; at: string }[];

beforeEach(async () => {
  await open();
});

async function open(checkoutCreateFires: 'contact' | 'start' = 'contact') {
  data = tinyStore();
  clock = createWorldClock({ systemNow: () => Date.parse('2026-11-22T12:00:00Z') });
  await clock.moveTo(new Date(endsAt));
  told = [];
  const tell = (event: StoreEvent, action: { actionId: string; at: string }) => void told.push({ event, ...action });
  store = createLiveStore(createState({ data, clock, random: seededRandom(7, 'test'), tell, checkoutCreateFires }));
}

const topics = () => told.map(({ event }) => event.topic);
const variantId = (product = 0, variant = 0) => data.products[product]!.variants[variant]!.id;

function cartWith(quantity: number, id = variantId()) {
  const cart = store.createCart();
  return store.setCartLines(cart.token, [{ variantId: id, quantity }]);
}

function checkoutWith(quantity: number, email = 'buyer@example.org', acceptsMarketing = false) {
  const checkout = store.createCheckout(cartWith(quantity).token);
  return store.submitContact(checkout.token, { email, acceptsMarketing });
}

describe('a cart', () => {
  it('is told of once it holds something, then at each change, and never without one', async () => {
    const cart = store.createCart();
    expect(topics()).toEqual([]);
    store.setCartLines(cart.token, [{ variantId: variantId(), quantity: 1 }]);
    store.setCartLines(cart.token, [{ variantId: variantId(), quantity: 1 }]);
    store.setCartLines(cart.token, [{ variantId: variantId(), quantity: 2 }]);
    store.setCartAttributes(cart.token, { _v: '1' });
    store.setCartAttributes(cart.token, { _v: '1' });
    expect(topics()).toEqual(['carts/create', 'carts/update', 'carts/update']);
  });

  it('is stamped with business time', async () => {
    const cart = cartWith(1);
    await clock.advance(60_000);
    const changed = store.setCartLines(cart.token, []);
    expect(changed).toMatchObject({ createdAt: endsAt, updatedAt: '2026-09-30T10:01:00.000Z', lines: [] });
  });

  it('has a token of letters and digits, and is found with the key that cart.js appends', () => {
    const cart = store.createCart();
    expect(cart.token).toMatch(/^hWN[A-Za-z0-9]{29}$/);
    expect(store.cart(`${cart.token}?key=abc`)).toBe(cart);
    expect(store.createCart().token).not.toBe(cart.token);
  });

  it('adds up doubled lines, drops those of 0, and removes an attribute set to nothing', () => {
    const cart = store.createCart();
    const lines = [
      { variantId: variantId(0), quantity: 1 },
      { variantId: variantId(0), quantity: 2 },
      { variantId: variantId(1), quantity: 0 },
    ];
    expect(store.setCartLines(cart.token, lines).lines).toEqual([
      { variantId: variantId(0), productId: data.products[0]!.id, quantity: 3 },
    ]);
    store.setCartAttributes(cart.token, { a: '1', b: '2' });
    expect(store.setCartAttributes(cart.token, { a: '' }).attributes).toEqual({ b: '2' });
  });

  it.each([
    [
      'an unknown variant',
      () => cartWith(1, 'gid://shopify/ProductVariant/1'),
      'There is no variant gid://shopify/ProductVariant/1',
    ],
    [
      'more than there is',
      () => cartWith(11),
      'Thing 1 (Small, gid://shopify/ProductVariant/20011): 11 wanted, 10 in stock.',
    ],
    ['half a piece', () => cartWith(0.5), 'give a whole number of 0 or more'],
    ['an unknown cart', () => store.setCartLines('nope', []), 'There is no cart nope'],
  ])('refuses %s, naming it', (_what, action, message) => {
    expect(action).toThrow(message);
    expect(topics()).toEqual([]);
  });

  it('takes any number where stock does not limit sales', () => {
    data.products[0]!.variants[0]!.inventoryPolicy = 'CONTINUE';
    expect(cartWith(500).lines[0]?.quantity).toBe(500);
    data.products[1]!.variants[0]!.inventoryTracked = false;
    expect(cartWith(500, variantId(1)).lines[0]?.quantity).toBe(500);
  });

  it('refuses a product that is not on the online store', () => {
    store.setProductStatus(data.products[0]!.id, 'DRAFT');
    expect(() => cartWith(1)).toThrow(
      'Thing 1 (Small, gid://shopify/ProductVariant/20011) is not on the online store.',
    );
  });
});

describe('a checkout', () => {
  it('is told of when its contact is known, and makes the customer it names', () => {
    const checkout = checkoutWith(1, 'Buyer@Example.org', true);
    expect(topics()).toEqual([
      'carts/create',
      'customers/create',
      'checkouts/create',
      'customers_email_marketing_consent/update',
    ]);
    expect(new Set(told.slice(1).map((each) => each.actionId)).size).toBe(1);
    const customer = data.customers.at(-1)!;
    expect(checkout).toMatchObject({ email: 'Buyer@Example.org', customerId: customer.id, acceptsMarketing: true });
    expect(customer.emailMarketing).toEqual({ state: 'SUBSCRIBED', optInLevel: 'SINGLE_OPT_IN', updatedAt: endsAt });
  });

  it('is told of at its start where the story says so', async () => {
    await open('start');
    const checkout = store.createCheckout(cartWith(1).token);
    store.submitContact(checkout.token, { email: 'person1@example.com', acceptsMarketing: false });
    expect(topics()).toEqual(['carts/create', 'checkouts/create', 'checkouts/update']);
    expect(told[1]?.event).toMatchObject({ checkout: { token: checkout.token } });
  });

  it('finds a customer it knows whatever the letters’ case, and an empty box withdraws no consent', () => {
    const checkout = checkoutWith(1, 'PERSON1@example.com', false);
    expect(checkout.customerId).toBe('gid://shopify/Customer/3001');
    expect(data.customers[0]?.emailMarketing.state).toBe('SUBSCRIBED');
    expect(data.customers).toHaveLength(3);
  });

  it('may change its contact', () => {
    const checkout = checkoutWith(1);
    store.submitContact(checkout.token, { email: 'person2@example.com', acceptsMarketing: false });
    expect(topics().slice(-1)).toEqual(['checkouts/update']);
    expect(store.checkout(checkout.token)?.customerId).toBe('gid://shopify/Customer/3002');
    expect(store.checkouts().map((each) => each.token)).toEqual([checkout.token]);
  });

  it('carries the cart’s attributes and lines as they were', () => {
    const cart = cartWith(2);
    store.setCartAttributes(cart.token, { _kindred_visitor: 'v' });
    const checkout = store.createCheckout(cart.token);
    store.setCartLines(cart.token, []);
    expect(checkout).toMatchObject({
      cartToken: cart.token,
      attributes: { _kindred_visitor: 'v' },
      lines: [{ quantity: 2 }],
    });
    expect(checkout.token).toMatch(/^[0-9a-f]{32}$/);
  });

  it.each([
    ['an empty cart', () => store.createCheckout(store.createCart().token), 'is empty; add a product first'],
    [
      'a contact that is no address',
      () => store.submitContact(store.createCheckout(cartWith(1).token).token, { email: 'x', acceptsMarketing: true }),
      'email "x" is not an address',
    ],
    [
      'payment without a contact',
      () => store.completeCheckout(store.createCheckout(cartWith(1).token).token),
      'has no contact; submit an email address first',
    ],
    ['an unknown token', () => store.completeCheckout('nope'), 'There is no checkout nope'],
  ])('refuses %s', (_what, action, message) => {
    expect(action).toThrow(message);
  });

  it('can be deleted while it is open', () => {
    const checkout = checkoutWith(1);
    store.deleteCheckout(checkout.token);
    expect(store.checkout(checkout.token)).toBeUndefined();
    expect(topics().at(-1)).toBe('checkouts/delete');
  });
});

describe('a purchase', () => {
  it('makes an order whose figures add up, takes from stock, empties the cart and tells all of it', async () => {
    const checkout = checkoutWith(3);
    told.length = 0;
    await clock.advance(1000);
    const order = store.completeCheckout(checkout.token);
    expect(order).toMatchObject({
      name: '#1006',
      customerId: checkout.customerId,
      createdAt: '2026-09-30T10:00:01.000Z',
      subtotalMinor: 3 * 1099,
      shippingMinor: 490,
      totalMinor: 3 * 1099 + 490,
      financialStatus: 'PAID',
      cartToken: checkout.cartToken,
      checkoutToken: checkout.token,
    });
    expect(topics()).toEqual([
      'orders/create',
      'orders/paid',
      'orders/updated',
      'checkouts/update',
      'customers/purchasing_summary',
      'inventory_levels/update',
      'products/update',
    ]);
    expect(data.products[0]!.variants[0]!.inventoryQuantity).toBe(7);
    expect(store.cart(checkout.cartToken)?.lines).toEqual([]);
    expect(store.checkout(checkout.token)?.completedAt).toBe(order.createdAt);
    expect(data.orders.at(-1)).toBe(order);
  });

  it('ships free from 50.00 on', () => {
    expect(store.completeCheckout(checkoutWith(5).token)).toMatchObject({
      subtotalMinor: 5495,
      shippingMinor: 0,
      totalMinor: 5495,
    });
  });

  it('of the last pieces tells that the variant is out of stock, and a refund that it is back', () => {
    const order = store.completeCheckout(checkoutWith(10).token);
    expect(topics()).toContain('variants/out_of_stock');
    told.length = 0;
    const refund = store.refundOrder(order.id, {
      lines: [{ lineId: order.lines[0]!.id, quantity: 1 }],
      note: 'broken',
    });
    expect(refund).toMatchObject({ amountMinor: 1099, note: 'broken' });
    expect(topics()).toEqual([
      'refunds/create',
      'orders/updated',
      'customers/purchasing_summary',
      'inventory_levels/update',
      'products/update',
      'variants/in_stock',
    ]);
    expect(order).toMatchObject({ financialStatus: 'PARTIALLY_REFUNDED', refundedMinor: 1099 });
  });

  it('is refused twice, and when the stock has gone meanwhile', () => {
    const first = checkoutWith(6);
    const second = checkoutWith(6, 'other@example.org');
    store.completeCheckout(first.token);
    expect(() => store.completeCheckout(first.token)).toThrow('was completed at');
    expect(() => store.completeCheckout(second.token)).toThrow('sold out before payment');
    expect(data.products[0]!.variants[0]!.inventoryQuantity).toBe(4);
  });
});

describe('an order', () => {
  const order = () => data.orders[0]!;

  it('is cancelled once, refunded whole, and its pieces go back', () => {
    store.cancelOrder(order().id);
    expect(order()).toMatchObject({
      cancelledAt: endsAt,
      financialStatus: 'REFUNDED',
      refundedMinor: order().totalMinor,
    });
    expect(topics().slice(0, 2)).toEqual(['orders/cancelled', 'orders/updated']);
    expect(() => store.cancelOrder(order().id)).toThrow('was cancelled at');
  });

  it('is refunded whole by default, and not beyond', () => {
    const refund = store.refundOrder(order().id);
    expect(refund.amountMinor).toBe(order().totalMinor);
    expect(order().financialStatus).toBe('REFUNDED');
    expect(() => store.refundOrder(order().id)).toThrow('a refund of 0 is not possible');
    expect(store.refundsOf(order().id)).toEqual([refund]);
  });

  it('refuses to refund more pieces than a line has', () => {
    const lines = [{ lineId: order().lines[0]!.id, quantity: 99 }];
    expect(() => store.refundOrder(order().id, { lines })).toThrow('99 of 1 cannot be refunded');
  });

  it('is edited line by line', () => {
    const line = order().lines[0]!;
    const totalBefore = order().totalMinor;
    store.editOrderLine(order().id, line.id, 3);
    expect(order().totalMinor).toBe(totalBefore + 2 * line.priceMinor);
    expect(told[0]?.event).toMatchObject({
      topic: 'orders/edited',
      edit: { added: [{ lineId: line.id, delta: 2 }], removed: [] },
    });
    told.length = 0;
    store.editOrderLine(order().id, line.id, 3);
    expect(topics()).toEqual([]);
  });
});

describe('a customer', () => {
  const id = 'gid://shopify/Customer/3002';

  it('is created, and no second one with the same address', () => {
    const made = store.createCustomer({ email: 'a@b.example', firstName: 'A', locale: 'fr' });
    expect(made).toMatchObject({ firstName: 'A', lastName: null, locale: 'fr', createdAt: endsAt });
    expect(() => store.createCustomer({ email: 'A@B.example' })).toThrow('Email has already been taken');
    expect(topics()).toEqual(['customers/create']);
  });

  it('changes consent, with its time, once', () => {
    store.setEmailMarketing(id, 'UNSUBSCRIBED');
    store.setEmailMarketing(id, 'UNSUBSCRIBED');
    expect(topics()).toEqual(['customers_email_marketing_consent/update', 'customers/update']);
    expect(data.customers[1]?.emailMarketing).toEqual({
      state: 'UNSUBSCRIBED',
      optInLevel: 'SINGLE_OPT_IN',
      updatedAt: endsAt,
    });
  });

  it('changes name, address and tags, each told as Shopify does', () => {
    store.updateCustomer(id, { firstName: 'New', email: 'new@example.net', tags: ['vip'] });
    expect(topics()).toEqual(['customers/update', 'customer.tags_added']);
    store.updateCustomer(id, { tags: [] });
    expect(told.at(-1)?.event).toMatchObject({ topic: 'customer.tags_removed', tags: ['vip'] });
    expect(() => store.updateCustomer(id, { email: 'person1@example.com' })).toThrow('already been taken');
    expect(store.createCustomer({ email: 'person2@example.com' })).toBeDefined();
  });

  it('is merged into another, orders and tags and all', () => {
    const kept = store.mergeCustomers(id, 'gid://shopify/Customer/3001');
    expect(kept.tags).toEqual(['vip']);
    expect(data.customers.map((each) => each.id)).toEqual([id, 'gid://shopify/Customer/3003']);
    expect(data.orders.filter((each) => each.customerId === id)).toHaveLength(4);
    expect(topics()).toEqual(['customers/merge', 'customers/update', 'customers/delete']);
  });

  it('with orders cannot be deleted, without can', () => {
    expect(() => store.deleteCustomer(id)).toThrow('has orders and cannot be deleted');
    const made = store.createCustomer({ email: 'a@b.example' });
    store.deleteCustomer(made.id);
    expect(data.customers).not.toContain(made);
  });
});

describe('the catalogue', () => {
  const product = () => data.products[0]!;

  it('changes stock and tells of it, and only of changes', () => {
    store.setInventory(variantId(), 0);
    expect(topics()).toEqual(['inventory_levels/update', 'products/update', 'variants/out_of_stock']);
    told.length = 0;
    store.setInventory(variantId(), 0);
    expect(topics()).toEqual([]);
    store.setInventory(variantId(), 4);
    expect(topics()).toContain('variants/in_stock');
    expect(() => store.setInventory(variantId(), 1.5)).toThrow('give a whole number');
  });

  it('changes prices and states', async () => {
    await clock.advance(1000);
    store.setPrice(variantId(), 500);
    store.setPrice(variantId(), 500);
    store.setProductStatus(product().id, 'ARCHIVED');
    expect(topics()).toEqual(['products/update', 'products/update']);
    expect(product()).toMatchObject({ status: 'ARCHIVED', updatedAt: '2026-09-30T10:00:01.000Z' });
    expect(() => store.setPrice(variantId(), -1)).toThrow('integer minor units');
  });

  it('gains, changes and loses products', () => {
    const { id: _id, createdAt: _createdAt, updatedAt: _updatedAt, ...like } = product();
    const made = store.createProduct({ ...like, handle: 'new-thing', title: 'New thing' });
    expect(made.variants[0]!.id).not.toBe(variantId());
    expect(cartWith(1, made.variants[0]!.id).lines).toHaveLength(1);
    store.updateProduct(made.id, { title: 'Newer thing', tags: ['x'] });
    store.deleteProduct(made.id);
    expect(topics().filter((topic) => topic.startsWith('products/'))).toEqual([
      'products/create',
      'products/update',
      'products/delete',
    ]);
    expect(() => cartWith(1, made.variants[0]!.id)).toThrow('There is no variant');
  });

  it('renames collections and the shop', () => {
    store.updateCollection('gid://shopify/Collection/501', { title: 'Lights' });
    store.updateShop({ name: 'Tinier Shop' });
    expect(topics()).toEqual(['collections/update', 'shop/update']);
    expect(data.shop.name).toBe('Tinier Shop');
  });
});

it('new ids are greater than all the data had', () => {
  const order = store.completeCheckout(checkoutWith(1).token);
  expect(order.id).toBe('gid://shopify/Order/900006');
  expect(order.lines[0]?.id).toBe('gid://shopify/LineItem/5000503');
});
