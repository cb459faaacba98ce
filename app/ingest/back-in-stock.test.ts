import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { API_SECRET, proxySignature } from '../../tests/factories/ingest-app';
import { makePerson } from '../../tests/factories/people';
import { gid, productReport, variantReport } from '../../tests/factories/reports';
import { createShop, type TestShop } from '../../tests/factories/shops';
import { testApp } from '../../tests/factories/test-app';
import { testDatabase } from '../../tests/setup/database';
import { storeProducts } from '~/capture/catalog/store-products.server';
import { createProxyVerifier } from '~/integrations/shopify/proxy-verifier.server';
import { createShopifyApi } from '~/integrations/shopify/webhook-verifier.server';
import { withShop } from '~/platform/db/db.server';
import { createShopDirectory } from '~/platform/shops/shop-directory.server';
import { backInStockRequests } from './back-in-stock.server';

const app = testApp(await testDatabase());
const appUrl = 'https://kindred.example';
const services = { ...app, appUrl, shops: createShopDirectory({ ...app, pool: app.db.pool }) };
const verify = createProxyVerifier(createShopifyApi({ apiKey: 'key', apiSecret: API_SECRET, appUrl }));
const server = express()
  .use(backInStockRequests(services, verify, { trustedProxies: 0 }))
  .listen(0, '127.0.0.1');
beforeAll(() => (server.listening ? undefined : new Promise((resolve) => server.once('listening', resolve))));
afterAll(() => new Promise((resolve) => server.close(resolve).closeAllConnections()));

const VARIANT = gid('ProductVariant', 10);
let shop: TestShop;
beforeEach(async () => {
  shop = await createShop(app);
  await inShop(() =>
    app.db.transaction((tx) => storeProducts(tx, shop.id, [productReport(1, { variants: [variantReport(10)] })])),
  );
});
const inShop = <T>(work: () => Promise<T>): Promise<T> => withShop(shop.id, work);

function send(method: 'GET' | 'POST', body?: unknown, { secret = API_SECRET, place = '10.9.0.1' } = {}) {
  const query = {
    ...{ shop: shop.domain, logged_in_customer_id: '', path_prefix: '/apps/kindred' },
    timestamp: String(Math.floor(Date.now() / 1_000)),
  };
  const signed = new URLSearchParams({ ...query, signature: proxySignature(query, secret) });
  const { port } = server.address() as AddressInfo;
  return fetch(`http://127.0.0.1:${port}/proxy/back-in-stock?${signed.toString()}`, {
    ...{ method, headers: { 'X-Forwarded-For': place } },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

it('shows the sentence, takes the wish, and answers with the link that takes it back: of whomever it is', async () => {
  const known = await inShop(() => makePerson(app, shop.id));
  const told = (await (await send('GET')).json()) as { wording: number; text: string };
  expect(told.text).toContain('of nothing else');
  for (const email of ['ana@example.com', known.email]) {
    const answer = await send('POST', { email, wording: told.wording, variant: VARIANT });
    expect(answer.status).toBe(202);
    expect(await answer.json()).toEqual({ cancel: expect.stringMatching(/^https:\/\/kindred\.example\/b\/[\w.-]+$/) });
  }
  expect(await inShop(() => app.db.prisma.productRequest.count())).toBe(2);
});

it('says what is wrong with what was sent, and takes nothing that Shopify did not sign', async () => {
  const { wording } = (await (await send('GET')).json()) as { wording: number };
  const answer = await send('POST', { email: 'ana@example.com', wording, variant: 'blue' });
  expect([answer.status, await answer.text()]).toEqual([400, expect.stringMatching(/^variant: /)]);
  const strange = await send('POST', { email: 'ana@example.com', wording, variant: gid('ProductVariant', 99) });
  expect([strange.status, await strange.text()]).toEqual([400, 'variant: is none of this shop’s']);
  expect((await send('POST', {}, { secret: 'another' })).status).toBe(400);
});

it('lets nobody fill the line from one place', async () => {
  const answers = await Promise.all(Array.from({ length: 12 }, () => send('POST', {}, { place: '10.9.7.1' })));
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(2);
});
