export type Fetch = typeof fetch;

/**
 * Fetch for everything that goes to a shop's own domain. In the dev store's world it leads to the stand-in instead, which learns from a header
 * which shop was meant; otherwise it is plain fetch.
 */
export function createShopifyFetch(standInUrl: string | undefined): Fetch {
  if (!standInUrl) return fetch;
  return (input, init) => {
    const url = new URL(input instanceof Request ? input.url : String(input));
    if (['127.0.0.1', 'localhost'].includes(url.hostname)) return fetch(input, init);
    const headers = new Headers(init?.headers);
    headers.set('x-orig-host', url.host);
    return fetch(`${standInUrl}${url.pathname}${url.search}`, { ...init, headers });
  };
}
