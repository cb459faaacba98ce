import { isPermitted, isReadable, needsPreflight, opaque, withoutUnsafeHeaders } from './cross-origin';
import type { HttpClient, Outgoing } from './http-client';

/** The page or worker that asks. */
export interface PageOrigin {
  /** What relative addresses start from, and what tells own from other sites. */
  url: string;
  /** A sandboxed frame and its workers are of no site: to them every one is another, and they tell none where they come from. */
  isSandboxed?: boolean;
  /** Ends the requests that do not outlive the page. */
  signal: AbortSignal;
}

/** What browsers take of a page that is going away, in one beacon or kept-alive request. */
const MAX_KEEPALIVE_BYTES = 64 * 1024;

/** `fetch` as a page's scripts know it: rejects where a browser would, though the request may have arrived. */
export async function fetchFromPage(
  client: HttpClient,
  page: PageOrigin,
  url: string,
  init: RequestInit,
): Promise<Response> {
  if (page.signal.aborted) throw new TypeError('Failed to fetch: the page is gone');
  const origin = originOf(page);
  const isOwn = new URL(url).origin === origin;
  const outgoing = outgoingOf(page, init, isOwn);
  if (isOwn) return (await client.send(url, outgoing)).answer;
  if (init.mode === 'no-cors') {
    await client.send(url, { ...outgoing, headers: withoutUnsafeHeaders(outgoing.headers) });
    return opaque();
  }
  if (needsPreflight(outgoing.method, outgoing.headers)) await askPermission(client, url, origin, outgoing);
  const { answer } = await client.send(url, outgoing);
  if (isReadable(answer, origin, outgoing.withCookies)) return answer;
  throw new TypeError(`Failed to fetch: ${url} does not allow ${origin} to read its answer`);
}

/** `navigator.sendBeacon`: false when the browser will not take it. What it leads to is no one's to know, and no one's error. */
export function beaconRequest(page: PageOrigin, data: unknown): Outgoing | false {
  const { text: body, type } = encode(data ?? '');
  if (Buffer.byteLength(body) > MAX_KEEPALIVE_BYTES) return false;
  const headers = new Headers({ 'content-type': type });
  return { method: 'POST', headers, body, origin: new URL(page.url).origin, referrer: page.url, withCookies: true };
}

/**
 * A body as text, and its type unless the page names one. Text and URL-encoded fields are all this browser sends: it has no blobs and
 * no multipart.
 */
function encode(body: unknown): { text: string; type: string } {
  if (typeof body === 'string') return { text: body, type: 'text/plain;charset=UTF-8' };
  if (isUrlEncoded(body)) {
    return { text: body.toString(), type: 'application/x-www-form-urlencoded;charset=UTF-8' };
  }
  throw new TypeError(`this browser sends text alone, not ${kindOf(body)}`);
}

const kindOf = (value: unknown): string => Object.prototype.toString.call(value);

/** Each page has a `URLSearchParams` of its own, so that `instanceof` does not tell. */
const isUrlEncoded = (body: unknown): body is URLSearchParams => kindOf(body) === '[object URLSearchParams]';

const originOf = (page: PageOrigin): string => (page.isSandboxed ? 'null' : new URL(page.url).origin);

function outgoingOf(
  page: PageOrigin,
  init: RequestInit,
  isOwn: boolean,
): Outgoing & { method: string; headers: Headers } {
  const method = (init.method ?? 'GET').toUpperCase();
  const body = init.body === undefined || init.body === null ? undefined : encode(init.body);
  const headers = new Headers(init.headers);
  if (body && !headers.has('content-type')) headers.set('content-type', body.type);
  if (init.keepalive && Buffer.byteLength(body?.text ?? '') > MAX_KEEPALIVE_BYTES) {
    throw new TypeError('Failed to fetch: the body of a kept-alive request is over 64 KB');
  }
  const credentials = init.credentials ?? 'same-origin';
  return {
    method,
    headers,
    ...(page.isSandboxed ? {} : { referrer: page.url }),
    withCookies: credentials === 'include' || (credentials === 'same-origin' && isOwn),
    ...(body ? { body: body.text } : {}),
    ...(isOwn && method === 'GET' ? {} : { origin: originOf(page) }),
    ...(init.keepalive ? {} : { signal: page.signal }),
  };
}

async function askPermission(
  client: HttpClient,
  url: string,
  origin: string,
  { method, headers }: { method: string; headers: Headers },
): Promise<void> {
  const asked = new Headers({
    'access-control-request-method': method,
    'access-control-request-headers': [...headers.keys()].join(','),
  });
  const answer = await client.sendOnce(url, { method: 'OPTIONS', headers: asked, origin, withCookies: false });
  if (isPermitted(answer, origin, method, headers)) return;
  throw new TypeError(`Failed to fetch: ${url} does not permit ${method} from ${origin}`);
}
