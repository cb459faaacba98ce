import type { EventType } from '~/capture/events/event';
import type { ConsentStateName } from '~/customers/consent/consent';
import type { CatalogueTrigger } from '../runner/tellings';
import type { PersonPast, ShopPast } from './past';
import type { NewsTerms } from './scene';
import { toldEvents, type UntoldOrder } from './told-events';

/** What a made-up person can do. */
export const MADE_UP = [
  'looks',
  'asks-to-be-told',
  'product-turns',
  'fills-cart',
  'leaves-checkout',
  'empties-cart',
  'orders',
  'clicks',
  'unsubscribes',
] as const;
export type MadeUpKind = (typeof MADE_UP)[number];

export interface MadeUpHappening {
  what: MadeUpKind;
  /** Minutes from the beginning. */
  minute: number;
}

export interface MadeUpLife {
  consent: Extract<ConsentStateName, 'granted' | 'never-given'>;
  happenings: readonly MadeUpHappening[];
}

/** Of nobody: lots are drawn by it. */
const NOBODY = '00000000-0000-7000-8000-000000000000';
const CART = 'made-up-cart';
const VARIANT = 'made-up';
const PRICE_MINOR = 1_000;
const PRODUCT = 'gid://shopify/Product/0';
const ORDER = 'gid://shopify/Order/0';
const MINUTE_MS = 60_000;

/** A past of somebody who is not there: an address, what they said, and what they do from an instant on. Worth ten units of money for each item. */
export function madeUpPast(
  { consent, happenings }: MadeUpLife,
  startMs: number,
  shop: Pick<ShopPast, 'currency'>,
): PersonPast {
  const inOrder = [...happenings].sort((a, b) => a.minute - b.minute);
  const events = inOrder.flatMap(({ what, minute }) => eventOf(what, startMs + minute * MINUTE_MS));
  const left = minutesOf(inOrder, 'unsubscribes').map((minute) => startMs + minute * MINUTE_MS);
  const asked = minutesOf(inOrder, 'asks-to-be-told').map((minute) => startMs + minute * MINUTE_MS);
  const orders = events.filter(({ type }) => type === 'order_placed').map(({ at }) => orderAt(at, shop.currency));
  return {
    id: NOBODY,
    ...toldEvents(events, [cartOf(startMs, orders)], orders),
    ...{ facts: {}, properties: [], segments: new Set(), shopifySegments: new Set(), runsBefore: [], otherMails: [] },
    ...{ consentsToBeTold: asked.map((at, nth) => said('granted', at, BigInt(nth + 1))) },
    requests: asked.map((at) => ({ variantId: VARIANT, productId: PRODUCT, askedAt: at, until: Infinity })),
    ...{ addressSince: startMs - 1, isAddressImpossible: false, zone: null },
    wishes: { pausedUntil: null, minutesBetween: null, topicsOff: [] },
    consents: [
      ...(consent === 'granted' ? [said('granted', startMs - 1, 1n)] : []),
      ...left.map((at, nth) => said('withdrawn', at, BigInt(nth + 2))),
    ],
  };
}

const minutesOf = (happenings: MadeUpLife['happenings'], wanted: MadeUpKind): number[] =>
  happenings.flatMap(({ what, minute }) => (what === wanted ? [minute] : []));

/** What turns with the product that is made up, each time as far as the flow wants it: it comes back, costs half, or is all but gone. */
export function madeUpNews(
  trigger: CatalogueTrigger,
  { happenings }: MadeUpLife,
  startMs: number,
): Pick<NewsTerms, 'items' | 'variants'> {
  const times = minutesOf(happenings, 'product-turns').map((minute) => startMs + minute * MINUTE_MS);
  const half = { before: PRICE_MINOR, after: PRICE_MINOR / 2, lowestMinor: PRICE_MINOR };
  const [priceNowMinor, turned] =
    trigger.change === 'price-drop'
      ? [PRICE_MINOR / 2, half]
      : [PRICE_MINOR, { before: null, after: null, lowestMinor: null }];
  const { change } = trigger;
  const item = { variantId: VARIANT, productId: PRODUCT, change, priceNowMinor, ...turned };
  const now = {
    isAvailable: true,
    isCounted: true,
    pieces: change === 'low-stock' ? 1 : 1_000,
    priceMinor: priceNowMinor,
  };
  return {
    items: new Map([[PRODUCT, times.sort((a, b) => a - b).map((at) => ({ ...item, at, firstLookAt: at }))]]),
    variants: new Map([[VARIANT, { now, changes: [] }]]),
  };
}

function said(state: ConsentStateName, at: number, seq: bigint) {
  return { state, seq, source: 'sign-up', occurredAt: new Date(at), knownAt: at };
}

const goods = { productId: PRODUCT };
const inCart = { cartToken: CART, itemCount: 2, productIds: [PRODUCT] };

function eventOf(
  what: MadeUpKind,
  at: number,
): { type: EventType; at: number; knownAt: number; properties: object & Record<string, unknown> }[] {
  const one = (type: EventType, properties: Record<string, unknown>) => [{ type, at, knownAt: at, properties }];
  switch (what) {
    case 'asks-to-be-told':
    case 'product-turns':
      return [];
    case 'looks':
      return one('product_viewed', goods);
    case 'fills-cart':
      return one('cart_updated', inCart);
    case 'leaves-checkout':
      return one('checkout_updated', { ...inCart, checkoutToken: CART });
    case 'empties-cart':
      return one('cart_updated', { ...inCart, itemCount: 0, productIds: [] });
    case 'orders':
      return one('order_placed', { orderId: ORDER, totalMinor: 2_000, productIds: [PRODUCT], cartToken: CART });
    case 'clicks':
      return one('email_clicked', { messageId: NOBODY, url: '' });
    case 'unsubscribes':
      return one('consent_changed', { purpose: 'marketing', state: 'withdrawn' });
  }
}

const cartOf = (startMs: number, orders: readonly UntoldOrder[]) => ({
  ...{
    token: CART,
    checkoutToken: null,
    createdAt: startMs,
    linesChangedAt: Infinity,
    completedAt: orders[0]?.placedAt ?? null,
  },
  lines: [
    {
      variantId: VARIANT,
      productId: PRODUCT,
      quantity: 2,
      title: 'Something',
      variantTitle: null,
      priceMinor: PRICE_MINOR,
    },
  ],
});

const orderAt = (placedAt: number, currency: string): UntoldOrder => ({
  ...{ id: ORDER, cartToken: CART, checkoutToken: null, placedAt, cancelledAt: null, isTest: false, currency },
  ...{ totalMinor: 2_000, refundedMinor: 0, refunds: [], pieces: 2, hasDiscount: false },
  bought: [{ productId: PRODUCT, variantId: VARIANT }],
});
