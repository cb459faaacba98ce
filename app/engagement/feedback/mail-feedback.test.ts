import { describe, expect, it } from 'vitest';
import { after } from '../../../tests/factories/times';
import { followedUp, type MailClick, type PersonsMails } from './mail-feedback';

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const handleOf = new Map([
  ['mug', 'mug'],
  ['bowl', 'bowl'],
  ['pot', 'café-pot'],
]);
const page = (handle: string) => `https://shop.example/products/${handle}?utm_source=kindred`;
const click = (handle: string, ms = MINUTE, messageId = 'first'): MailClick => ({
  messageId,
  url: page(handle),
  at: after(ms),
});
const mail = (messageId: string, ...products: string[]) => ({
  messageId,
  sentAt: after(0),
  shown: products.map((productId, at) => ({ productId, strategy: `s${at}` })),
});
const order = (ms: number, ...productIds: string[]) => ({ placedAt: after(ms), productIds });
const outcome = (person: Partial<PersonsMails>) =>
  followedUp({ mails: [mail('first', 'mug', 'bowl', 'pot')], clicks: [], orders: [], ...person }, handleOf).map(
    ({ strategy, place, isBought }) => `${strategy} at ${place}${isBought ? ', bought' : ''}`,
  );

describe('what a person clicked of what a mail showed', () => {
  it('is counted where it stood, once a mail and product however often', () => {
    expect(outcome({ clicks: [click('bowl'), click('bowl', 9 * MINUTE), click('mug', DAY)] })).toEqual([
      's0 at 1',
      's1 at 2',
    ]);
  });

  it('is known by the product’s page in whatever language, and by nothing else', () => {
    const at = after(MINUTE);
    const elsewhere = [
      'https://shop.example/cart',
      'https://shop.example/products/',
      'https://shop.example/products/mug-set',
      'https://shop.example/collections/mug',
      'https://shop.example/?u=/products/mug',
      'https://shop.example/products/%E0%A4%A',
      'not a link',
    ];
    expect(
      outcome({ clicks: elsewhere.map((url, nth) => ({ messageId: 'first', url, at: after(nth * MINUTE) })) }),
    ).toEqual([]);
    const french = { messageId: 'first', at, url: 'https://shop.example/fr/products/caf%C3%A9-pot/?a=1#b' };
    expect(outcome({ clicks: [french] })).toEqual(['s2 at 3']);
  });

  it('is the mail’s in which it was clicked', () => {
    const mails = [mail('first', 'mug'), mail('second', 'bowl', 'mug')];
    expect(outcome({ mails, clicks: [click('mug', MINUTE, 'second')] })).toEqual(['s1 at 2']);
    expect(outcome({ clicks: [click('mug', MINUTE, 'another')] })).toEqual([]);
  });
});

describe('what was clicked', () => {
  const clicks = [click('mug', MINUTE)];

  it('is bought where an order within five days after it holds it', () => {
    expect(outcome({ clicks, orders: [order(5 * DAY, 'mug', 'bowl')] })).toEqual(['s0 at 1, bought']);
    expect(outcome({ clicks, orders: [order(5 * DAY + 2 * MINUTE, 'mug')] })).toEqual(['s0 at 1']);
    expect(outcome({ clicks, orders: [order(DAY, 'bowl')] })).toEqual(['s0 at 1']);
    expect(outcome({ clicks, orders: [order(-DAY, 'mug')] })).toEqual(['s0 at 1']);
  });

  it('is bought once, by the last mail in which it was clicked before', () => {
    const mails = [mail('first', 'mug'), mail('second', 'bowl', 'mug')];
    const both = [click('mug', MINUTE), click('mug', DAY, 'second')];
    const orders = [order(2 * DAY, 'mug'), order(3 * DAY, 'mug')];
    expect(outcome({ mails, clicks: both, orders })).toEqual(['s0 at 1', 's1 at 2, bought']);
    expect(outcome({ mails, clicks: both, orders: [order(2 * MINUTE, 'mug')] })).toEqual([
      's0 at 1, bought',
      's1 at 2',
    ]);
  });
});
