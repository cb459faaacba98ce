import { storeProducts } from '~/capture/catalog/store-products.server';
import { storeOrders } from '~/capture/orders/store-orders.server';
import { advanceSync, type StorePage } from '~/capture/shopify-sync/sync-runs.server';
import { recordConsents } from '~/customers/consent/record-consents.server';
import { identifyMany } from '~/customers/profiles/identify-many.server';
import type { JobOutcome } from '~/platform/queue/catalog';
import { wake } from '~/platform/queue/wakeups.server';
import type { Services } from '~/services.server';
import { appendOrderHistory } from './reports/order-history.server';

/** Moves the first sync on; when it is complete, the recommender learns from it. */
export async function syncShopJob(services: Services, { shopId }: { shopId: string }): Promise<JobOutcome> {
  const { prisma } = services.db;
  const { domain } = await prisma.shop.findUniqueOrThrow({ where: { id: shopId } });
  const details = await services.source.shopDetails(domain);
  const shop = await prisma.shop.update({ where: { id: shopId }, data: details });
  const { lookAgainAt, isComplete } = await advanceSync(services, shop, storePages(services, shopId));
  if (isComplete) await wake(prisma, shopId, 'train-recommender', services.clock.now());
  return { nextDueAt: lookAgainAt };
}

function storePages(services: Services, shopId: string): StorePage {
  const evidence = 'first-sync';
  return {
    products: (tx, products) => storeProducts(tx, shopId, products),
    async customers(tx, customers) {
      await identifyMany(
        services,
        tx,
        shopId,
        customers.map(({ person }) => person),
        evidence,
      );
      await recordConsents(
        services,
        tx,
        shopId,
        customers.flatMap(({ consent }) => consent ?? []),
      );
    },
    async orders(tx, orders) {
      const people = await identifyMany(
        services,
        tx,
        shopId,
        orders.map(({ person }) => person),
        evidence,
      );
      const known = orders.map((order, index) => ({ ...order, profileId: people[index]?.profileId ?? '' }));
      await storeOrders(tx, shopId, known);
      await appendOrderHistory(services, tx, shopId, known);
    },
  };
}
