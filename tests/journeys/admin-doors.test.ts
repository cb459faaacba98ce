import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtRoutes } from './built-routes';
import { openJourney, type Journey } from './open-journey';
import { startProductionWeb, type ProductionWeb } from './production-web';

const USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';
const CDN = 'cdn.shopify.com/shopifycloud/app-bridge.js';
const PRODUCTION = {
  apiKey: 'production-client-id',
  apiSecret: 'shpss_production',
  shopDomain: 'tiny-shop.myshopify.com',
};

const printed: string[] = [];
let journey: Journey;
let production: ProductionWeb;
let firstExchanges = 0;

beforeAll(async () => {
  journey = await openJourney({
    store: { customers: 10, products: 20 },
    env: { LOG_LEVEL: 'trace' },
    onLine: (line) => printed.push(line),
  });
  await journey.app.startWeb();
  // The very first page of the shop's.
  await get(journey.world.shopify.embeddedAppUrl('/app/settings'));
  firstExchanges = exchanges();
  production = await startProductionWeb(PRODUCTION);
});
afterAll(async () => {
  await journey.close();
  await production.close();
});

const get = (url: string | URL, headers: Record<string, string> = {}) =>
  fetch(url, { redirect: 'manual', headers: { 'user-agent': USER_AGENT, ...headers } });

const exchanges = () =>
  journey.world.logs.shopify.all().filter(({ entry }) => entry.kind === 'token' && entry.grant === 'token-exchange')
    .length;

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A session token of the shop, with these claims changed. */
function sign(
  { apiKey, apiSecret, shopDomain }: typeof PRODUCTION,
  changes: Record<string, unknown> = {},
  header: object = { alg: 'HS256', typ: 'JWT' },
): string {
  const now = Math.floor(Date.now() / 1_000);
  const dest = `https://${shopDomain}`;
  const claims = {
    iss: `${dest}/admin`,
    dest,
    aud: apiKey,
    sub: '1',
    exp: now + 60,
    nbf: now,
    iat: now,
    jti: randomUUID(),
  };
  const text = `${encode(header)}.${encode({ ...claims, ...changes })}`;
  return `${text}.${createHmac('sha256', apiSecret).update(text).digest('base64url')}`;
}

/** The address as the admin frames it. */
function framed(base: string, path: string, shop: string, token: string): URL {
  const url = new URL(path, base);
  const host = Buffer.from(`admin.shopify.com/store/${shop.split('.')[0]}`).toString('base64url');
  for (const [name, value] of Object.entries({ embedded: '1', shop, host, id_token: token }))
    url.searchParams.set(name, value);
  return url;
}

const isFramed = (path: string) => /^\/(app|auth)(\/|$)/.test(path);

/** Pages for readers of mail say more, in a second header: nothing at all is fetched, and no form leads elsewhere. */
const READERS_ONLY =
  "frame-ancestors 'none', default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const nobodyAt = (path: string): string =>
  /^\/([bcpu]\/|privacy$)/.test(path) ? READERS_ONLY : `frame-ancestors 'none'`;

describe('frame ancestors', () => {
  it('the crawl knows the pages', () => {
    expect(builtRoutes()).toEqual(
      expect.arrayContaining(['/', '/app', '/app/settings', '/auth/session-token', '/u/some-id']),
    );
  });

  const PATHS = [...builtRoutes(), '/nonsense', '/app/nonsense', '/assets/nonsense.js'];

  it.each(PATHS)('in production %s is framed by its own shop’s admin or by nobody', async (path) => {
    const { shopDomain: shop } = PRODUCTION;
    const ours = isFramed(path) ? `frame-ancestors https://${shop} https://admin.shopify.com` : nobodyAt(path);
    const cases: [URL, string][] = [
      [framed(production.url, path, shop, sign(PRODUCTION)), ours],
      [framed(production.url, path, shop, 'nonsense'), ours],
      [new URL(`${path}?shop=${shop}`, production.url), ours],
      [new URL(path, production.url), nobodyAt(path)],
      [new URL(`${path}?shop=evil.example`, production.url), nobodyAt(path)],
      [new URL(`${path}?shop=${shop};script-src *`, production.url), nobodyAt(path)],
    ];
    for (const [url, expected] of cases) {
      const response = await get(url);
      expect([url.search, response.headers.get('content-security-policy')]).toEqual([url.search, expected]);
    }
  });

  it.each(PATHS)(
    'on the dev store %s is framed by its admin or by nobody, and fetches nothing of Shopify’s',
    async (path) => {
      const { domain: shop } = journey.world.shopify.store.data.shop;
      const site = new URL(journey.world.urls.site).origin;
      const ours = isFramed(path) ? `frame-ancestors ${site}` : nobodyAt(path);
      for (const url of [journey.world.shopify.embeddedAppUrl(path), `${journey.appUrl}${path}?shop=${shop}`]) {
        const response = await get(url);
        expect(response.headers.get('content-security-policy')).toBe(ours);
        expect(response.headers.get('link') ?? '').not.toContain(CDN);
        expect(await response.text()).not.toContain(CDN);
      }
      expect((await get(`${journey.appUrl}${path}`)).headers.get('content-security-policy')).toBe(nobodyAt(path));
    },
  );

  it('pages that are truly made, and their App Bridge, are among what was crawled', async () => {
    const home = await get(framed(production.url, '/app', PRODUCTION.shopDomain, sign(PRODUCTION)));
    expect(home.status).toBe(200);
    expect(home.headers.get('link')).toContain(CDN);
    expect(await home.text()).toContain(`src="https://${CDN}"`);
    const bounce = await get(`${journey.appUrl}/auth/session-token?shop=tiny-shop.myshopify.com`);
    expect([bounce.status, await bounce.text()]).toEqual([
      200,
      expect.stringContaining(`src="${journey.world.urls.site}/app-bridge.js"`),
    ]);
    expect((await get(`${production.url}/auth/login`)).status).toBe(200);
  });
});

describe('session tokens', () => {
  const FORGED: [string, () => string][] = [
    ['issuer and destination of two shops', () => sign(PRODUCTION, { iss: 'https://other-shop.myshopify.com/admin' })],
    ['a destination of another shop', () => sign(PRODUCTION, { dest: 'https://other-shop.myshopify.com' })],
    ['another audience', () => sign(PRODUCTION, { aud: 'another-client-id' })],
    ['an expiry long ago', () => sign(PRODUCTION, { exp: 1_000 })],
    ['another app’s secret', () => sign({ ...PRODUCTION, apiSecret: 'shpss_other' })],
    ['no algorithm', () => sign(PRODUCTION, {}, { alg: 'none' })],
    ['nothing that is a token', () => 'nonsense'],
  ];

  it.each(FORGED)('with %s: 401 and once more, please; a document is sent to fetch a good one', async (_name, make) => {
    const data = await get(`${production.url}/app?_data=routes%2Fapp`, { authorization: `Bearer ${make()}` });
    expect([data.status, data.headers.get('x-shopify-retry-invalid-session-request')]).toEqual([401, '1']);
    const document = await get(framed(production.url, '/app/settings', PRODUCTION.shopDomain, make()));
    const to = new URL(document.headers.get('location') ?? '', production.url);
    expect([document.status, to.pathname, to.searchParams.get('id_token')]).toEqual([302, '/auth/session-token', null]);
    expect(to.searchParams.get('shopify-reload')).not.toContain('id_token');
  });

  it('that are good but come to another shop’s address are refused, and not sent round again', async () => {
    const response = await get(framed(production.url, '/app', 'other-shop.myshopify.com', sign(PRODUCTION)));
    expect(response.status).toBe(403);
  });

  it('a first page, whose loaders run at once, exchanges its token once', () => {
    expect(firstExchanges).toBe(1);
  });

  it('stand in no log, however much is logged', async () => {
    const token = journey.world.shopify.sessionToken();
    await get(`${journey.appUrl}/app?_data=routes%2Fapp`, { authorization: `Bearer ${token}` });
    await get(`${journey.appUrl}/app?_data=routes%2Fapp`, { authorization: `Bearer ${token.slice(0, -4)}` });
    await get(journey.world.shopify.embeddedAppUrl('/app/nonsense'));
    expect(printed.filter((line) => /eyJ[\w-]{8,}\./.test(line))).toEqual([]);
    expect(printed.length).toBeGreaterThan(0);
  });
});
