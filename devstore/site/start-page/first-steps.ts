import { readCookies } from '../../shopify/storefront/cart/cart-session';
import type { StoreCheckout } from '../../store';
import type { World } from '../../world';

/** How far this browser's visitor has come on the way to a first mail. */
export interface FirstSteps {
  /** Each true once it truly happened. */
  isTracked: boolean;
  hasAgreed: boolean;
  hasLeft: boolean;
  hasJumped: boolean;
  /** The mail that came of it. */
  mail: { messageId: string; to: string } | null;
  /** What stands in the way, in words. */
  hint: string | null;
}

const MINUTE_MS = 60_000;
/** From here on Shopify counts a checkout as abandoned. */
const LEFT_MINUTES = 10;
const JUMP_MINUTES = 240;

/**
 * Reads it from where it happened: the consent and the cart that the storefront gave this browser (cookies are of a host, whatever its port),
 * the shop's checkouts, and the mailbox.
 */
export function firstSteps(world: World, cookieHeader: string | undefined): FirstSteps {
  const cookies = readCookies(cookieHeader);
  const isTracked = new URLSearchParams(cookies._visitor_consent ?? '').get('analytics') === 'yes';
  const cartToken = cookies.cart?.split('?')[0];
  const checkout = cartToken ? checkoutOf(world, cartToken) : undefined;
  const mail = checkout ? mailAfter(world, checkout) : null;
  const quietMinutes = checkout ? minutesOfQuiet(world, checkout) : 0;
  const isOpen = checkout !== undefined && checkout.completedAt === null;
  const hasAgreed = checkout !== undefined && isSubscribed(world, checkout);
  return {
    ...{ isTracked, hasAgreed, mail },
    hasLeft: mail !== null || (isOpen && quietMinutes >= LEFT_MINUTES),
    hasJumped: mail !== null || (isOpen && quietMinutes >= JUMP_MINUTES),
    hint: mail ? null : hintOf(checkout, hasAgreed),
  };
}

/** The cart's latest checkout whose contact is known. */
const checkoutOf = ({ shopify }: World, cartToken: string): StoreCheckout | undefined =>
  shopify.store
    .checkouts()
    .filter((each) => each.cartToken === cartToken)
    .at(-1);

function minutesOfQuiet({ clock, shopify }: World, { cartToken, updatedAt }: StoreCheckout): number {
  const touchedAt = Math.max(Date.parse(updatedAt), Date.parse(shopify.store.cart(cartToken)?.updatedAt ?? updatedAt));
  return (clock.now().getTime() - touchedAt) / MINUTE_MS;
}

function hintOf(checkout: StoreCheckout | undefined, hasAgreed: boolean): string | null {
  if (checkout?.completedAt)
    return 'You bought what was in the cart, so nothing will be sent. Fill another one and leave it.';
  if (checkout && !hasAgreed)
    return 'Your address is there, but the box for news was not ticked: without it no mail will be sent.';
  return null;
}

function isSubscribed({ shopify }: World, { customerId }: StoreCheckout): boolean {
  const customer = shopify.store.data.customers.find((each) => each.id === customerId);
  return customer?.emailMarketing.state === 'SUBSCRIBED';
}

function mailAfter({ postmark }: World, { email, createdAt }: StoreCheckout): FirstSteps['mail'] {
  const mails = email ? postmark.inbox.messages({ to: email, withReturned: true }) : [];
  const mail = mails.filter(({ at }) => at >= createdAt).at(-1);
  return mail ? { messageId: mail.messageId, to: mail.to } : null;
}
