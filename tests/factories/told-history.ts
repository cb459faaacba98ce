import { appendEvents } from '~/capture/events/event-log.server';
import type { CustomerEvent } from '~/capture/events/event';
import type { KnownOrder } from '~/capture/orders/store-orders.server';
import { recomputeNumbers } from '~/customers/numbers/recompute-numbers.server';
import { withShop, type Db } from '~/platform/db/db.server';
import { makePerson } from './people';
import { placeOrders } from './placed-orders';
import { productId } from './shelf';
import type { TestApp } from './test-app';
import { after } from './times';

/** What people of a shop do, as it is stored; the shop is the one of the test that runs. */
export function toldHistory(app: TestApp, shopId: () => string) {
  const inShop = <T>(work: (tx: Db) => Promise<T>): Promise<T> => withShop(shopId(), () => work(app.db.prisma));
  return {
    inShop,
    person: async () => (await inShop(() => makePerson(app, shopId()))).profileId,
    buy: (...orders: KnownOrder[]) =>
      inShop(async () => {
        const buyers = orders.map(({ profileId }) => profileId);
        await placeOrders(app, shopId(), orders);
        await app.db.transaction((tx) => recomputeNumbers(tx, shopId(), buyers));
      }),
    tell: (profileId: string, ...events: CustomerEvent[]) =>
      inShop((tx) =>
        appendEvents(
          app,
          tx,
          shopId(),
          events.map((event) => ({ profileId, event })),
        ),
      ),
    /** So many people of whom nothing else is known, in the order of their ids. */
    strangers: async (count: number): Promise<string[]> => {
      const seen = { shopId: shopId(), createdAt: after(0), lastSeenAt: after(0) };
      const ids = Array.from({ length: count }, () => app.ids.next());
      await inShop((tx) => tx.profile.createMany({ data: ids.map((id) => ({ id, ...seen })) }));
      return ids;
    },
  };
}

let told = 0;

export const viewOf = (product: number, atMs = 0): CustomerEvent => ({
  ...{ type: 'product_viewed', properties: { productId: productId(product) }, source: 'storefront' },
  ...{ occurredAt: after(atMs), dedupeKey: `view ${++told}` },
});

export const pageBy = (device: 'mobile' | 'desktop'): CustomerEvent => ({
  ...{ type: 'page_viewed', properties: { device }, source: 'storefront', occurredAt: after(0) },
  dedupeKey: `page ${++told}`,
});
