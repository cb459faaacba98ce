/** The shop a body says it is about, in Shopify's own names for that; null where it names none. What is no JSON names none either. */
export function shopNamedIn(body: string): string | null {
  try {
    const payload = JSON.parse(body) as Record<string, unknown> | null;
    const named = payload?.shop_domain ?? payload?.myshopify_domain;
    return typeof named === 'string' ? named.toLowerCase() : null;
  } catch {
    return null;
  }
}
