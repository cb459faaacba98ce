import type { Delivery } from '~/capture/inbox/receive.server';
import { delivery } from './deliveries';
import { gid } from './reports';
import type { TestShop } from './shops';
import { TEST_START } from './times';
import { customerId } from './told-person';

interface ToldVisit {
  visitor: string;
  /** Who is logged in, where the app proxy vouched for it. */
  customer?: number;
  eventId?: string;
  receivedAt?: Date;
  product?: number;
  /** None: a greeting. */
  events?: [];
  /** Token of the mail whose link led here. */
  mail?: string;
}

/** A browser that tells of a product it showed, as ingest puts it into the inbox. */
export function storefrontDelivery(shop: TestShop, told: ToldVisit): Delivery {
  const { visitor, customer, eventId = 'e1', receivedAt = TEST_START, product = 1 } = told;
  const at = receivedAt.toISOString();
  const viewed = { id: eventId.replaceAll(' ', '-'), at, type: 'product_viewed', productId: gid('Product', product) };
  const { events = [viewed], mail } = told;
  const source = events.length > 0 ? 'pixel' : 'theme';
  const batch = { v: 1, shop: shop.domain, source, visitorId: visitor, sentAt: at, events, mail };
  return delivery(
    { batch, customerId: customer ? customerId(customer) : null },
    { source: 'storefront', topic: 'batch', triggeredAt: receivedAt, externalId: `${visitor} ${eventId}` },
  );
}
