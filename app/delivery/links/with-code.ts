/** A checkout that is gone back to, and a link that fills a cart: they take a code themselves. */
const TAKES_CODE = /\/checkouts\/|^\/cart\/\d+:/;
const DISCOUNT = '/discount/';

/**
 * Where a link to a page of the shop leads that is to bring the reader's code along: through the shop's own `/discount/CODE`, which keeps it until checkout and
 * leads on to the page, whatever its language or market. What the page is told stands in `redirect`; a fragment never reaches the shop and stays outside.
 * https://help.shopify.com/en/manual/discounts/discount-methods/discount-codes
 */
export function withCode(target: string, code: string): string {
  const url = new URL(target);
  if (url.pathname.startsWith(DISCOUNT)) return target;
  if (TAKES_CODE.test(url.pathname)) {
    url.searchParams.set('discount', code);
    return url.href;
  }
  const through = new URL(`${DISCOUNT}${encodeURIComponent(code)}`, url);
  through.searchParams.set('redirect', `${url.pathname}${url.search}`);
  through.hash = url.hash;
  return through.href;
}
