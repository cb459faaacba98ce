import { CookieJar } from 'jsdom';

export type Visitor = ReturnType<typeof createVisitor>;

/** A plain HTTP client with cookies, for tests that look at answers and need no page. Redirects are shown, not followed. */
export function createVisitor(baseUrl: string) {
  const jar = new CookieJar();

  async function send(path: string, init: RequestInit = {}): Promise<Response> {
    const url = new URL(path, baseUrl).href;
    const headers = new Headers(init.headers);
    headers.set('cookie', await jar.getCookieString(url));
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const cookie of response.headers.getSetCookie()) await jar.setCookie(cookie, url);
    return response;
  }

  const read = async (response: Response) => ({
    status: response.status,
    location: response.headers.get('location'),
    json: (await response.json().catch(() => undefined)) as Record<string, never> | undefined,
  });

  return {
    jar,
    text: async (path: string) => (await send(path)).text(),
    get: async (path: string) => read(await send(path)),
    post: async (path: string, body: unknown) =>
      read(
        await send(path, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }),
      ),
    submit: async (path: string, fields: Record<string, string>) => {
      const response = await send(path, { method: 'POST', body: new URLSearchParams(fields) });
      return { status: response.status, location: response.headers.get('location') };
    },
  };
}
