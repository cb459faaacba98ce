import type { CatalogNewsKind } from '~/capture/catalog/catalog-news';
import type { Stock } from '~/capture/catalog/live-catalog';
import type { Offered } from './arbiter/send-facts';

/** What a message is about: a cart, and what set it off. Pseudonymous, like the events. */
export interface MessageSubject {
  cartToken: string | null;
  about?: MessageAbout;
  /** The offer whose code it carries. */
  offerId?: string;
}

/** Of what set a message off, what the mail can speak of: global ids of Shopify's. */
export interface MessageAbout {
  productId?: string;
  variantId?: string;
  collectionId?: string;
  orderId?: string;
  segmentId?: string;
  /** What turned in the catalogue, with the price then; of a lower price, what the lowest before it was. Minor units. */
  change?: CatalogNewsKind;
  /** They asked to be told of it: that alone allows this one mail. */
  isAsked?: true;
  priceWasMinor?: number;
  priceNowMinor?: number;
}

export const subjectOfMessage = (message: { subject: unknown }): MessageSubject => ({
  cartToken: null,
  ...(message.subject as Partial<MessageSubject>),
});

/** The product a message offers; null: none, as when it thanks for an order. */
export const offeredProduct = ({ about }: MessageSubject): string | null =>
  about?.orderId === undefined ? (about?.productId ?? null) : null;

/** What a message offers, as the store has it now: it must be there to be bought when the mail leaves, and at the price that the mail tells of. */
export function offeredNow(subject: MessageSubject, stock: Stock): Offered | null {
  const productId = offeredProduct(subject);
  if (productId === null) return null;
  const { change, variantId, priceNowMinor: toldMinor } = subject.about ?? {};
  if (!change || !variantId) return { isBuyable: stock.hasProduct(productId), lowered: null };
  const nowMinor = change === 'price-drop' ? stock.priceOf(variantId) : null;
  const lowered = nowMinor === null || toldMinor === undefined ? null : { toldMinor, nowMinor };
  return { isBuyable: stock.hasVariant(variantId), lowered };
}
