import type { Shop } from '@prisma/client';
import { withShop, type Database, type Db } from '~/platform/db/db.server';
import type { Clock } from '~/platform/clock/clock';
import type { ShopDirectory } from '~/platform/shops/shop-directory.server';
import type { Vault } from '~/platform/crypto/vault.server';

/** What the use cases behind pages are made of. */
export interface PageDeps {
  db: Database;
  shops: ShopDirectory;
  vault: Vault;
  clock: Clock;
}

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
  deps: Pick<PageDeps, 'db' | 'shops'>,
  shopDomain: string,
  work: (db: Db, shop: Shop) => Promise<T>,
): Promise<T> {
  const shopId = await deps.shops.findOrCreate(shopDomain);
  const { prisma } = deps.db;
  return withShop(shopId, async () => work(prisma, await prisma.shop.findUniqueOrThrow({ where: { id: shopId } })));
}

export const pageShop = ({ clock }: Pick<PageDeps, 'clock'>, shop: Shop): PageShop => ({
  name: shop.name || shop.domain,
  currency: shop.currency,
  timezone: shop.timezone,
  locale: shop.locale,
  ownerEmail: shop.email,
  now: clock.now().toISOString(),
});
