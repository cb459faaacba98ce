import type { CustomerEvent } from '~/capture/events/event';
import { appendEvents } from '~/capture/events/event-log.server';
import type { OrderReport, PastCheckout, Report } from '~/capture/events/reports';
import { storeCustomers } from '~/capture/shopify-customers/store-customers.server';
import { findLate } from '~/capture/shopify-sync/find-late.server';
import type { SyncedCustomer, SyncKind } from '~/capture/shopify-sync/sync-kinds';
import type { StorePage } from '~/capture/shopify-sync/sync-stores';
import { noteLate } from '~/capture/shopify-sync/watermarks.server';
import { isConsentKnown } from '~/customers/consent/is-consent-known.server';
import { offerEvent } from '~/decisions/flows/runner/offer-event.server';
import type { Db } from '~/platform/db/db.server';
import { recordCustomerRefusals } from '../reports/record-customer-refusals.server';
import { recordReport } from '../reports/record-report.server';
import { storeCheckouts, type OwnedCheckout } from './store-checkouts.server';
import type { SyncServices } from './identify-page.server';
import { refusingIn, storeCatalogue } from './store-past.server';

/**
 * Stores what changed in the shop and was found by looking. What a webhook has told already is left alone; what none told takes the webhook's
 * own way through the stages, late as it is: an order ends the runs it would have ended, a withdrawn consent counts at once, and flows start
 * by their own rule of how late is too late (`offer-event.server.ts`).
 */
export const storeFound = (services: SyncServices, shopId: string): StorePage => {
  const late = (tx: Db, kind: SyncKind, count: number) => noteLate(tx, shopId, kind, count, services.clock.now());
  const tell = (tx: Db, fact: string, report: Report) =>
    recordReport({ services, shopId, dedupeKey: `found:${fact}` }, tx, report);
  return {
    async products(tx, products) {
      const isLate = await findLate(
        tx,
        shopId,
        'products',
        products.map(({ product }) => product),
      );
      // All of them: levels and collections have stamps of their own, which the product's does not show.
      await storeCatalogue(tx, shopId, products);
      await late(tx, 'products', isLate.size);
    },
    async collections(tx, collections) {
      const isLate = await findLate(tx, shopId, 'collections', collections);
      for (const collection of collections)
        if (isLate.has(collection.id)) await tell(tx, factOf(collection), { kind: 'collection', collection });
      await late(tx, 'collections', isLate.size);
    },
    async customers(tx, customers) {
      const stamped = customers.map(({ record }) => ({ id: record.customerId, updatedAt: record.updatedAt }));
      const isLate = await findLate(tx, shopId, 'customers', stamped);
      for (const { person, record } of customers.filter((each) => isLate.has(each.record.customerId)))
        await tell(tx, `${record.customerId}:${record.updatedAt.toISOString()}`, { kind: 'customer', person, record });
      // All of them: tags and what they spent are told by topics of their own, which the customer's stamp does not show.
      const records = customers.map(({ record }) => record);
      await storeCustomers(tx, shopId, records);
      await recordCustomerRefusals({ services, shopId, dedupeKey: 'found:customers' }, tx, refusingIn(customers));
      const said = await tellConsents(services, tx, shopId, customers, tell);
      await late(tx, 'customers', Math.max(isLate.size, said));
    },
    async orders(tx, orders) {
      const isLate = await findLate(tx, shopId, 'orders', orders);
      for (const order of inTheirOrder(orders))
        if (isLate.has(order.id)) await tell(tx, factOf(order), { kind: 'order', order });
      await late(tx, 'orders', isLate.size);
    },
    async checkouts(tx, checkouts) {
      const isLate = await findLate(tx, shopId, 'checkouts', checkouts);
      const unknown = checkouts.filter(({ id }) => isLate.has(id));
      for (const owned of await storeCheckouts(services, tx, shopId, unknown))
        if (owned.cart.isNewest && !owned.checkout.completedAt) await tellCheckout(services, tx, shopId, owned);
      await late(tx, 'checkouts', isLate.size);
    },
  };
};

const factOf = ({ id, updatedAt }: { id: string; updatedAt: Date }): string => `${id}:${updatedAt.toISOString()}`;

const inTheirOrder = (orders: OrderReport[]): OrderReport[] =>
  [...orders].sort((one, other) => one.placedAt.getTime() - other.placedAt.getTime());

/** Shopify stamps consent apart from the customer: each is compared with what the ledger holds. Returns how many were news. */
async function tellConsents(
  { vault }: SyncServices,
  tx: Db,
  shopId: string,
  customers: SyncedCustomer[],
  tell: (tx: Db, fact: string, report: Report) => Promise<unknown>,
): Promise<number> {
  let count = 0;
  for (const { consent } of customers) {
    if (!consent || (await isConsentKnown(vault, tx, shopId, consent))) continue;
    const fact = `${consent.customerId}:consent:${consent.state}:${consent.occurredAt.toISOString()}`;
    await tell(tx, fact, { kind: 'consent', consent });
    count += 1;
  }
  return count;
}

/** As its webhook would have told it: part of the person's history, and offered to flows. */
async function tellCheckout(
  services: SyncServices,
  tx: Db,
  shopId: string,
  { checkout, cart, profileId }: OwnedCheckout,
): Promise<void> {
  const event = checkoutEvent(checkout, cart.token);
  await appendEvents(services, tx, shopId, [{ profileId, event }]);
  await offerEvent(services, tx, { shopId, profileId, event, cartToken: cart.token });
}

function checkoutEvent({ id, lines, checkoutToken, updatedAt }: PastCheckout, cartToken: string): CustomerEvent {
  const productIds = [...new Set(lines.map((line) => line.productId))];
  const itemCount = lines.reduce((sum, line) => sum + line.quantity, 0);
  return {
    type: 'checkout_updated',
    properties: { cartToken, itemCount, productIds, checkoutToken: checkoutToken ?? id },
    occurredAt: updatedAt,
    source: 'shopify',
    dedupeKey: `found:${factOf({ id, updatedAt })}`,
  };
}
