import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { apiSecret } from '../testing/app-toml';
import { shopifyLibrary } from '../testing/shopify-library';
import { appProxy } from './app-proxy';
import { signAppProxyQuery } from './sign';

const shop = 'tiny-shop.myshopify.com';

describe('the signature', () => {
  it('joins sorted pairs with nothing between them, and lists with commas', () => {
    const params = {
      path_prefix: '/apps/kindred',
      extra: ['1', '2'],
      shop,
      timestamp: '1317327555',
      logged_in_customer_id: '1',
    };
    const text = `extra=1,2logged_in_customer_id=1path_prefix=/apps/kindredshop=${shop}timestamp=1317327555`;
    const expected = createHmac('sha256', 'hush').update(text).digest('hex');
    expect(signAppProxyQuery(params, 'hush')).toBe(expected);
    expect(
      signAppProxyQuery(
        new URLSearchParams([
          ['timestamp', '1317327555'],
          ['extra', '1'],
          ['shop', shop],
          ['extra', '2'],
          ['logged_in_customer_id', '1'],
          ['path_prefix', '/apps/kindred'],
        ]),
        'hush',
      ),
    ).toBe(expected);
  });
});

interface Seen {
  method: string;
  url: URL;
  headers: Record<string, unknown>;
  body: string;
}

let app: Server;
let storefront: Server;
let seen: Seen[];
let storefrontUrl: string;
let appUrl: string;

const listen = (server: Server) =>
  new Promise<string>((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)),
  );

beforeEach(async () => {
  seen = [];
  app = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://app');
      seen.push({
        method: String(request.method),
        url,
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      });
      if (url.pathname.endsWith('/moved')) return void response.writeHead(302, { location: '/elsewhere' }).end();
      response.writeHead(202, { 'content-type': 'application/json', 'set-cookie': 'secret=1', 'x-own': 'yes' });
      response.end('{"ok":true}');
    });
  });
  appUrl = await listen(app);
  const store = express();
  store.use(express.json());
  const url = 'https://app.example.com/proxy';
  store.use(
    appProxy({
      url,
      appUrl,
      prefix: 'apps',
      subpath: 'kindred',
      secret: apiSecret,
      shop,
      loggedInCustomerId: () => '3001',
    }),
  );
  store.get('/other', (_request, response) => void response.send('the store itself'));
  storefront = createServer(store);
  storefrontUrl = await listen(storefront);
});

afterEach(() => {
  app.close();
  storefront.close();
  app.closeAllConnections();
  storefront.closeAllConnections();
});

describe('a request under the proxy’s path', () => {
  it('reaches the app signed, so that Shopify’s own library accepts it', async () => {
    const response = await fetch(`${storefrontUrl}/apps/kindred/recommendations/home?limit=4&kind=a&kind=b`);
    expect([response.status, await response.json()]).toEqual([202, { ok: true }]);
    const { url } = seen[0]!;
    expect(url.pathname).toBe('/proxy/recommendations/home');
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      limit: '4',
      shop,
      logged_in_customer_id: '3001',
      path_prefix: '/apps/kindred',
    });
    const shopify = shopifyLibrary(appUrl);
    expect(await shopify.utils.validateHmac(url.searchParams as never, { signator: 'appProxy' })).toBe(true);
    url.searchParams.set('limit', '5');
    expect(await shopify.utils.validateHmac(url.searchParams as never, { signator: 'appProxy' })).toBe(false);
  });

  it('keeps its body and type; a beacon’s text arrives as it was sent', async () => {
    const body = JSON.stringify({ v: 1, events: [] });
    await fetch(`${storefrontUrl}/apps/kindred/events`, {
      method: 'POST',
      headers: { 'Content-Type': 'text/plain' },
      body,
    });
    expect(seen[0]).toMatchObject({ method: 'POST', body });
    expect(seen[0]?.headers['content-type']).toBe('text/plain');
  });

  it('loses its cookies, and so does the answer', async () => {
    const response = await fetch(`${storefrontUrl}/apps/kindred/events`, {
      headers: { Cookie: 'cart=1', 'X-Kept': 'yes' },
    });
    expect(seen[0]?.headers.cookie).toBeUndefined();
    expect(seen[0]?.headers['x-kept']).toBe('yes');
    expect(response.headers.get('set-cookie')).toBeNull();
    expect(response.headers.get('x-own')).toBe('yes');
  });

  it('cannot bring its own shop, customer or signature', async () => {
    await fetch(
      `${storefrontUrl}/apps/kindred/me?shop=evil.myshopify.com&logged_in_customer_id=1&signature=x&timestamp=1&path_prefix=/x`,
    );
    const { searchParams } = seen[0]!.url;
    expect(searchParams.getAll('shop')).toEqual([shop]);
    expect(searchParams.getAll('logged_in_customer_id')).toEqual(['3001']);
    expect(searchParams.getAll('signature')).toHaveLength(1);
    expect(Number(searchParams.get('timestamp'))).toBeGreaterThan(1_700_000_000);
  });

  it('gets a redirect passed on, not followed', async () => {
    const response = await fetch(`${storefrontUrl}/apps/kindred/moved`, { redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([302, '/elsewhere']);
  });

  it('is told when the app does not answer', async () => {
    app.closeAllConnections();
    await new Promise((resolve) => app.close(resolve));
    expect((await fetch(`${storefrontUrl}/apps/kindred/events`)).status).toBe(502);
  });
});

it('other paths stay with the store', async () => {
  expect(await (await fetch(`${storefrontUrl}/other`)).text()).toBe('the store itself');
  expect((await fetch(`${storefrontUrl}/apps/other`)).status).toBe(404);
  expect(seen).toEqual([]);
});
