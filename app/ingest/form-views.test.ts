import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { API_SECRET, proxySignature } from '../../tests/factories/ingest-app';
import { createShop, type TestShop } from '../../tests/factories/shops';
import { testApp } from '../../tests/factories/test-app';
import { testDatabase } from '../../tests/setup/database';
import { createProxyVerifier } from '~/integrations/shopify/proxy-verifier.server';
import { createShopifyApi } from '~/integrations/shopify/webhook-verifier.server';
import { withShop } from '~/platform/db/db.server';
import { createShopDirectory } from '~/platform/shops/shop-directory.server';
import { formViews } from './form-views.server';
import { createStorefrontGate } from './storefront-gate.server';

const app = testApp(await testDatabase());
const services = { ...app, shops: createShopDirectory({ ...app, pool: app.db.pool }) };
const api = createShopifyApi({ apiKey: 'key', apiSecret: API_SECRET, appUrl: 'https://kindred.example' });
const server = express()
  .use(formViews(services, createProxyVerifier(api), { trustedProxies: 0, gate: createStorefrontGate() }))
  .listen(0, '127.0.0.1');
beforeAll(() => (server.listening ? undefined : new Promise((resolve) => server.once('listening', resolve))));
afterAll(() => new Promise((resolve) => server.close(resolve).closeAllConnections()));

let shop: TestShop;
beforeEach(async () => {
  shop = await createShop(app);
});

const PERSON = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';

async function tell(body: string, { secret = API_SECRET, domain = shop.domain, userAgent = PERSON } = {}) {
  const query = {
    ...{ shop: domain, logged_in_customer_id: '', path_prefix: '/apps/kindred' },
    timestamp: String(Math.floor(Date.now() / 1_000)),
  };
  const signed = new URLSearchParams({ ...query, signature: proxySignature(query, secret) });
  const { port } = server.address() as AddressInfo;
  const headers = { 'User-Agent': userAgent, 'X-Forwarded-For': '192.0.2.7' };
  const url = `http://127.0.0.1:${port}/proxy/forms/seen?${signed.toString()}`;
  return (await fetch(url, { method: 'POST', body, headers })).status;
}
const counted = () =>
  withShop(shop.id, () => app.db.prisma.storefrontFormView.findMany({ select: { place: true, seen: true } }));

it('counts each form that was seen, and no programs', async () => {
  const popup = JSON.stringify({ place: 'popup' });
  expect([await tell(popup), await tell(popup), await tell('{"place":"form"}')]).toEqual([202, 202, 202]);
  expect(await tell(popup, { userAgent: 'Googlebot/2.1' })).toBe(202);
  expect((await counted()).sort((a, b) => a.seen - b.seen)).toEqual([
    { place: 'form', seen: 1 },
    { place: 'popup', seen: 2 },
  ]);
});

it.each(['{"place":"elsewhere"}', 'no json', '{}'])(
  '%j is refused, so that nobody can fill the table',
  async (body) => {
    expect(await tell(body)).toBe(400);
    expect(await counted()).toEqual([]);
  },
);

it('of no shop of ours, not signed by Shopify, or too large is refused', async () => {
  expect(await tell('{"place":"form"}', { domain: 'stranger.myshopify.com' })).toBe(404);
  expect(await tell('{"place":"form"}', { secret: 'guessed' })).toBe(400);
  expect(await tell(`{"place":"form","more":"${'x'.repeat(200)}"}`)).toBe(413);
  expect(await counted()).toEqual([]);
});
