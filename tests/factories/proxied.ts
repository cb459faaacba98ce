import { proxySignature } from './ingest-app';

/** A query as Shopify's app proxy hands it on, with what a page asks for in it; its signature is checked against the machine's own time. */
export function proxiedQuery(shopDomain: string, asked: Record<string, string> = {}, customer = ''): string {
  const query = {
    ...asked,
    shop: shopDomain,
    logged_in_customer_id: customer,
    path_prefix: '/apps/kindred',
    timestamp: String(Math.floor(Date.now() / 1_000)),
  };
  return new URLSearchParams({ ...query, signature: proxySignature(query) }).toString();
}
