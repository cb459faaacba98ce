/** A current desktop browser; readers that are someone else say so. */
const browser =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15';

export const readerHeaders = (userAgent: string = browser): Record<string, string> => ({ 'user-agent': userAgent });

export interface Arrival {
  url: string;
  /** The last answer on this machine; null when the way leads off it, where nothing is fetched. */
  response: { status: number; body: string } | null;
}

const isLoopback = (url: URL) => url.hostname === 'localhost' || url.hostname === '127.0.0.1';

/**
 * Goes where a link leads, over at most ten redirects. Only addresses on this machine are asked for: the dev store calls nobody else. The way ends before a
 * redirect that gives a cookie, as a discount link does: that is for the reader's own browser to follow.
 */
export async function followLink(address: string, userAgent?: string): Promise<Arrival> {
  let url = new URL(address);
  for (let hops = 0; hops <= 10; hops += 1) {
    if (!isLoopback(url)) return { url: url.href, response: null };
    const response = await fetch(url, { headers: readerHeaders(userAgent), redirect: 'manual' });
    const body = await response.text();
    const location = response.status >= 300 && response.status < 400 ? response.headers.get('location') : null;
    if (location === null || response.headers.has('set-cookie'))
      return { url: url.href, response: { status: response.status, body } };
    url = new URL(location, url);
  }
  throw new Error(`followLink: more than ten redirects from ${address}.`);
}
