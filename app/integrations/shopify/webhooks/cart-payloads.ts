import { z } from 'zod';
import type { PersonReport } from '~/capture/events/person-report';
import type { Report } from '~/capture/events/reports';
import {
  attributes,
  cartLine,
  cartToken,
  currencyCode,
  gid,
  instant,
  toCartLines,
  token,
  visitorIn,
} from './payload-parts';

const cart = z.object({
  token: cartToken,
  created_at: instant,
  updated_at: instant,
  line_items: z.array(cartLine),
});

export function cartReport(payload: unknown, currency: string): Report {
  const known = cart.parse(payload);
  return {
    kind: 'cart',
    cart: {
      token: known.token,
      createdAt: known.created_at,
      updatedAt: known.updated_at,
      lines: toCartLines(known.line_items, currency),
    },
  };
}

export const payloadCustomer = z.object({
  id: gid('Customer'),
  email: z.string().nullish(),
  first_name: z.string().nullish(),
  last_name: z.string().nullish(),
});

const checkout = z.object({
  token,
  cart_token: cartToken.nullish(),
  email: z.string().nullish(),
  abandoned_checkout_url: z.string().nullish(),
  customer_locale: z.string().nullish(),
  presentment_currency: z.string().nullish(),
  currency: currencyCode,
  created_at: instant,
  updated_at: instant,
  completed_at: instant.nullish(),
  note_attributes: attributes,
  line_items: z.array(cartLine),
  customer: payloadCustomer.nullish(),
  shipping_address: z.object({ country_code: z.string().nullish() }).nullish(),
});

export function checkoutReport(payload: unknown): Report {
  const known = checkout.parse(payload);
  return {
    kind: 'checkout',
    checkout: {
      token: known.token,
      cartToken: known.cart_token ?? null,
      url: known.abandoned_checkout_url ?? null,
      createdAt: known.created_at,
      updatedAt: known.updated_at,
      completedAt: known.completed_at ?? null,
      currency: known.currency,
      lines: toCartLines(known.line_items, known.currency),
      person: personOf({
        customer: known.customer,
        email: known.email,
        locale: known.customer_locale,
        countryCode: known.shipping_address?.country_code,
        visitorId: visitorIn(known.note_attributes),
        seenAt: known.updated_at,
      }),
    },
  };
}

/** Names the checkout by its token alone. */
export function checkoutDeletedReport(payload: unknown, deletedAt: Date): Report {
  const { token: checkoutToken } = z.object({ token }).parse(payload);
  return { kind: 'checkout-deleted', checkoutToken, deletedAt };
}

interface Told {
  customer: z.infer<typeof payloadCustomer> | null | undefined;
  email: string | null | undefined;
  locale: string | null | undefined;
  /** Left out of orders: one may go to somebody else, and where its buyer lives is worked out from several. */
  countryCode?: string | null | undefined;
  visitorId: string | undefined;
  seenAt: Date;
}

/**
 * What a payload tells of a person, with everything it leaves open left out. A customer's own address counts, not one that was typed for this
 * checkout: a typo, or a gift's receiver, is not the customer.
 */
export function personOf({ customer, email, locale, countryCode, visitorId, seenAt }: Told): PersonReport {
  return {
    customerId: customer?.id,
    email: customer?.email || email || undefined,
    visitorId,
    firstName: customer?.first_name ?? undefined,
    lastName: customer?.last_name ?? undefined,
    locale: locale ?? undefined,
    countryCode: countryCode ?? undefined,
    seenAt,
  };
}
