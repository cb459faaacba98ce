/** What a browser lets scripts ask of other sites. */

const SAFE_METHODS = ['GET', 'HEAD', 'POST'];
const SAFE_HEADERS = ['accept', 'accept-language', 'content-language', 'content-type', 'range'];
const SAFE_TYPES = /^(text\/plain|application\/x-www-form-urlencoded|multipart\/form-data)\b/i;

/** Whether a request to another site needs none of its permission first (Fetch standard: CORS-safelisted). */
export function needsPreflight(method: string, headers: Headers): boolean {
  if (!SAFE_METHODS.includes(method.toUpperCase())) return true;
  return [...headers].some(([name, value]) => {
    if (!SAFE_HEADERS.includes(name)) return true;
    return name === 'content-type' && !SAFE_TYPES.test(value);
  });
}

/** A `no-cors` request carries only what needs no permission; the rest is left out without a word. */
export function withoutUnsafeHeaders(headers: Headers): Headers {
  const kept = [...headers].filter(
    ([name, value]) => SAFE_HEADERS.includes(name) && (name !== 'content-type' || SAFE_TYPES.test(value)),
  );
  return new Headers(kept);
}

/** Whether the answer lets a script of `origin` read it. */
export function isReadable(answer: Response, origin: string, hasCredentials: boolean): boolean {
  const allowed = answer.headers.get('access-control-allow-origin');
  if (hasCredentials) return allowed === origin && answer.headers.get('access-control-allow-credentials') === 'true';
  return allowed === '*' || allowed === origin;
}

/** Whether a preflight's answer permits the request. */
export function isPermitted(preflight: Response, origin: string, method: string, headers: Headers): boolean {
  const listed = (name: string) => (preflight.headers.get(name) ?? '').toLowerCase().split(/\s*,\s*/);
  const methods = listed('access-control-allow-methods');
  const allowedHeaders = listed('access-control-allow-headers');
  const asked = [...headers].filter(
    ([name, value]) => !SAFE_HEADERS.includes(name) || (name === 'content-type' && !SAFE_TYPES.test(value)),
  );
  const isMethodFine = SAFE_METHODS.includes(method) || methods.includes(method.toLowerCase()) || methods.includes('*');
  const areHeadersFine = asked.every(([name]) => allowedHeaders.includes(name) || allowedHeaders.includes('*'));
  return preflight.ok && isReadable(preflight, origin, false) && isMethodFine && areHeadersFine;
}

/** The answer of a `no-cors` request: it tells a script nothing. */
export function opaque(): Response {
  const blank = new Response(null);
  return Object.defineProperties(blank, { type: { value: 'opaque' }, status: { value: 0 }, ok: { value: false } });
}
