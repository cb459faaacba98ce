import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { topics } from '../../testing/app-toml';
import { tellEveryTopic } from '../../testing/every-topic';
import { shopifyLibrary } from '../../testing/shopify-library';
import { startTestWorld, type TestWorld } from '../../testing/test-world';

/** Told once; the tests look at what arrived. */
let world: TestWorld;

beforeAll(async () => {
  world = await startTestWorld();
  await tellEveryTopic(world);
});
afterAll(() => world.close());

const first = (topic: string) => world.receiver.of(topic)[0]!.body;
const last = (topic: string) => world.receiver.of(topic).at(-1)!.body;
const deepKeys = (value: unknown): string[] =>
  Array.isArray(value)
    ? value.flatMap(deepKeys)
    : typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, inner]) => [key, ...deepKeys(inner)])
      : [];

describe('every topic', () => {
  it('has arrived', () => {
    const missing = [...topics, 'customers/data_request', 'customers/redact', 'shop/redact'].filter(
      (topic) => world.receiver.of(topic).length === 0,
    );
    expect(missing).toEqual([]);
  });

  it('is accepted by Shopify’s own library, with the headers it reads', async () => {
    const shopify = shopifyLibrary(world.url);
    for (const { rawBody, headers, topic } of world.receiver.received) {
      const rawRequest = new Request('https://app.example.com/webhooks', {
        method: 'POST',
        headers: headers as Record<string, string>,
      });
      const verdict = await shopify.webhooks.validate({
        rawBody,
        rawRequest: { ...rawRequest, headers } as never,
        rawResponse: {} as never,
      });
      expect(verdict, topic).toMatchObject({ valid: true, domain: 'tiny-shop.myshopify.com', apiVersion: '2026-10' });
    }
  });

  it('has an instant in the shop’s own offset wherever REST has one', () => {
    for (const topic of ['orders/create', 'customers/create', 'products/update', 'checkouts/create']) {
      expect(first(topic).updated_at, topic).toBe('2026-09-30T12:00:00+02:00');
    }
    expect(first('carts/create').updated_at).toBe('2026-09-30T10:00:00.000Z');
  });
});

describe('fields that Shopify has taken away', () => {
  it.each([
    [
      'customers/create',
      [
        'tags',
        'email_marketing_consent',
        'sms_marketing_consent',
        'accepts_marketing',
        'orders_count',
        'total_spent',
        'last_order_id',
      ],
    ],
    ['customers/update', ['tags', 'email_marketing_consent', 'sms_marketing_consent', 'orders_count', 'total_spent']],
    ['checkouts/create', ['id', 'closed']],
    ['checkouts/update', ['id']],
    ['orders/create', ['checkout_id']],
    ['orders/paid', ['checkout_id']],
    ['orders/cancelled', ['checkout_id']],
    ['carts/create', ['email', 'customer', 'customer_id']],
  ])('%s has none of %j', (topic, gone) => {
    expect(Object.keys(first(topic)).filter((key) => gone.includes(key))).toEqual([]);
  });

  it('are gone from the customer inside orders and checkouts too', () => {
    for (const topic of ['orders/create', 'checkouts/create']) {
      const keys = deepKeys(first(topic).customer);
      expect(keys, topic).toContain('first_name');
      expect(
        keys.filter((key) => /consent|^tags$|orders_count|total_spent/.test(key)),
        topic,
      ).toEqual([]);
    }
    expect(deepKeys(first('orders/create'))).not.toContain('checkout_id');
  });
});

describe('bodies', () => {
  it('of carts name token, lines and prices', () => {
    expect(first('carts/create')).toMatchObject({
      token: expect.stringMatching(/^hWN[A-Za-z0-9]{29}$/) as unknown,
      line_items: [
        { variant_id: 20011, product_id: 1001, quantity: 10, price: '10.99', line_price: '109.90', sku: 'T1-1' },
      ],
    });
  });

  it('of checkouts tell the contact, the cart and, at the end, the completion', () => {
    const start = first('checkouts/create');
    expect(start).toMatchObject({
      email: 'new@example.org',
      buyer_accepts_marketing: true,
      cart_token: first('carts/create').token,
      completed_at: null,
      note_attributes: [{ name: '_kindred_visitor', value: 'visitor-1' }],
      abandoned_checkout_url: `https://tiny-shop.myshopify.com/checkouts/${String(start.token)}`,
    });
    expect(first('checkouts/update')).toMatchObject({ token: start.token, completed_at: '2026-09-30T12:00:00+02:00' });
    expect(first('checkouts/delete')).toEqual({ token: expect.any(String) as unknown, presentment_currency: 'EUR' });
  });

  it('of orders join with checkout and cart by token', () => {
    expect(first('orders/create')).toMatchObject({
      admin_graphql_api_id: 'gid://shopify/Order/900006',
      id: 900006,
      name: '#1006',
      checkout_token: first('checkouts/create').token,
      cart_token: first('carts/create').token,
      financial_status: 'paid',
      currency: 'EUR',
      total_price: '109.90',
      line_items: [{ product_id: 1001, variant_id: 20011, quantity: 10, price: '10.99' }],
      customer: { email: 'new@example.org', first_name: 'Nina' },
    });
    expect(first('orders/cancelled')).toMatchObject({
      cancelled_at: '2026-09-30T12:00:00+02:00',
      financial_status: 'refunded',
    });
    expect(first('orders/edited')).toMatchObject({
      order_edit: { order_id: 900006, line_items: { removals: [{ delta: 1 }], additions: [] } },
    });
    expect(first('orders/fulfilled')).toMatchObject({
      fulfillment_status: 'fulfilled',
      fulfillments: [{ status: 'success', created_at: '2026-09-30T12:00:00+02:00', line_items: [{ quantity: 1 }] }],
    });
    expect(first('orders/delete')).toEqual({ id: 900006 });
    expect(first('refunds/create')).toMatchObject({
      order_id: 900006,
      refund_line_items: [{ quantity: 2 }],
      transactions: [{ amount: '21.98' }],
    });
  });

  it('of customers', () => {
    expect(first('customers_email_marketing_consent/update')).toMatchObject({
      email_address: 'new@example.org',
      email_marketing_consent: {
        state: 'subscribed',
        opt_in_level: 'single_opt_in',
        consent_updated_at: '2026-09-30T12:00:00+02:00',
      },
    });
    expect(first('customers/purchasing_summary')).toMatchObject({
      customerId: expect.stringMatching(/^gid:\/\/shopify\/Customer\//) as unknown,
      numberOfOrders: 1,
      amountSpent: { amount: '109.9', currencyCode: 'EUR' },
      lastOrderId: 'gid://shopify/Order/900006',
    });
    expect(first('customer.tags_added')).toMatchObject({ customerId: 'gid://shopify/Customer/3001', tags: ['b2b'] });
    expect(first('customers/merge')).toMatchObject({
      admin_graphql_api_customer_kept_id: 'gid://shopify/Customer/3002',
      admin_graphql_api_customer_deleted_id: 'gid://shopify/Customer/3003',
      status: 'completed',
    });
    expect(first('customers/delete')).toEqual({ id: 3003, admin_graphql_api_id: 'gid://shopify/Customer/3003' });
  });

  it('of the catalogue', () => {
    expect(first('products/update')).toMatchObject({
      id: 1001,
      status: 'active',
      tags: 'bright, sale',
      variants: [{ id: 20011, price: '10.99', inventory_quantity: 0 }, { id: 20012 }],
      images: [{ src: 'https://tiny-shop.myshopify.com/images/products/thing-1.svg' }],
    });
    expect(first('inventory_levels/update')).toMatchObject({ inventory_item_id: 20011, available: 0 });
    expect(first('inventory_levels/disconnect')).toEqual({
      inventory_item_id: 20012,
      location_id: first('inventory_levels/update').location_id,
    });
    expect(world.receiver.of('inventory_levels/connect').map(({ body }) => body)).toContainEqual(
      expect.objectContaining({ inventory_item_id: 20012, available: 0 }),
    );
    expect(first('inventory_items/update')).toMatchObject({ id: 20012, tracked: false });
    expect(first('variants/out_of_stock')).toMatchObject({ id: 20011, product_id: 1001, inventory_quantity: 0 });
    expect(first('variants/in_stock')).toMatchObject({ id: 20011, inventory_quantity: 2 });
    expect(first('products/delete')).toEqual({ id: expect.any(Number) as unknown });
    expect(first('collections/update')).toMatchObject({ id: 501, title: 'Lights' });
    expect(first('collections/create')).toMatchObject({ handle: 'passing' });
    expect(first('collections/delete')).toMatchObject({ id: first('collections/create').id });
  });

  it('of the platform', () => {
    expect(first('shop/update')).toMatchObject({
      name: 'Renamed Shop',
      myshopify_domain: 'tiny-shop.myshopify.com',
      iana_timezone: 'Europe/Berlin',
    });
    expect(first('bulk_operations/finish')).toMatchObject({ status: 'completed', type: 'query', error_code: null });
    expect(last('app/scopes_update')).toMatchObject({ current: ['read_orders'] });
    expect(first('app/uninstalled')).toMatchObject({ myshopify_domain: 'tiny-shop.myshopify.com' });
  });

  it('of the law’s requests', () => {
    const shop = { shop_id: 70000000001, shop_domain: 'tiny-shop.myshopify.com' };
    const customer = { id: 3001, email: 'person1@example.com', phone: '+4930123456' };
    expect(first('customers/data_request')).toEqual({
      ...shop,
      customer,
      orders_requested: [900001, 900004],
      data_request: { id: expect.any(Number) as unknown },
    });
    expect(first('customers/redact')).toEqual({ ...shop, customer, orders_to_redact: [900001, 900004] });
    expect(first('shop/redact')).toEqual(shop);
    expect(world.receiver.of('shop/redact')[0]?.path).toBe('/webhooks/compliance');
  });
});
