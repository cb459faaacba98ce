import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { subjectKey, subjectsIn } from './subjects';

const VISITOR = 'visitor-0123456789-abcdef';
const named = (topic: string, payload: unknown) => subjectsIn(topic, JSON.stringify(payload));

describe('whom a payload names', () => {
  it('is found wherever they are named, not only in what is read', () => {
    const order = {
      id: 9,
      email: 'Anna@Example.com',
      contact_email: 'anna@example.com',
      customer: { id: 1, default_address: { customer_id: 1, phone: '+49 151 2345 6789' } },
      note_attributes: [{ name: '_kindred_visitor', value: VISITOR }],
      note: 'please write to bea@example.com <Bea>',
    };
    expect(named('orders/create', order)).toEqual([
      'customer 1',
      'email anna@example.com',
      'email bea@example.com',
      'order 9',
      'phone 123456789',
      `visitor ${VISITOR}`,
    ]);
  });

  it.each([
    ['customers/update', { id: 7 }, 'customer 7'],
    ['customer.tags_added', { customerId: 'gid://shopify/Customer/7', tags: [] }, 'customer 7'],
    ['customers_email_marketing_consent/update', { customer_id: 7 }, 'customer 7'],
    ['customers/redact', { customer: { id: 7, email: null, phone: null } }, 'customer 7'],
    ['customers/merge', { admin_graphql_api_customer_kept_id: 'gid://shopify/Customer/7' }, 'customer 7'],
    ['carts/update', { attributes: { _kindred_visitor: VISITOR } }, `visitor ${VISITOR}`],
    ['carts/update', { id: 'c1', token: 'c1?key=x', note: 'for Anna' }, 'token c1'],
    ['checkouts/update', { cart_token: 'c1', line_items: [] }, 'token c1'],
    ['refunds/create', { id: 3, order_id: 9, note: 'Anna called' }, 'order 9'],
    ['orders/edited', { order_edit: { order_id: 9, staff_note: 'Anna called' } }, 'order 9'],
    ['orders/delete', { id: 9 }, 'order 9'],
    ['batch', { events: [{ type: 'cart_viewed', cartToken: 'c1' }] }, 'token c1'],
    ['events', { batch: { visitorId: VISITOR, events: [] }, customerId: null }, `visitor ${VISITOR}`],
    ['Bounce', { Email: 'anna@example.com', Tag: '' }, 'email anna@example.com'],
    ['Delivery', { Recipient: 'anna@example.com' }, 'email anna@example.com'],
  ])('%s %j names %s', (topic, payload, key) => {
    expect(named(topic, payload)).toEqual([key]);
  });

  it('is found in what is no JSON, too', () => {
    expect(subjectsIn('orders/create', '{"email":"anna@example.com",')).toEqual(['email anna@example.com']);
  });

  it('is nobody where only things are named', () => {
    const product = { id: 7, title: 'Bowl @ home', variants: [{ id: 71, price: '10.00' }] };
    expect(named('products/update', product)).toEqual([]);
  });

  it('is each of them once, whatever else stands around them', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.array(fc.integer({ min: 1, max: 99 }), { maxLength: 5 }), (noise, ids) => {
        const keys = named('orders/create', { noise, people: ids.map((id) => ({ customer: { id } })) });
        expect(new Set(keys).size).toBe(keys.length);
        for (const id of ids) expect(keys).toContain(`customer ${id}`);
      }),
    );
  });
});

describe('one person, written down in several ways, has one key', () => {
  it.each([
    ['email', ' Anna@Example.COM', 'anna@example.com'],
    ['customer', 'gid://shopify/Customer/7', '7'],
    ['phone', '+49 (151) 2345-6789', '0151 23456789'],
    ['order', 'gid://shopify/Order/9', '9'],
    ['token', 'c1?key=abc', 'c1'],
  ] as const)('%s %s and %s', (kind, one, other) => {
    expect(subjectKey({ kind, value: one })).toBe(subjectKey({ kind, value: other }));
  });

  it.each([
    ['email', ' '],
    ['customer', 'nobody'],
    ['phone', '12'],
    ['visitor', ''],
    ['order', 'none'],
    ['token', ''],
  ] as const)('%s %j names nobody', (kind, value) => {
    expect(subjectKey({ kind, value })).toBeNull();
  });
});
