import type { Activity } from './activity';
import { createHttpClient, type HttpClient } from './http-client';
import { beaconRequest, fetchFromPage, type PageOrigin } from './page-fetch';

export interface LoadRequest {
  method?: string;
  body?: string;
  referrer?: string;
}

export type Network = ReturnType<typeof createNetwork>;

/** All requests of one browser. Each counts as activity until it is answered. */
export function createNetwork({ userAgent, activity }: { userAgent: string; activity: Activity }) {
  const client = createHttpClient(userAgent);
  return {
    jar: client.jar,
    userAgent,
    /** The page at an address, whatever its status, with the address it was found at. */
    load: (url: string, request: LoadRequest) =>
      activity.track(`${request.method ?? 'GET'} ${url}`, loadDocument(client, url, request)),
    /** A script of a page. */
    loadResource: createResourceLoader(client, activity),
    /** `fetch` of a page or worker. */
    fetchFor:
      (page: PageOrigin) =>
      (input: unknown, init: RequestInit = {}): Promise<Response> => {
        const url = new URL(String(input), page.url).href;
        return activity.track(`${init.method ?? 'GET'} ${url}`, fetchFromPage(client, page, url, init));
      },
    /** `navigator.sendBeacon` of a page. */
    beaconFor:
      (page: PageOrigin) =>
      (target: unknown, data?: unknown): boolean => {
        const url = new URL(String(target), page.url).href;
        const outgoing = beaconRequest(page, data);
        if (!outgoing) return false;
        const sent = client.send(url, outgoing).then(({ answer }) => answer.text());
        // An unreachable host is no one's error: the page may be gone.
        void activity.track(
          `beacon ${url}`,
          sent.catch(() => ''),
        );
        return true;
      },
  };
}

async function loadDocument(client: HttpClient, url: string, request: LoadRequest) {
  const headers = new Headers({ accept: 'text/html' });
  if (request.body !== undefined) headers.set('content-type', 'application/x-www-form-urlencoded');
  const origin = request.method === 'POST' ? { origin: new URL(request.referrer ?? url).origin } : {};
  const found = await client.send(url, { ...request, ...origin, headers, withCookies: true });
  return { url: found.url, status: found.answer.status, html: await found.answer.text() };
}

/** What the server lets browsers keep is asked for once. */
function createResourceLoader(client: HttpClient, activity: Activity) {
  const kept = new Map<string, Promise<{ body: string; type: string }>>();

  async function load(url: string, referrer: string) {
    const { answer } = await client.send(url, { referrer, withCookies: true });
    const mayKeep = answer.ok && /max-age=[1-9]/.test(answer.headers.get('cache-control') ?? '');
    if (!mayKeep) kept.delete(url);
    if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
    return { body: await answer.text(), type: answer.headers.get('content-type') ?? '' };
  }

  return (url: string, referrer: string): Promise<{ body: string; type: string }> => {
    const known = kept.get(url);
    if (known) return known;
    const loading = load(url, referrer);
    kept.set(url, loading);
    loading.catch(() => kept.delete(url));
    return activity.track(`GET ${url}`, loading);
  };
}
