import { openAddress, type OpenParts } from './open-address';
import { refuse } from './refuse';

const RETRY = 'X-Shopify-Retry-Invalid-Session-Request';
const LEAVE_TO = 'X-Shopify-API-Request-Failure-Reauthorize-Url';

/**
 * Fetch as App Bridge replaces it: requests to the app's own origin carry a session token; one that was refused is asked once more with a
 * new token; an answer may send the whole admin elsewhere.
 */
export function signFetch(plain: typeof fetch, parts: OpenParts & { idToken: () => Promise<string> }): typeof fetch {
  async function send(request: Request): Promise<Response> {
    const headers = new Headers(request.headers);
    headers.set('Authorization', `Bearer ${await parts.idToken()}`);
    headers.set('X-Requested-With', 'XMLHttpRequest');
    return plain(new Request(request, { headers }));
  }

  return async (input, init) => {
    if (/^shopify:/.test(addressOf(input)))
      refuse('direct access to the Admin API is not switched on in shopify.app.toml, and not imitated.');
    const request = new Request(input, init);
    if (new URL(request.url).origin !== location.origin || request.headers.has('Authorization')) return plain(request);
    const again = request.clone();
    const first = await send(request);
    const answer = first.headers.has(RETRY) ? await send(again) : first;
    const address = answer.headers.get(LEAVE_TO);
    if (address) openAddress(address, '_top', parts);
    return answer;
  };
}

const addressOf = (input: RequestInfo | URL): string => (input instanceof Request ? input.url : String(input));
