import type { Shop } from '@prisma/client';
import { logAccessOnce } from '~/platform/audit/access-log.server';
import type { Db } from '~/platform/db/db.server';
import { leftCustomers, type LeftCustomer } from './left-at-shopify.server';
import { privacyRequests, type PrivacyRequests, type RequestsDeps } from './privacy-requests.server';
import { retentionOf, type Retention } from './retention.server';
import { inShop, pageShop, type PageShop } from './shop-context.server';

export interface PrivacyPage {
  shop: PageShop;
  requests: PrivacyRequests;
  /** Who asked Kindred to be deleted, and stands in Shopify still. */
  left: LeftCustomer[];
  retention: Retention;
  /** Addresses whose owners do not want what is known of them sold or shared. */
  refusals: number;
}

/** Is what people may ask of the shop by law done, and in time? `actor` is the id of the user who looks. */
export async function privacyPage(deps: RequestsDeps, shopDomain: string, actor: string): Promise<PrivacyPage> {
  const page = await inShop(deps, shopDomain, async (db, shop) => ({
    shop: pageShop(deps, shop),
    retention: await retentionOf(db, shop.id),
    refusals: await refusalsIn(db, shop.id),
    left: await shownLeft(deps, db, shop, actor),
  }));
  return { ...page, requests: await privacyRequests(deps, shopDomain, actor) };
}

/** A number names somebody: that it was seen is written down. */
async function shownLeft(deps: RequestsDeps, db: Db, shop: Shop, actor: string): Promise<LeftCustomer[]> {
  const left = await leftCustomers(deps.vault, db, shop);
  const access = { actor, what: 'privacy-requests-shown', subject: 'privacy-requests' } as const;
  if (left.some(({ number }) => number)) await logAccessOnce(deps, db, shop.id, access);
  return left;
}

const refusalsIn = (db: Db, shopId: string): Promise<number> =>
  db.consentState.count({ where: { shopId, purpose: 'data-sale', state: 'withdrawn' } });
