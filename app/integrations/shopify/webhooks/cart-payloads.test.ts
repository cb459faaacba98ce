import { describe, expect, test } from 'vitest';
import { inShopify, type ShopifyWorld } from '../../../../tests/factories/shopify-world';
import { parseWebhook } from './parse-webhook';

const CONTEXT = { currency: 'EUR', triggeredAt: new Date('2026-09-30T10:00:00Z') };
const VISITOR = 'visitor-0123456789abcdef';

async function cartsOf(world: ShopifyWorld, topic = 'carts/update') {
  return (await world.delivered(topic)).map((body) => {
    const report = parseWebhook(topic, body, CONTEXT);
    if (report.kind !== 'cart') throw new Error(`${topic} was read as ${report.kind}`);
    return report.cart;
  });
}
async function checkoutsOf(world: ShopifyWorld, topic = 'checkouts/update') {
  return (await world.delivered(topic)).map((body) => {
    const report = parseWebhook(topic, body, CONTEXT);
    if (report.kind !== 'checkout') throw new Error(`${topic} was read as ${report.kind}`);
    return report.checkout;
  });
}
/** A cart with two pieces of the first product and one of the second. */
function fillCart({ store, data }: ShopifyWorld) {
  const lines = [2, 1].map((quantity, at) => ({ variantId: data.products[at]?.variants[0]?.id ?? '', quantity }));
  const { token } = store.createCart();
  return store.setCartLines(token, lines);
}

describe('a cart as Shopify tells it', () => {
  test('is read with its token, its times and its lines in minor units', () =>
    inShopify(async (world) => {
      const cart = fillCart(world);
      const [told] = await cartsOf(world, 'carts/create');
      expect(told).toEqual({
        token: cart.token,
        createdAt: new Date(cart.createdAt),
        updatedAt: new Date(cart.updatedAt),
        lines: cart.lines.map(({ variantId, productId, quantity }) => {
          const product = world.data.products.find(({ id }) => id === productId);
          const variant = product?.variants.find(({ id }) => id === variantId);
          // A cart's lines carry both names in one.
          const names = { title: `${product?.title} - ${variant?.title}`, variantTitle: null };
          return { variantId, productId, quantity, ...names, priceMinor: variant?.priceMinor };
        }),
      });
    }));

  test('that was emptied has no lines', () =>
    inShopify(async (world) => {
      const { token } = fillCart(world);
      world.store.setCartLines(token, []);
      expect((await cartsOf(world)).at(-1)?.lines).toEqual([]);
    }));

  test('is the one that the storefront knows with a key after it', () =>
    inShopify(async (world) => {
      fillCart(world);
      const [body] = await world.delivered('carts/create');
      const told = JSON.parse(body ?? '') as { token: string };
      const keyed = JSON.stringify({ ...told, token: `${told.token}?key=abc` });
      expect(parseWebhook('carts/create', keyed, CONTEXT)).toMatchObject({ cart: { token: told.token } });
    }));

  test('leaves out lines that name no product: gift wrap, custom items', () =>
    inShopify(async (world) => {
      fillCart(world);
      const [body] = await world.delivered('carts/create');
      const told = JSON.parse(body ?? '') as { line_items: object[] };
      const wrap = { ...told.line_items[0], product_id: null, variant_id: null, title: 'Gift wrap' };
      const wrapped = JSON.stringify({ ...told, line_items: [...told.line_items, wrap] });
      expect(parseWebhook('carts/create', wrapped, CONTEXT)).toMatchObject({ cart: { lines: { length: 2 } } });
    }));
});

describe('a checkout as Shopify tells it', () => {
  const contact = { email: 'Ana@Example.com', acceptsMarketing: true, firstName: 'Ana', lastName: 'Alba' };

  test('is read with its cart, the way back to it, and who', () =>
    inShopify(async (world) => {
      const cart = fillCart(world);
      world.store.setCartAttributes(cart.token, { _kindred_visitor: VISITOR });
      const { token } = world.store.createCheckout(cart.token);
      const checkout = world.store.submitContact(token, contact);
      const [told] = await checkoutsOf(world, 'checkouts/create');
      expect(told).toMatchObject({ token, cartToken: cart.token, currency: 'EUR', completedAt: null });
      expect(told?.url).toMatch(/^https?:\/\/.+/);
      expect(told?.lines.map(({ quantity }) => quantity)).toEqual([2, 1]);
      expect(told?.person).toMatchObject({
        ...{ customerId: checkout.customerId, visitorId: VISITOR, firstName: 'Ana', lastName: 'Alba' },
        ...{ email: checkout.email, locale: 'de', seenAt: new Date(checkout.updatedAt) },
      });
    }));

  test('that was paid says when', () =>
    inShopify(async (world) => {
      const { token } = world.store.createCheckout(fillCart(world).token);
      world.store.submitContact(token, contact);
      world.store.completeCheckout(token);
      const told = (await checkoutsOf(world)).at(-1);
      expect(told?.completedAt).toEqual(new Date(world.store.checkout(token)?.completedAt ?? ''));
    }));

  test('without a contact yet is nobody’s', () =>
    inShopify(
      async (world) => {
        world.store.createCheckout(fillCart(world).token);
        const [told] = await checkoutsOf(world, 'checkouts/create');
        expect(told?.person.email).toBeUndefined();
        expect(told?.person.customerId).toBeUndefined();
      },
      { unknowns: { checkoutCreateFires: 'start' } },
    ));

  test.each(['', 'short', '<script>alert(1)</script>-----------', 'x'.repeat(65), 'a visitor with spaces!!'])(
    'takes no visitor from the attribute "%s": attributes are anybody’s to write',
    (attribute) =>
      inShopify(async (world) => {
        const cart = fillCart(world);
        world.store.setCartAttributes(cart.token, { _kindred_visitor: attribute });
        world.store.submitContact(world.store.createCheckout(cart.token).token, contact);
        const [told] = await checkoutsOf(world, 'checkouts/create');
        expect(told?.person.visitorId).toBeUndefined();
      }),
  );
});

describe('a payload that is not what Shopify documents', () => {
  test.each([
    [
      'carts/update',
      '{"created_at":"2026-01-01T00:00:00Z","updated_at":"2026-01-01T00:00:00Z","line_items":[]}',
      'token',
    ],
    [
      'carts/update',
      '{"token":"a","created_at":"yesterday","updated_at":"2026-01-01T00:00:00Z","line_items":[]}',
      'created_at',
    ],
    ['checkouts/update', '{}', 'token'],
  ])('%s %s is refused by the field', (topic, body, field) => {
    expect(() => parseWebhook(topic, body, CONTEXT)).toThrow(field);
  });
});
