import { assignPastCarts, storePastCheckouts } from '~/capture/carts/store-past-checkouts.server';
import { storeProducts } from '~/capture/catalog/store-products.server';
import type { PastCheckout } from '~/capture/events/reports';
import { storeOrders } from '~/capture/orders/store-orders.server';
import { advanceSync, type StorePage } from '~/capture/shopify-sync/sync-runs.server';
import { recordConsents } from '~/customers/consent/record-consents.server';
import { identifyMany, type ToldPerson } from '~/customers/profiles/identify-many.server';
import type { Clock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import type { JobOutcome } from '~/platform/queue/catalog';
import { wake } from '~/platform/queue/wakeups.server';
import type { Services } from '~/services.server';
import { appendOrderHistory } from './reports/order-history.server';
import { weakIdentifiers } from './reports/record-order.server';
import { takeOver } from './reports/report-context.server';

type SyncServices = Pick<Services, 'db' | 'source' | 'vault' | 'ids' | 'systemClock'> & { clock: Clock };

/** Moves the first sync on; when it is complete, the recommender learns from it. */
export async function syncShopJob(services: SyncServices, { shopId }: { shopId: string }): Promise<JobOutcome> {
  const { prisma } = services.db;
  const { domain } = await prisma.shop.findUniqueOrThrow({ where: { id: shopId } });
  const details = await services.source.shopDetails(domain);
  const shop = await prisma.shop.update({ where: { id: shopId }, data: details });
  const { lookAgainAt, isComplete } = await advanceSync(services, shop, storePages(services, shopId));
  if (isComplete) await wake(prisma, shopId, 'train-recommender', services.clock.now());
  return { nextDueAt: lookAgainAt };
}

function storePages(services: SyncServices, shopId: string): StorePage {
  return {
    products: (tx, products) => storeProducts(tx, shopId, products),
    async customers(tx, customers) {
      const persons = customers.map(({ person }) => person);
      const consents = customers.flatMap(({ consent }) => consent ?? []);
      await identifyPage(services, tx, shopId, persons);
      await recordConsents(services, tx, shopId, consents);
    },
    async orders(tx, orders) {
      const persons = orders.map((order) => ({ ...order.person, otherwise: weakIdentifiers(order) }));
      const profileIds = await identifyPage(services, tx, shopId, persons);
      const known = orders.map((order, index) => ({ ...order, profileId: profileIds[index] ?? '' }));
      await storeOrders(tx, shopId, known);
      await appendOrderHistory(services, tx, shopId, known);
    },
    checkouts: (tx, checkouts) => storeCheckouts(services, tx, shopId, checkouts),
  };
}

/** Checkouts of the past are carts that somebody left; whose they are is said after that, as with their webhooks: both hold the same locks. */
async function storeCheckouts(
  services: SyncServices,
  tx: Db,
  shopId: string,
  checkouts: PastCheckout[],
): Promise<void> {
  const carts = await storePastCheckouts(tx, shopId, checkouts);
  const owned = checkouts.flatMap(({ id, customerId, updatedAt }) => {
    const cart = carts.get(id);
    return cart && customerId ? { cart, person: { customerId, seenAt: updatedAt } } : [];
  });
  const persons = owned.map(({ person }) => person);
  const profileIds = await identifyPage(services, tx, shopId, persons);
  await assignPastCarts(
    tx,
    shopId,
    owned.map(({ cart }, index) => ({ ...cart, profileId: profileIds[index] ?? '' })),
  );
}

/** Who a page tells of, in its order; profiles that turn out to be one person's are joined, with all they hold. */
async function identifyPage(services: SyncServices, tx: Db, shopId: string, persons: ToldPerson[]): Promise<string[]> {
  const identified = await identifyMany(services, tx, shopId, persons, 'first-sync');
  for (const each of identified) await takeOver(tx, shopId, each);
  return identified.map(({ profileId }) => profileId);
}
