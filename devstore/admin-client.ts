import type { World } from './world';

const USER_AGENT = 'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';

/** A merchant's hands in the admin, without a browser: what App Bridge's fetch would send. */
export interface AdminClient {
  /** Opens the app as the admin's frame does; the first time, that installs it. Gives the page's HTML. */
  open(path?: string): Promise<string>;
  /** A page's data, as Remix's client asks for it. */
  load<T>(path: string, route: string): Promise<T>;
  /** What App Bridge's fetch would send to an address of the app, and the answer as it is. */
  ask(path: string, init?: RequestInit): Promise<Response>;
  /** Submits a form of a page. */
  submit<T>(path: string, route: string, form: Record<string, string>): Promise<T>;
}

export function createAdminClient(world: World, appUrl: string): AdminClient {
  const headers = () => ({ authorization: `Bearer ${world.shopify.sessionToken()}`, 'user-agent': USER_AGENT });

  const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(new URL(path, appUrl), { ...init, headers: { ...headers(), ...init.headers } });

  async function request<T>(path: string, route: string, init: RequestInit): Promise<T> {
    const url = new URL(path, appUrl);
    url.searchParams.set('_data', route);
    const response = await ask(url.href, init);
    if (!response.ok)
      throw new Error(`${init.method ?? 'GET'} ${path}: HTTP ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  return {
    async open(path = '/app') {
      const response = await fetch(world.shopify.embeddedAppUrl(path), { headers: { 'user-agent': USER_AGENT } });
      if (!response.ok) throw new Error(`the admin could not open ${path}: HTTP ${response.status}`);
      return response.text();
    },
    ask,
    load: (path, route) => request(path, route, {}),
    submit: (path, route, form) => request(path, route, { method: 'POST', body: new URLSearchParams(form) }),
  };
}
