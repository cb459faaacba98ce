const DISCOUNT = '/discount/';

/**
 * The page that a visit's first address led to. Of a discount link that is where it redirects; what stands in its path is somebody's own code, and not kept.
 */
export function landingPage(address: URL): URL {
  if (!address.pathname.startsWith(DISCOUNT)) return address;
  const to = address.searchParams.get('redirect') ?? '/';
  return URL.canParse(to, address) ? new URL(to, address) : new URL('/', address);
}
