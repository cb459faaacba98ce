import { privacyRequests, type PrivacyRequests, type RequestsDeps } from './privacy-requests.server';
import { inShop, pageShop, type PageShop } from './shop-context.server';

export interface PrivacyPage {
  shop: PageShop;
  requests: PrivacyRequests;
}

/** Is what people may ask of the shop by law done, and in time? `actor` is the id of the user who looks. */
export async function privacyPage(deps: RequestsDeps, shopDomain: string, actor: string): Promise<PrivacyPage> {
  const shop = await inShop(deps, shopDomain, (_, found) => Promise.resolve(pageShop(deps, found)));
  return { shop, requests: await privacyRequests(deps, shopDomain, actor) };
}
