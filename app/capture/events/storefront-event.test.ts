import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gid } from '../../../tests/factories/reports';
import { after, TEST_START } from '../../../tests/factories/times';
import { eventProperties, type EventType } from './event';
import {
  LARGEST_BODY_BYTES,
  MOST_EVENTS,
  OLDEST_EVENT_MS,
  storefrontBatch,
  toCustomerEvents,
} from './storefront-event';

const viewed = (changes: object = {}) => ({
  id: 'e1',
  at: TEST_START.toISOString(),
  type: 'product_viewed',
  productId: gid('Product', 1),
  ...changes,
});

const batchOf = (events: unknown[], changes: object = {}): unknown => ({
  v: 1,
  shop: 'ellis.myshopify.com',
  source: 'pixel',
  visitorId: 'v'.repeat(20),
  sentAt: TEST_START.toISOString(),
  events,
  ...changes,
});

const isTaken = (batch: unknown): boolean => storefrontBatch.safeParse(batch).success;
const refusedAt = (batch: unknown): string[] => {
  const result = storefrontBatch.safeParse(batch);
  return result.success ? [] : result.error.issues.map((issue) => issue.path.join('.'));
};

describe('a batch of a storefront', () => {
  it.each([
    {
      ...{ type: 'page_viewed', url: '/products/bowl', pageType: 'product', locale: 'fr-ca', referrer: 'news.example' },
      ...{ utm: { source: 'kindred', campaign: 'spring' }, device: 'tablet' },
    },
    { type: 'page_viewed' },
    { type: 'product_viewed', productId: gid('Product', 1), variantId: gid('ProductVariant', 2) },
    { type: 'collection_viewed', collectionId: gid('Collection', 1) },
    { type: 'search_submitted', query: '', resultCount: 0 },
    { type: 'product_added_to_cart', productId: gid('Product', 1), quantity: 0, cartToken: 'c' },
    { type: 'product_removed_from_cart', productId: gid('Product', 1), quantity: 10_000 },
    { type: 'cart_viewed' },
    { type: 'cart_viewed', cartToken: 'c', lines: [{ productId: gid('Product', 1), quantity: 2 }], itemCount: 2 },
    { type: 'checkout_started', checkoutToken: 'abc' },
    { type: 'checkout_contact_info_submitted' },
    { type: 'checkout_address_info_submitted', checkoutToken: 'abc' },
    { type: 'checkout_shipping_info_submitted', checkoutToken: 'abc' },
    { type: 'payment_info_submitted', checkoutToken: 'abc' },
    { type: 'checkout_completed', checkoutToken: 'abc', orderId: gid('Order', 1) },
    { type: 'alert_displayed', alert: 'DISCOUNT_ERROR', alertTarget: 'cart.deliveryGroups[0].deliveryAddress.zip' },
    { type: 'time_on_page', productId: gid('Product', 1), pageType: 'product', secondsOnPage: 12.5 },
  ])('may tell of $type, and what it tells is an event of ours', (told) => {
    const source = told.type === 'time_on_page' ? 'theme' : 'pixel';
    const batch = storefrontBatch.parse(batchOf([{ id: 'e', at: TEST_START.toISOString(), ...told }], { source }));
    const [event] = toCustomerEvents(batch, TEST_START);
    const { type, ...properties } = told;
    expect(event).toMatchObject({ type, properties, source: 'storefront' });
    expect(eventProperties[type as EventType].parse(event?.properties)).toEqual(properties);
  });

  it('holds from one event to as many as are allowed', () => {
    const many = (count: number) => batchOf(Array.from({ length: count }, (_, index) => viewed({ id: `e${index}` })));
    expect([0, 1, MOST_EVENTS, MOST_EVENTS + 1].map((count) => isTaken(many(count)))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it.each([
    ['theme', viewed(), 'events.0.type'],
    ['pixel', viewed({ type: 'time_on_page', secondsOnPage: 1 }), 'events.0.type'],
  ])('of the %s may not tell what the other of the two tells: it would count twice', (source, told, where) => {
    expect(refusedAt(batchOf([told], { source }))).toEqual([where]);
  });

  it('of the theme may only say who is there', () => {
    expect(isTaken(batchOf([], { source: 'theme' }))).toBe(true);
    expect(isTaken(batchOf([], { source: 'theme', mail: 'm'.repeat(43) }))).toBe(true);
    expect(refusedAt(batchOf([], { source: 'theme', mail: 'm' }))).toEqual(['mail']);
  });

  it('of the most events of the largest size still fits into the largest body', () => {
    const usual = viewed({ id: 'x'.repeat(36), variantId: gid('ProductVariant', 12_345_678_901_234), quantity: 10 });
    const largest = batchOf(Array.from({ length: MOST_EVENTS }, () => usual));
    expect(isTaken(largest)).toBe(true);
    expect(JSON.stringify(largest).length).toBeLessThan(LARGEST_BODY_BYTES);
  });

  it.each([
    ['another version', { v: 2 }, 'v'],
    ['no shop', { shop: undefined }, 'shop'],
    ['a shop elsewhere', { shop: 'ellis.example' }, 'shop'],
    ['a shop in capitals', { shop: 'Ellis.myshopify.com' }, 'shop'],
    ['a shop with something behind it', { shop: 'ellis.myshopify.com.evil.example' }, 'shop'],
    ['a shop with a line break', { shop: 'ellis.myshopify.com\n' }, 'shop'],
    ['another source', { source: 'admin' }, 'source'],
    ['a visitor that can be guessed', { visitorId: 'v'.repeat(19) }, 'visitorId'],
    ['an endless visitor', { visitorId: 'v'.repeat(65) }, 'visitorId'],
    ['a visitor that is no token', { visitorId: `${'v'.repeat(20)}';--` }, 'visitorId'],
    ['no time', { sentAt: 'yesterday' }, 'sentAt'],
    ['a time without a zone', { sentAt: '2026-03-10T12:00:00' }, 'sentAt'],
    ['no list', { events: {} }, 'events'],
  ])('with %s is refused there', (_, changes, where) => {
    expect(refusedAt(batchOf([viewed()], changes))).toEqual([where]);
  });

  it.each([
    ['of no known type', { type: 'order_placed' }, 'type'],
    ['about consent', { type: 'consent_changed', purpose: 'marketing', state: 'granted' }, 'type'],
    ['of a mail', { type: 'email_clicked', messageId: 'x', url: '/' }, 'type'],
    ['without an id', { id: '' }, 'id'],
    ['with an endless id', { id: 'x'.repeat(101) }, 'id'],
    ['without a time', { at: undefined }, 'at'],
    ['on a product that is none', { productId: 'bowl' }, 'productId'],
    ['on a product with something behind it', { productId: `${gid('Product', 1)}\n` }, 'productId'],
    ['of less than nothing', { type: 'product_added_to_cart', quantity: -1 }, 'quantity'],
    ['of too many', { type: 'product_added_to_cart', quantity: 10_001 }, 'quantity'],
    ['of half a thing', { type: 'product_added_to_cart', quantity: 0.5 }, 'quantity'],
    ['at a price that is none', { price: -1 }, 'price'],
    ['in a currency that is none', { currency: 'euro' }, 'currency'],
    ['with an id that text cannot hold', { id: 'a\u0000b' }, 'id'],
    ['with an id of half a character', { id: 'a\ud800' }, 'id'],
  ])('with an event %s is refused there', (_, changes, where) => {
    expect(refusedAt(batchOf([viewed(), viewed(changes)]))).toEqual([`events.1.${where}`]);
  });

  it.each(['\u0000', '\ud83d', 'x'.repeat(501)])(
    'with a query or an address that cannot be kept is refused (%#)',
    (text) => {
      expect(isTaken(batchOf([viewed({ type: 'search_submitted', query: text })]))).toBe(false);
      expect(isTaken(batchOf([viewed({ type: 'page_viewed', url: text })]))).toBe(false);
      expect(isTaken(batchOf([viewed({ type: 'checkout_started', checkoutToken: text })]))).toBe(false);
    },
  );

  it('takes any text that is one', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (query) => {
        fc.pre(query.length <= 200 && !query.includes('\u0000'));
        expect(isTaken(batchOf([viewed({ type: 'search_submitted', query })]))).toBe(true);
      }),
    );
  });

  it('is what it is known to be: whatever else stands in it is left out', () => {
    const told = viewed({ email: 'anna@example.com', __proto__: { polluted: true } });
    const batch = storefrontBatch.parse(batchOf([told], { customerId: gid('Customer', 1) }));
    expect(JSON.stringify(batch)).not.toMatch(/anna|Customer|polluted/);
  });

  it('of any nonsense is refused without a crash', () => {
    fc.assert(
      fc.property(fc.anything(), (nonsense) => {
        expect(isTaken(nonsense)).toBe(false);
        expect(isTaken(batchOf([nonsense]))).toBe(false);
      }),
    );
  });
});

describe('an amount', () => {
  const properties = (changes: object) =>
    toCustomerEvents(storefrontBatch.parse(batchOf([viewed(changes)])), TEST_START)[0]?.properties;

  it.each([
    [19.9, 'EUR', 1_990],
    [0.07, 'EUR', 7],
    [1_200, 'JPY', 1_200],
    [1.234, 'KWD', 1_234],
  ])('of %d %s is kept in minor units', (price, currency, priceMinor) => {
    expect(properties({ price, currency })).toEqual({ productId: gid('Product', 1), priceMinor, currency });
  });

  it('without a currency says nothing and is left out', () => {
    expect(properties({ price: 19.9 })).toEqual({ productId: gid('Product', 1) });
  });

  it('of a cart is the sum, and of its lines each one’s', () => {
    const lines = [{ productId: gid('Product', 1), quantity: 2, price: 18.5 }];
    expect(properties({ type: 'cart_viewed', lines, total: 37, currency: 'EUR' })).toEqual({
      lines: [{ productId: gid('Product', 1), quantity: 2, priceMinor: 1_850 }],
      ...{ totalMinor: 3_700, currency: 'EUR' },
    });
  });
});

describe('when an event happened', () => {
  const occurredAt = (at: Date, sentAt: Date, receivedAt: Date): Date | undefined => {
    const batch = storefrontBatch.parse(batchOf([viewed({ at: at.toISOString() })], { sentAt: sentAt.toISOString() }));
    return toCustomerEvents(batch, receivedAt)[0]?.occurredAt;
  };
  const instant = fc.date({
    min: new Date('0001-01-01'),
    max: new Date('9999-12-31T23:59:59.999Z'),
    noInvalidDate: true,
  });

  it('is as long before we heard of it as it was before its sending, however wrong the browser’s clock', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(10 ** 12), max: 10 ** 12 }), fc.nat(OLDEST_EVENT_MS), (skewMs, ageMs) => {
        const sentAt = after(skewMs);
        expect(occurredAt(after(-ageMs, sentAt), sentAt, TEST_START)).toEqual(after(-ageMs));
      }),
    );
  });

  it('is never later than we heard of it, nor older than a browser keeps what it could not send', () => {
    fc.assert(
      fc.property(instant, instant, (at, sentAt) => {
        const ageMs = TEST_START.getTime() - (occurredAt(at, sentAt, TEST_START)?.getTime() ?? NaN);
        expect(ageMs).toBeGreaterThanOrEqual(0);
        expect(ageMs).toBeLessThanOrEqual(OLDEST_EVENT_MS);
      }),
    );
  });
});

describe('the key by which an event is known again', () => {
  it('is the visitor’s and the event’s own id, whenever and how often it is sent', () => {
    const once = storefrontBatch.parse(batchOf([viewed()]));
    const again = storefrontBatch.parse(
      batchOf([viewed({ id: 'e0' }), viewed()], { sentAt: after(9_000).toISOString() }),
    );
    expect(toCustomerEvents(once, TEST_START)[0]?.dedupeKey).toBe(toCustomerEvents(again, after(9_999))[1]?.dedupeKey);
  });

  it('is not another visitor’s', () => {
    const other = storefrontBatch.parse(batchOf([viewed()], { visitorId: 'w'.repeat(20) }));
    const mine = storefrontBatch.parse(batchOf([viewed()]));
    expect(toCustomerEvents(other, TEST_START)[0]?.dedupeKey).not.toBe(
      toCustomerEvents(mine, TEST_START)[0]?.dedupeKey,
    );
  });
});
