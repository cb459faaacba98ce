import { CookieJar } from 'jsdom';
import type { Activity } from './activity';
import { isPermitted, isReadable, needsPreflight, opaque, withoutUnsafeHeaders } from './cross-origin';

export interface PageOrigin {
  /** The page's address: what relative addresses start from, and what tells own from other sites. */
  url: string;
  /** Ends the requests that do not outlive the page. */
  signal: AbortSignal;
}

interface Send {
  method?: string;
  headers?: Headers;
  body?: string;
  origin?: string;
  referrer?: string;
  signal?: AbortSignal;
  withCookies: boolean;
}

const MAX_REDIRECTS = 20;
/** What browsers take of a page that is going away, in one beacon or kept-alive request. */
const MAX_KEEPALIVE_BYTES = 64 * 1024;

export type Network = ReturnType<typeof createNetwork>;

/** One browser's requests: its cookies, its name, its rules about other sites. */
export function createNetwork({ userAgent, activity }: { userAgent: string; activity: Activity }) {
  const jar = new CookieJar();
  const kept = new Map<string, Promise<{ body: string; type: string }>>();

  /** One request and its answer, cookies both ways; redirects are the caller's. */
  async function sendOnce(url: string, { method = 'GET', headers, body, origin, referrer, signal, withCookies }: Send) {
    const all = new Headers(headers);
    all.set('user-agent', userAgent);
    all.set('accept-language', 'en');
    if (origin) all.set('origin', origin);
    if (referrer) all.set('referer', referrer);
    const cookies = withCookies ? await jar.getCookieString(url) : '';
    if (cookies) all.set('cookie', cookies);
    const answer = await fetch(url, {
      method,
      headers: all,
      redirect: 'manual',
      ...(body === undefined ? {} : { body }),
      ...(signal ? { signal } : {}),
    });
    if (withCookies)
      for (const cookie of answer.headers.getSetCookie()) await jar.setCookie(cookie, url, { ignoreError: true });
    return answer;
  }

  /** Follows redirects; all but 307 and 308 become GETs. */
  async function send(url: string, given: Send): Promise<{ answer: Response; url: string }> {
    let current = { url, given };
    for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
      const answer = await sendOnce(current.url, current.given);
      const location = answer.headers.get('location');
      if (answer.status < 300 || answer.status >= 400 || !location) return { answer, url: current.url };
      await answer.body?.cancel();
      const next = new URL(location, current.url).href;
      const { body: _body, headers: _headers, method: _method, ...bodiless } = current.given;
      current = { url: next, given: [307, 308].includes(answer.status) ? current.given : bodiless };
    }
    throw new TypeError(`${url}: more than ${MAX_REDIRECTS} redirects`);
  }

  /** The page at an address, whatever its status, as text with the address it was found at. */
  function load(url: string, request: { method?: string; body?: string; referrer?: string }) {
    const headers = new Headers({ accept: 'text/html' });
    if (request.body !== undefined) headers.set('content-type', 'application/x-www-form-urlencoded');
    const origin = request.method === 'POST' ? new URL(request.referrer ?? url).origin : undefined;
    const work = send(url, { ...request, headers, withCookies: true, ...(origin ? { origin } : {}) }).then(
      async (found) => ({
        url: found.url,
        status: found.answer.status,
        html: await found.answer.text(),
      }),
    );
    return activity.track(`${request.method ?? 'GET'} ${url}`, work);
  }

  /** A script or style of a page; what the server lets browsers keep is asked for once. */
  function loadResource(url: string, referrer: string) {
    const known = kept.get(url);
    if (known) return known;
    const work = send(url, { referrer, withCookies: true }).then(async ({ answer }) => {
      const mayKeep = answer.ok && /max-age=[1-9]/.test(answer.headers.get('cache-control') ?? '');
      if (!mayKeep) kept.delete(url);
      if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
      return { body: await answer.text(), type: answer.headers.get('content-type') ?? '' };
    });
    kept.set(url, work);
    work.catch(() => kept.delete(url));
    return activity.track(`GET ${url}`, work);
  }

  /** `fetch` of a page or worker. */
  function fetchFor(page: PageOrigin) {
    return (input: unknown, init: RequestInit = {}): Promise<Response> => {
      const url = new URL(String(input), page.url).href;
      const method = (init.method ?? 'GET').toUpperCase();
      return activity.track(
        `${method} ${url}`,
        page.signal.aborted ? Promise.reject(new TypeError('the page is gone')) : ask(page, url, method, init),
      );
    };
  }

  async function ask(page: PageOrigin, url: string, method: string, init: RequestInit): Promise<Response> {
    const origin = new URL(page.url).origin;
    const isOwn = new URL(url).origin === origin;
    const body = init.body === undefined || init.body === null ? undefined : String(init.body);
    const headers = new Headers(init.headers);
    if (body !== undefined && !headers.has('content-type')) headers.set('content-type', 'text/plain;charset=UTF-8');
    if (init.keepalive && byteLength(body) > MAX_KEEPALIVE_BYTES)
      throw new TypeError('Failed to fetch: keepalive body over 64 KB');
    const credentials = init.credentials ?? 'same-origin';
    const withCookies = credentials === 'include' || (credentials === 'same-origin' && isOwn);
    const isBlind = !isOwn && init.mode === 'no-cors';
    const sent = isBlind ? withoutUnsafeHeaders(headers) : headers;
    if (!isOwn && !isBlind && needsPreflight(method, headers)) await preflight(url, origin, method, headers);
    const { answer } = await send(url, {
      ...{ method, headers: sent, withCookies, referrer: page.url },
      ...(body === undefined ? {} : { body }),
      ...(isOwn && method === 'GET' ? {} : { origin }),
      ...(init.keepalive ? {} : { signal: page.signal }),
    });
    if (isBlind) return opaque();
    if (!isOwn && !isReadable(answer, origin, withCookies))
      throw new TypeError(`Failed to fetch: ${url} does not allow ${origin} to read its answer`);
    return answer;
  }

  async function preflight(url: string, origin: string, method: string, headers: Headers): Promise<void> {
    const asked = new Headers({
      'access-control-request-method': method,
      'access-control-request-headers': [...headers.keys()].join(','),
    });
    const answer = await sendOnce(url, { method: 'OPTIONS', headers: asked, origin, withCookies: false });
    if (!isPermitted(answer, origin, method, headers))
      throw new TypeError(`Failed to fetch: ${url} does not permit ${method} from ${origin}`);
  }

  /** `navigator.sendBeacon`: outlives the page, its answer is no one's. */
  function beaconFor(page: PageOrigin) {
    return (target: unknown, data?: unknown): boolean => {
      const body = data === undefined || data === null ? '' : String(data);
      if (byteLength(body) > MAX_KEEPALIVE_BYTES) return false;
      const url = new URL(String(target), page.url).href;
      const headers = new Headers({ 'content-type': 'text/plain;charset=UTF-8' });
      const sent = send(url, {
        method: 'POST',
        headers,
        body,
        origin: new URL(page.url).origin,
        referrer: page.url,
        withCookies: true,
      });
      // An unreachable host is no one's error: the page may be gone.
      void activity.track(
        `beacon ${url}`,
        sent.then(({ answer }) => answer.text()).catch(() => ''),
      );
      return true;
    };
  }

  return { jar, userAgent, load, loadResource, fetchFor, beaconFor };
}

function byteLength(body: string | undefined): number {
  return Buffer.byteLength(body ?? '');
}
