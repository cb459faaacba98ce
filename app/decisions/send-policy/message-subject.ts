/** What a message is about: a cart, and what set it off. Pseudonymous, like the events. */
export interface MessageSubject {
  cartToken: string | null;
  about?: MessageAbout;
}

/** Of what set a message off, what the mail can speak of: global ids of Shopify's. */
export interface MessageAbout {
  productId?: string;
  variantId?: string;
  collectionId?: string;
  orderId?: string;
  segmentId?: string;
}

export const subjectOfMessage = (message: { subject: unknown }): MessageSubject => ({
  cartToken: null,
  ...(message.subject as Partial<MessageSubject>),
});

/** The product a message offers; null: none, as when it thanks for an order. It must be there to be bought when the mail leaves. */
export const offeredProduct = ({ about }: MessageSubject): string | null =>
  about?.orderId === undefined ? (about?.productId ?? null) : null;
