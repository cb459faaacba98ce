import type { Db } from '~/platform/db/db.server';
import { privacyRequests, type PrivacyRequests, type RequestsDeps } from './privacy-requests.server';
import { retentionOf, type Retention } from './retention.server';
import { inShop, pageShop, type PageShop } from './shop-context.server';

export interface PrivacyPage {
  shop: PageShop;
  requests: PrivacyRequests;
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
  }));
  return { ...page, requests: await privacyRequests(deps, shopDomain, actor) };
}

const refusalsIn = (db: Db, shopId: string): Promise<number> =>
  db.consentState.count({ where: { shopId, purpose: 'data-sale', state: 'withdrawn' } });
