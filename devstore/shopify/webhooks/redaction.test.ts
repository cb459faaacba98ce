import { describe, expect, it } from 'vitest';
import { isProtectedTopic, redact } from './redaction';

const order = {
  id: 1,
  name: '#1001',
  email: 'a@example.com',
  total_price: '10.00',
  customer: { id: 2, first_name: 'A', default_address: { address1: 'Street', name: 'A B', city: 'Berlin', zip: '1' } },
  line_items: [{ name: 'Lamp', title: 'Lamp' }],
};

describe('what an app is not approved for', () => {
  it('is null at level 1: name, address, phone and email, wherever they stand', () => {
    expect(redact(order, 'level1')).toEqual({
      ...order,
      email: null,
      customer: { id: 2, first_name: null, default_address: { address1: null, name: null, city: 'Berlin', zip: null } },
    });
  });

  it('is shown at level 2', () => {
    expect(redact(order, 'level2')).toBe(order);
  });

  it.each([
    ['orders/create', true],
    ['checkouts/update', true],
    ['customers/update', true],
    ['customers_email_marketing_consent/update', true],
    ['customer.tags_added', true],
    ['refunds/create', true],
    ['products/update', false],
    ['carts/update', false],
    ['app/uninstalled', false],
    ['shop/redact', false],
  ])('%s is of one customer: %j', (topic, expected) => {
    expect(isProtectedTopic(topic)).toBe(expected);
  });
});
