import type { Shop } from '@prisma/client';
import { withShop, type Db } from '~/platform/db/db.server';
import type { Services } from '~/services.server';

/** What every page of the admin needs to write money and instants as the shop does. */
export interface PageShop {
  name: string;
  currency: string;
  timezone: string;
  locale: string;
  /** The shop's own address, as Shopify tells it. */
  ownerEmail: string;
  /** Business time when the page was made. */
  now: string;
}

/** Runs a page's use case inside its shop's wall. */
export async function inShop<T>(
  services: Pick<Services, 'db' | 'shops'>,
  shopDomain: string,
  work: (db: Db, shop: Shop) => Promise<T>,
): Promise<T> {
  const shopId = await services.shops.findOrCreate(shopDomain);
  const { prisma } = services.db;
  return withShop(shopId, async () => work(prisma, await prisma.shop.findUniqueOrThrow({ where: { id: shopId } })));
}

export const pageShop = ({ clock }: Pick<Services, 'clock'>, shop: Shop): PageShop => ({
  name: shop.name || shop.domain,
  currency: shop.currency,
  timezone: shop.timezone,
  locale: shop.locale,
  ownerEmail: shop.email,
  now: clock.now().toISOString(),
});
