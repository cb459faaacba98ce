import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ToldFact } from '~/capture/events/told-reports';
import { eventProperties } from '~/capture/events/event';
import { inOwnWords, mentionedIn, type Known } from './commerce-events';

const BOWL = { productId: 'gid://shopify/Product/1', variantId: 'gid://shopify/ProductVariant/10' };
const CUP = { productId: 'gid://shopify/Product/2' };
const NOTHING: Known = { goods: [], collectionId: null, orderId: null };

const track = (name: string, properties: Record<string, unknown> = {}): ToldFact => ({
  kind: 'track',
  name,
  properties,
});
const page = (properties: Record<string, unknown>): ToldFact => ({ kind: 'page', name: '', properties });
const say = (fact: ToldFact, known: Partial<Known> = {}) => inOwnWords(fact, { ...NOTHING, ...known }, 'EUR');

describe('an event of the e-commerce spec', () => {
  it('about one product is ours, where the catalogue knows the product', () => {
    const told = { product_id: '1', price: 19.9, quantity: 2, coupon: 'x' };
    expect(mentionedIn(track('Product Added', told)).goods).toEqual([{ productId: '1' }]);
    expect(say(track('Product Added', told), { goods: [BOWL] })).toEqual({
      type: 'product_added_to_cart',
      properties: { ...BOWL, priceMinor: 1_990, currency: 'EUR', quantity: 2 },
    });
    expect(say(track('product viewed', { sku: 'B-1' }), { goods: [CUP] })).toEqual({
      type: 'product_viewed',
      properties: CUP,
    });
    expect(say(track('Product Removed', told), { goods: [CUP] })?.type).toBe('product_removed_from_cart');
    expect(say(track('Product Viewed', told), { goods: [null] })).toBeNull();
  });

  it('counts in the currency it names', () => {
    const priced = (price: unknown, currency?: string) =>
      say(track('Product Viewed', { price, currency }), { goods: [CUP] })?.properties;
    expect(priced('1200', 'jpy')).toMatchObject({ priceMinor: 1_200, currency: 'JPY' });
    expect(priced(1.5, 'KWD')).toMatchObject({ priceMinor: 1_500, currency: 'KWD' });
    for (const price of ['cheap', -1, Infinity, {}, null, '']) expect(priced(price)).toEqual(CUP);
  });

  it('about a cart keeps the lines that are known, and counts all', () => {
    const products = [{ product_id: 1, price: 10, quantity: 2 }, { sku: 'lost' }, { variant_id: '30' }];
    const fact = track('Cart Viewed', { products, total: 45 });
    expect(mentionedIn(fact).goods).toEqual([{ productId: '1' }, { sku: 'lost' }, { variantId: '30' }]);
    expect(say(fact, { goods: [BOWL, null, CUP] })).toEqual({
      type: 'cart_viewed',
      properties: {
        lines: [
          { ...BOWL, quantity: 2, priceMinor: 1_000 },
          { ...CUP, quantity: 1 },
        ],
        itemCount: 4,
        totalMinor: 4_500,
        currency: 'EUR',
      },
    });
    expect(say(fact, { goods: [null, null, null] })).toBeNull();
  });

  it('about a search, a checkout, a list', () => {
    expect(say(track('Products Searched', { query: 'bowl' }))).toEqual({
      type: 'search_submitted',
      properties: { query: 'bowl' },
    });
    expect(say(track('Products Searched', {}))).toBeNull();
    expect(say(track('Checkout Started', { value: 20, products: [{}, { quantity: 2 }] }))).toEqual({
      type: 'checkout_started',
      properties: { itemCount: 3, totalMinor: 2_000, currency: 'EUR' },
    });
    const collectionId = 'gid://shopify/Collection/1';
    expect(mentionedIn(track('Product List Viewed', { list_id: 'bowls' })).collection).toBe('bowls');
    expect(say(track('Product List Viewed', {}), { collectionId })).toEqual({
      type: 'collection_viewed',
      properties: { collectionId },
    });
    expect(say(track('Product List Viewed', {}))).toBeNull();
  });

  it('about an order is a completed checkout of an order Shopify told of, and never an order by itself', () => {
    const fact = track('Order Completed', { order_id: '#1001', revenue: 20 });
    expect(mentionedIn(fact).order).toBe('#1001');
    expect(say(fact)).toBeNull();
    expect(say(fact, { orderId: 'gid://shopify/Order/1' })).toEqual({
      type: 'checkout_completed',
      properties: { orderId: 'gid://shopify/Order/1', totalMinor: 2_000, currency: 'EUR' },
    });
  });

  it('of any other name is nobody’s but the teller’s', () => {
    expect(say(track('Loyalty Joined', { product_id: '1' }), { goods: [BOWL] })).toBeNull();
    expect(say({ kind: 'screen', name: 'Product Viewed', properties: {} }, { goods: [BOWL] })).toBeNull();
  });
});

describe('a page', () => {
  it('is where it lies, without what its query says, and where people came from', () => {
    const told = {
      url: 'https://x.example/a?mail=1#b',
      referrer: 'https://y.example/z?q=1',
      campaign: { name: 'spring', source: 'news' },
    };
    expect(say(page(told))).toEqual({
      type: 'page_viewed',
      properties: { url: 'https://x.example/a', referrer: 'y.example', utm: { source: 'news', campaign: 'spring' } },
    });
    expect(say(page({ path: '/a', referrer: 'nowhere' }))).toEqual({ type: 'page_viewed', properties: { url: '/a' } });
  });

  it('without an address is kept as it was told', () => {
    expect(say(page({ title: 'Home' }))).toBeNull();
  });
});

it('whatever is told, it never throws, and what it says has the form that all events have', () => {
  const names = [
    'Product Viewed',
    'Product Added',
    'Cart Viewed',
    'Checkout Started',
    'Products Searched',
    'Order Completed',
  ];
  const keys = ['product_id', 'sku', 'price', 'quantity', 'products', 'query', 'total', 'currency', 'url', 'campaign'];
  const properties = fc.dictionary(fc.constantFrom(...keys), fc.jsonValue());
  const fact = fc.oneof(
    fc.record({ kind: fc.constant('track' as const), name: fc.constantFrom(...names), properties }),
    fc.record({ kind: fc.constant('page' as const), name: fc.constant(''), properties }),
  );
  fc.assert(
    fc.property(fact, (told) => {
      const goods = mentionedIn(told).goods.map((_, index) => (index % 2 ? null : BOWL));
      const said = say(told, { goods, orderId: 'gid://shopify/Order/1' });
      if (said) expect(() => eventProperties[said.type].parse(said.properties)).not.toThrow();
    }),
  );
});
