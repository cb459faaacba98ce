import type { EventType } from '~/capture/events/event';
import type { FactRule, HappenedRule, Rule } from '~/customers/rules/rule';

/** A segment that most shops have a use for, to begin with. */
export interface SegmentTemplate {
  key: string;
  name: string;
  /** What it is good for. */
  purpose: string;
  rule: Rule;
}

const DAY = 1_440;
const all = (...rules: Rule[]): Rule => ({ kind: 'all', rules });
const not = (rule: Rule): Rule => ({ kind: 'not', rule });
const happened = (event: EventType, days: number, atLeast = 1, more: Partial<HappenedRule> = {}): Rule => ({
  ...{ kind: 'happened', event, atLeast, within: { minutes: days * DAY }, ...more },
});
const fact = (key: FactRule['fact'], is: FactRule['is'], value: FactRule['value']): Rule => ({
  ...{ kind: 'fact', fact: key, is, value },
});
const lastOrder = (is: 'within' | 'over', days: number): Rule => ({
  ...{ kind: 'age', of: { fact: 'orders.lastAt' }, is, minutes: days * DAY },
});

/** What mail programs and their merchants use most, in the order in which a shop needs them. Bounds are beginnings: each shop has its own. */
export const segmentTemplates: readonly SegmentTemplate[] = [
  {
    ...{ key: 'vips', name: 'VIPs' },
    purpose: 'Your best customers: thank them, show them first what is new, and spare them discounts.',
    rule: all(fact('rfm.frequency', 'at-least', 4), fact('rfm.monetary', 'at-least', 4), lastOrder('within', 365)),
  },
  {
    ...{ key: 'lapsing', name: 'Lapsing customers' },
    purpose: 'They came back once and have not been seen buying since: a reason to return, before they forget you.',
    rule: all(fact('orders.count', 'at-least', 2), lastOrder('over', 90), not(lastOrder('over', 365))),
  },
  {
    ...{ key: 'lost', name: 'Lost customers' },
    purpose: 'Nothing for more than a year: one last mail, then leave them in peace.',
    rule: all(fact('orders.count', 'at-least', 1), lastOrder('over', 365)),
  },
  {
    ...{ key: 'one-time-buyers', name: 'One-time buyers' },
    purpose: 'One order, some weeks ago: the second one is what makes a customer.',
    rule: all(fact('orders.count', 'is', 1), lastOrder('over', 21)),
  },
  {
    ...{ key: 'new-customers', name: 'New customers' },
    purpose: 'Their first order is of this month: welcome them, and say how to use what they bought.',
    rule: all(
      { kind: 'age', of: { fact: 'orders.firstAt' }, is: 'within', minutes: 30 * DAY },
      fact('orders.count', 'is', 1),
    ),
  },
  {
    ...{ key: 'window-shoppers', name: 'Window shoppers' },
    purpose: 'They look at one and the same product again and again, and have not bought it.',
    rule: all(happened('product_viewed', 7, 3, { each: 'product', without: 'order_placed' })),
  },
  {
    ...{ key: 'cart-abandoners', name: 'Frequent cart abandoners' },
    purpose: 'Something in the cart on several occasions and no order: ask what is in the way.',
    rule: all(happened('product_added_to_cart', 30, 3), not(happened('order_placed', 30))),
  },
  {
    ...{ key: 'discount-lovers', name: 'Discount lovers' },
    purpose: 'They buy with a code: tell them of a sale, and leave full-price news to others.',
    rule: all(fact('orders.discounted', 'at-least', 2), fact('orders.count', 'at-least', 2)),
  },
  {
    ...{ key: 'full-price', name: 'Buys at full price' },
    purpose: 'Never needed a code: what is new says more to them than a discount.',
    rule: all(fact('orders.count', 'at-least', 2), fact('orders.discounted', 'is', 0)),
  },
  {
    ...{ key: 'mobile-browsers', name: 'Mobile browsers' },
    purpose: 'They look on a phone: short mails, one large button.',
    rule: all(fact('traits.device', 'is', 'mobile'), happened('page_viewed', 30)),
  },
  {
    ...{ key: 'subscribers-without-order', name: 'Subscribers who have not bought' },
    purpose: 'They want to hear from you and have not ordered yet: show what others love.',
    rule: all(
      fact('consent.marketing', 'is', 'granted'),
      not({ kind: 'happened', event: 'order_placed', atLeast: 1, within: 'ever' }),
    ),
  },
  {
    ...{ key: 'engaged-readers', name: 'Engaged readers' },
    purpose: 'They clicked in a mail lately: send to them first when you write to many.',
    rule: all(fact('consent.marketing', 'is', 'granted'), happened('email_clicked', 90)),
  },
  {
    ...{ key: 'asleep', name: 'Subscribed, but asleep' },
    purpose: 'Mail arrives and nothing is opened: write to them less, or ask whether they want to stay.',
    rule: all(
      fact('consent.marketing', 'is', 'granted'),
      happened('email_delivered', 90, 3),
      not({ kind: 'any', rules: [happened('email_opened', 90), happened('email_clicked', 90)] }),
    ),
  },
  {
    ...{ key: 'birthdays', name: 'Birthday this week' },
    purpose: 'A birthday within the next seven days, by your store’s calendar.',
    rule: all({ kind: 'day', of: { fact: 'profile.birthday' }, yearly: true, from: 0, to: 6 }),
  },
];
