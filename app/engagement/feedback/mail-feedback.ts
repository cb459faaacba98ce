import { lastTouch, type Touch } from '../attribution/last-touch';

/** A mail that showed products, in their order. */
export interface ShownMail {
  messageId: string;
  sentAt: Date;
  shown: readonly { productId: string; strategy: string }[];
}

export interface MailClick {
  messageId: string;
  url: string;
  at: Date;
}

/** What mails showed to one person, and what that person did. */
export interface PersonsMails {
  mails: readonly ShownMail[];
  clicks: readonly MailClick[];
  orders: readonly { placedAt: Date; productIds: readonly string[] }[];
}

/** One product of one mail that was clicked: where it stood, and whether it was bought after that. */
export interface FollowedUp {
  sentAt: Date;
  strategy: string;
  /** From 1. */
  place: number;
  isBought: boolean;
}

/**
 * What one person clicked of what mails recommended to them, each product of a mail once; bought where an order that holds it is credited to that
 * click: the last one on that product before it, by the rule of `last-touch.ts`. Clicks are people's: those of machines stand elsewhere (`signals/`).
 */
export function followedUp(
  { mails, clicks, orders }: PersonsMails,
  handleOf: ReadonlyMap<string, string>,
): FollowedUp[] {
  const touchesOf = (handle: string | undefined): Touch[] =>
    handle === undefined ? [] : clicks.filter(({ url }) => handleIn(url) === handle);
  return mails.flatMap(({ messageId, sentAt, shown }) =>
    shown.flatMap(({ productId, strategy }, at): FollowedUp[] => {
      const touches = touchesOf(handleOf.get(productId));
      if (!touches.some((touch) => touch.messageId === messageId)) return [];
      const isBought = orders.some(
        ({ placedAt, productIds }) =>
          productIds.includes(productId) && lastTouch(touches, placedAt)?.messageId === messageId,
      );
      return [{ sentAt, strategy, place: at + 1, isBought }];
    }),
  );
}

/** The handle of the product whose page an address is, in whatever language of the storefront; null where it is another page. */
function handleIn(url: string): string | null {
  try {
    const [, handle] = /\/products\/([^/]+)\/?$/.exec(new URL(url).pathname) ?? [];
    return handle ? decodeURIComponent(handle) : null;
  } catch {
    return null;
  }
}
