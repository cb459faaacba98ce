import { CookieJar } from 'jsdom';

/** One request as a browser puts it together. */
export interface Outgoing {
  method?: string;
  headers?: Headers;
  body?: string;
  origin?: string;
  referrer?: string;
  signal?: AbortSignal;
  withCookies: boolean;
}

export interface Arrived {
  answer: Response;
  /** Where the last redirect led. */
  url: string;
}

export type HttpClient = ReturnType<typeof createHttpClient>;

const MAX_REDIRECTS = 20;

/** Sends requests under a browser's name and keeps its cookies. */
export function createHttpClient(userAgent: string) {
  const jar = new CookieJar();

  /** One request and its answer, cookies both ways; a redirect is an answer. */
  async function sendOnce(url: string, outgoing: Outgoing): Promise<Response> {
    const { method = 'GET', body, signal, withCookies } = outgoing;
    const headers = headersOf(outgoing, userAgent);
    const cookies = withCookies ? await jar.getCookieString(url) : '';
    if (cookies) headers.set('cookie', cookies);
    const rest = { ...(body === undefined ? {} : { body }), ...(signal ? { signal } : {}) };
    const answer = await fetch(url, { method, headers, redirect: 'manual', ...rest });
    const news = withCookies ? answer.headers.getSetCookie() : [];
    for (const cookie of news) await jar.setCookie(cookie, url, { ignoreError: true });
    return answer;
  }

  /** Follows redirects. */
  async function send(url: string, outgoing: Outgoing): Promise<Arrived> {
    let current = { url, outgoing };
    for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
      const answer = await sendOnce(current.url, current.outgoing);
      const location = answer.headers.get('location');
      if (answer.status < 300 || answer.status >= 400 || !location) return { answer, url: current.url };
      await answer.body?.cancel();
      current = { url: new URL(location, current.url).href, outgoing: afterRedirect(current.outgoing, answer.status) };
    }
    throw new TypeError(`${url}: more than ${MAX_REDIRECTS} redirects`);
  }

  return { jar, userAgent, sendOnce, send };
}

/** All but 307 and 308 become GETs without a body. */
function afterRedirect(outgoing: Outgoing, status: number): Outgoing {
  if (status === 307 || status === 308) return outgoing;
  const { signal, referrer, origin, withCookies } = outgoing;
  return {
    withCookies,
    ...(signal ? { signal } : {}),
    ...(referrer ? { referrer } : {}),
    ...(origin ? { origin } : {}),
  };
}

function headersOf({ headers, origin, referrer }: Outgoing, userAgent: string): Headers {
  const all = new Headers(headers);
  all.set('user-agent', userAgent);
  all.set('accept-language', 'en');
  if (origin) all.set('origin', origin);
  if (referrer) all.set('referer', referrer);
  return all;
}
