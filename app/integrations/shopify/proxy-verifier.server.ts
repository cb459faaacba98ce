import type { Shopify } from '@shopify/shopify-api';

export interface VerifiedProxyRequest {
  shopDomain: string;
  /** Who is logged in at the storefront, as Shopify says. */
  customerId: string | null;
}

/**
 * `own`: parameters of ours that may stand in the query as well, each at most once. None of their names may end another one, nor one of Shopify's:
 * with that, and with no `=` in any value, what was signed can be cut in one way only.
 */
export type ProxyVerifier = (query: URLSearchParams, own?: readonly string[]) => Promise<VerifiedProxyRequest | null>;

/**
 * Shopify signs app proxy queries over sorted `key=value` pairs with nothing between them, so a query with odd extra parameters can be cut anew
 * into another one with the same signature. Only exactly these parameters, each once and each of its form, and those that a route asks for, are
 * looked at at all.
 */
const FORMS: Record<string, RegExp> = {
  shop: /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/,
  logged_in_customer_id: /^\d{0,20}$/,
  path_prefix: /^\/[a-z]+\/[a-z0-9-]+$/,
  timestamp: /^\d{10}$/,
  signature: /^[0-9a-f]{64}$/,
};

/** Checks a query of the app proxy. Null where Shopify did not sign it for us just now. */
export function createProxyVerifier(api: Shopify): ProxyVerifier {
  return async (query, own = []) => {
    const theirs = [...query.keys()].filter((name) => !own.includes(name));
    const isExpected = theirs.length === Object.keys(FORMS).length && new Set(query.keys()).size === query.size;
    if (!isExpected || !theirs.every((name) => FORMS[name]?.test(query.get(name) ?? ''))) return null;
    if (own.some((name) => query.get(name)?.includes('='))) return null;
    const isSigned = await api.utils.validateHmac(query, { signator: 'appProxy' }).catch(() => false);
    if (!isSigned) return null;
    const customer = query.get('logged_in_customer_id');
    return {
      shopDomain: query.get('shop') ?? '',
      customerId: customer ? `gid://shopify/Customer/${customer}` : null,
    };
  };
}
