import { describe, expect, test } from 'vitest';
import { gid } from '../../../tests/factories/reports';
import { toCheckout, tokensIn } from './bulk-checkouts';

const CART = 'Z2NwLXVzLWVhc3QxOjAxSkJaTUVRSjgzNUJUN1BTNjEzRFdRUFFQ';
const CHECKOUT = '84ad78572dae52a8cbea7d55371afe89';

describe('the address of an abandoned checkout', () => {
  test.each([
    [
      'holds the cart’s token',
      `https://a.myshopify.com/59026964593/checkouts/ac/${CART}/recover?key=0385&locale=en-US`,
    ],
    ['may hold a language, too', `https://a.myshopify.com/59026964593/checkouts/ac/${CART}/de/recover?key=0385`],
    ['may end there', `https://shop.example/checkouts/ac/${CART}?locale=en-BR`],
  ])('%s', (_, url) => {
    expect(tokensIn(url)).toEqual({ cartToken: CART, checkoutToken: null });
  });

  test.each([
    ['of old held the checkout’s token', `https://www.shop.example/14168/checkouts/${CHECKOUT}/recover?key=6dac`],
    ['may be nothing else', `https://shop.example/checkouts/${CHECKOUT}`],
  ])('%s', (_, url) => {
    expect(tokensIn(url)).toEqual({ cartToken: null, checkoutToken: CHECKOUT });
  });

  test.each(['https://shop.example/cart', 'https://shop.example/checkouts/', 'https://shop.example/checkouts/ac/'])(
    'may hold none: %s',
    (url) => {
      expect(tokensIn(url)).toEqual({ cartToken: null, checkoutToken: null });
    },
  );
});

const parent = {
  id: gid('AbandonedCheckout', 1),
  abandonedCheckoutUrl: `https://shop.example/checkouts/${CHECKOUT}`,
  createdAt: '2026-09-21T10:00:00Z',
  updatedAt: '2026-09-21T10:05:00Z',
  completedAt: null,
  customer: null,
};
const line = (changes: object = {}) => ({
  id: gid('AbandonedCheckoutLineItem', 10),
  title: 'Marlow Tote Bag',
  variantTitle: 'Teal',
  quantity: 2,
  product: { id: gid('Product', 1) },
  variant: { id: gid('ProductVariant', 11) },
  originalUnitPriceSet: { shopMoney: { amount: '29.9' } },
  ...changes,
});

describe('an abandoned checkout', () => {
  test('is read with its lines and its instants', () => {
    expect(toCheckout({ parent, children: [line()] }, 'EUR')).toEqual({
      ...{ id: parent.id, url: parent.abandonedCheckoutUrl, cartToken: null, checkoutToken: CHECKOUT },
      ...{
        createdAt: new Date('2026-09-21T10:00:00Z'),
        updatedAt: new Date('2026-09-21T10:05:00Z'),
        completedAt: null,
      },
      ...{ currency: 'EUR', customerId: null },
      lines: [
        {
          ...{ productId: gid('Product', 1), variantId: gid('ProductVariant', 11), quantity: 2 },
          ...{ title: 'Marlow Tote Bag', variantTitle: 'Teal', priceMinor: 2_990 },
        },
      ],
    });
  });

  test('counts in the units of its currency', () => {
    const children = [line({ originalUnitPriceSet: { shopMoney: { amount: '2990.0' } } })];
    expect(toCheckout({ parent, children }, 'JPY').lines[0]?.priceMinor).toBe(2_990);
    expect(toCheckout({ parent, children }, 'KWD').lines[0]?.priceMinor).toBe(2_990_000);
  });

  test('leaves out what is no product, or of one that is gone', () => {
    const children = [line({ product: null }), line({ variant: null }), line({ title: null, variantTitle: null })];
    expect(toCheckout({ parent, children }, 'EUR').lines).toMatchObject([{ title: '', variantTitle: null }]);
  });

  test('that is not as it should be is refused by name', () => {
    expect(() => toCheckout({ parent: { ...parent, updatedAt: 'today' }, children: [] }, 'EUR')).toThrow('updatedAt');
  });
});
