import { expect, it, test } from 'vitest';
import { eventTypes } from '~/capture/events/event';
import { eventWords, productOf, toldEvent } from './event-words';

const shop = { now: '2026-03-10T12:00:00.000Z', timezone: 'UTC', locale: 'en-GB', currency: 'EUR' };
const MESSAGE = '0197c2a0-0000-7000-8000-000000000001';
const OTHER = '0197c2a0-0000-7000-8000-000000000002';
const context = {
  shop,
  segmentName: (id: string) => (id === MESSAGE ? 'Regulars' : undefined),
  titleOf: (id: string) => (id === 'p1' ? 'Oslo Bowl' : undefined),
  orderName: (id: string) => (id === 'o1' ? '#1001' : undefined),
};
const say = (type: string, properties: unknown): string | null => {
  const event = toldEvent({ type, properties });
  return event && eventWords(event, context);
};
const cart = (itemCount: number) => ({ cartToken: 'c', itemCount, productIds: [] });

const SAID: [string, unknown, string][] = [
  ['visit_began', {}, 'Came to the store'],
  ['visit_began', { referrer: 'search.example' }, 'Came to the store from search.example'],
  ['page_viewed', { url: 'https://shop.example/pages/about?x=1' }, 'Looked at a page (/pages/about)'],
  ['page_viewed', { url: '/' }, 'Looked at a page'],
  ['product_viewed', { productId: 'p1' }, 'Looked at Oslo Bowl'],
  ['product_viewed', { productId: 'gone' }, 'Looked at a product'],
  ['collection_viewed', { collectionId: 'k' }, 'Looked at a collection'],
  ['search_submitted', { query: 'blue bowl' }, 'Searched for “blue bowl”'],
  ['product_added_to_cart', { productId: 'p1', quantity: 1 }, 'Put Oslo Bowl into the cart'],
  ['product_added_to_cart', { productId: 'p1', quantity: 3 }, 'Put Oslo Bowl into the cart, 3 times'],
  ['product_removed_from_cart', { productId: 'p1' }, 'Took Oslo Bowl out of the cart'],
  ['cart_viewed', {}, 'Looked at the cart'],
  ['time_on_page', { productId: 'p1', secondsOnPage: 20.4 }, 'Stayed 20 seconds with Oslo Bowl'],
  ['time_on_page', { secondsOnPage: 1 }, 'Stayed 1 second on a page'],
  ['checkout_started', {}, 'Went to checkout'],
  ['checkout_contact_info_submitted', {}, 'Gave contact details at checkout'],
  ['checkout_address_info_submitted', {}, 'Gave an address at checkout'],
  ['checkout_shipping_info_submitted', {}, 'Chose a delivery at checkout'],
  ['payment_info_submitted', {}, 'Chose how to pay at checkout'],
  ['checkout_completed', {}, 'Completed checkout'],
  ['alert_displayed', { alert: 'DISCOUNT_ERROR' }, 'Saw a complaint of the checkout'],
  ['custom_event', { name: 'Loyalty Joined', properties: { tier: 'gold' } }, 'Did “Loyalty Joined”'],
  ['cart_updated', cart(1), 'The cart holds 1 item'],
  ['cart_updated', cart(0), 'The cart was emptied'],
  ['checkout_updated', { ...cart(2), checkoutToken: 't' }, 'The checkout holds 2 items'],
  [
    'order_placed',
    { orderId: 'o1', totalMinor: 6_730, currency: 'EUR', productIds: [], cartToken: null },
    'Placed #1001 for €67.30',
  ],
  [
    'order_refunded',
    { orderId: 'o1', refundId: 'r', amountMinor: 1_000, currency: 'EUR' },
    'Got €10.00 back for #1001',
  ],
  ['order_edited', { orderId: 'gone' }, 'An order was changed'],
  ['order_fulfilled', { orderId: 'o1' }, '#1001 was sent out'],
  ['order_cancelled', { orderId: 'gone' }, 'Cancelled an order'],
  ['consent_changed', { purpose: 'marketing', state: 'granted' }, 'Agreed to marketing mail'],
  ['consent_changed', { purpose: 'marketing', state: 'withdrawn' }, 'Unsubscribed from marketing mail'],
  ['consent_changed', { purpose: 'news', state: 'odd' }, 'Consent to news changed'],
  ['email_delivered', { messageId: MESSAGE }, 'The mail was delivered'],
  ['email_opened', { messageId: MESSAGE }, 'Opened the mail'],
  [
    'email_clicked',
    { messageId: MESSAGE, url: 'https://shop.example/products/oslo-bowl?utm_source=kindred' },
    'Clicked a link in the mail (/products/oslo-bowl)',
  ],
  ['email_clicked', { messageId: MESSAGE, url: 'http://[' }, 'Clicked a link in the mail'],
  [
    'email_loaded',
    { messageId: MESSAGE, by: 'machine', why: ['apple-privacy'] },
    'A program loaded the mail’s pictures',
  ],
  [
    'email_scanned',
    { messageId: MESSAGE, url: 'https://shop.example/cart', by: 'unsure', why: ['too-soon'] },
    'Perhaps a program followed a link in the mail (/cart)',
  ],
  ['email_bounced', { messageId: MESSAGE, bounceType: 'HardBounce' }, 'The mail bounced (HardBounce)'],
  ['email_complained', { messageId: MESSAGE }, 'Marked the mail as spam'],
  ['segment_entered', { segmentId: MESSAGE, cause: 'order_placed' }, 'Entered the segment “Regulars”'],
  ['segment_left', { segmentId: OTHER, cause: 'check' }, 'Left a segment'],
  ['asked_into_flow', { flowKey: 'greeting' }, 'A workflow in Shopify Flow asked for “greeting”'],
];

test.each(SAID)('%s %j reads: %s', (type, properties, words) => {
  expect(say(type, properties)).toBe(words);
});

it('every type of event has words', () => {
  expect(new Set(SAID.map(([type]) => type))).toEqual(new Set(eventTypes));
});

it('what nobody knows any more is left out', () => {
  expect(say('something_old', {})).toBeNull();
  expect(say('toString', {})).toBeNull();
  expect(say('product_viewed', { product: 1 })).toBeNull();
});

it('names the product it is about', () => {
  const about = (type: string, properties: unknown) => {
    const event = toldEvent({ type, properties });
    return event && productOf(event);
  };
  expect(about('product_viewed', { productId: 'p1' })).toBe('p1');
  expect(about('time_on_page', { secondsOnPage: 3 })).toBeNull();
  expect(about('cart_viewed', {})).toBeNull();
});
