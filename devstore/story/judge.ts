import type { InboxMessage } from '../postmark/inbox/inbox';
import type { StoreData, StoreProduct } from '../store';
import type { World } from '../world';

/** Reads the stand-ins' logs and mailboxes as a strict outsider: never the app's own tables. */

export interface AcceptedMail {
  to: string;
  messageId: string;
  /** The app's own name of the message, which must be unique. */
  kindredMessage: string;
  stream: string;
  at: string;
}

export function acceptedMails(world: World): AcceptedMail[] {
  return world.logs.postmark.all().flatMap(({ at, entry }) =>
    entry.kind === 'accepted'
      ? entry.to.map((to) => ({
          to,
          messageId: entry.messageId,
          kindredMessage: entry.metadata.kindred_message ?? '',
          stream: entry.stream,
          at,
        }))
      : [],
  );
}

/** Mails that Postmark took more than once: the same message of the app, or the same kind of mail to the same person within an hour. */
export function countDuplicates(world: World): number {
  const mails = acceptedMails(world);
  const byMessage = new Set(mails.map((mail) => mail.kindredMessage));
  return mails.length - byMessage.size;
}

/** Mails to people whose consent, as Shopify knows it, was not given when they were taken. */
export function countUnconsented(world: World, consentedAt: ReadonlyMap<string, boolean>): number {
  return acceptedMails(world).filter((mail) => consentedAt.get(mail.messageId) === false).length;
}

/** Whether Shopify holds this address subscribed right now. */
export function isSubscribed(data: Readonly<StoreData>, email: string): boolean {
  return data.customers.some((customer) => customer.email === email && customer.emailMarketing.state === 'SUBSCRIBED');
}

/** Products a mail links to by their names, in order, without repeats; where its links lead is known once they are followed. */
export function linkedProducts(data: Readonly<StoreData>, mail: InboxMessage): StoreProduct[] {
  const byTitle = new Map(data.products.map((product) => [product.title, product]));
  return [...new Set(mail.links.flatMap(({ text }) => byTitle.get(text) ?? []))];
}

/** Whether at least one variant can be put into a cart now. */
export function isInStock(product: StoreProduct): boolean {
  const onSale = product.status === 'ACTIVE' && product.publishedAt !== null;
  return (
    onSale &&
    product.variants.some(
      (variant) => !variant.inventoryTracked || variant.inventoryPolicy === 'CONTINUE' || variant.inventoryQuantity > 0,
    )
  );
}

/** An amount as the shop writes it in English. */
export function money(data: Readonly<StoreData>, minor: number): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency: data.shop.currency });
  return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
