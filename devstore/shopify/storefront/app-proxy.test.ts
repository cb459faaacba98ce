import { afterEach, beforeEach, expect, test } from 'vitest';
import express from 'express';
import type { AddressInfo } from 'node:net';
import type http from 'node:http';
import { createShopper, type Shopper } from '../../shoppers/shopper';
import { appProxy } from '../app-proxy/app-proxy';
import { signAppProxyQuery } from '../app-proxy/sign';
import { openShop, type OpenShop } from './testing/open-shop';
import { createVisitor } from './testing/visitor';

const SECRET = 'proxy-secret';

let app: http.Server;
let arrived: { path: string; query: Record<string, string>; headers: http.IncomingHttpHeaders; body: string }[];
let shop: OpenShop;
let shopper: Shopper;

beforeEach(async () => {
  arrived = [];
  const receive = express().use(express.text({ type: () => true }), (request, response) => {
    const query = request.query as Record<string, string>;
    arrived.push({ path: request.path, query, headers: request.headers, body: String(request.body) });
    response.sendStatus(202);
  });
  app = receive.listen(0, '127.0.0.1');
  await new Promise((resolve) => app.once('listening', resolve));
  shop = await openShop({
    appProxy: (loggedInCustomerId) =>
      appProxy({
        url: 'https://kindred.example/proxy',
        appUrl: `http://127.0.0.1:${(app.address() as AddressInfo).port}`,
        prefix: 'apps',
        subpath: 'kindred',
        secret: SECRET,
        shop: 'demo.myshopify.com',
        loggedInCustomerId,
      }),
  });
  shopper = createShopper({ storefrontUrl: shop.url, clock: shop.clock, seed: 5 });
});
afterEach(async () => {
  await shopper.close();
  await shop.close();
  await new Promise((resolve) => app.close(resolve));
});

test('the embed’s beacon reaches the app signed by Shopify, whole and without cookies', async () => {
  await shopper.viewProduct('teapot');
  await shopper.acceptTracking();
  await shopper.signUp('ana@example.com');
  await shopper.viewProduct('teapot', { seconds: 12 });
  expect(arrived).toHaveLength(1);
  const [{ path, query, headers, body }] = arrived as [(typeof arrived)[0]];
  expect(path).toBe('/proxy/events');
  const { signature, ...signed } = query;
  expect(signature).toBe(signAppProxyQuery(signed, SECRET));
  expect(signed).toMatchObject({ shop: 'demo.myshopify.com', path_prefix: '/apps/kindred', logged_in_customer_id: '' });
  expect(headers).not.toHaveProperty('cookie');
  expect(JSON.parse(body)).toMatchObject({ source: 'theme', events: [{ type: 'time_on_page', secondsOnPage: 12 }] });
});

test('a customer who is logged in is named in what Shopify signs', async () => {
  const customer = shop.store.createCustomer({ email: 'ana@example.com' });
  const visitor = createVisitor(shop.url);
  await visitor.submit('/account/login', { 'customer[email]': 'ANA@example.com' });
  await visitor.post('/apps/kindred/events?logged_in_customer_id=1', {});
  const [{ query }] = arrived as [(typeof arrived)[0]];
  const { signature, ...signed } = query;
  expect(signed.logged_in_customer_id).toBe(customer.id.split('/').pop());
  expect(signature).toBe(signAppProxyQuery(signed, SECRET));
});
