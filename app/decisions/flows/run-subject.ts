import type { CustomerEvent } from '~/capture/events/event';

/** What a run is about: the cart, and what began it. Pseudonymous, like the events. */
export interface RunSubject {
  cartToken: string | null;
  about?: RunAbout;
}

/** Of the event that began a run, what its mails can speak of: global ids of Shopify's. */
export interface RunAbout {
  productId?: string;
  variantId?: string;
  collectionId?: string;
  orderId?: string;
  segmentId?: string;
}

const KEPT = ['productId', 'variantId', 'collectionId', 'orderId', 'segmentId'] as const;

export function subjectOf({ properties }: Pick<CustomerEvent, 'properties'>, cartToken: string | null): RunSubject {
  const told = properties as Record<string, unknown>;
  const about = Object.fromEntries(KEPT.flatMap((key) => (typeof told[key] === 'string' ? [[key, told[key]]] : [])));
  return Object.keys(about).length > 0 ? { cartToken, about } : { cartToken };
}

export const cartTokenOf = (run: { subject: unknown }): string | null =>
  (run.subject as Partial<RunSubject>).cartToken ?? null;
