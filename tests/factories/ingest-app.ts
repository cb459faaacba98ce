import '@shopify/shopify-api/adapters/web-api';
import { createHmac } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, beforeAll } from 'vitest';
import { createModelStore } from '~/decisions/recommendations/models.server';
import { merchantApi } from '~/ingest/api/api.server';
import { mailLinks } from '~/ingest/mail-links/mail-links.server';
import { readNetworks } from '~/ingest/mail-links/networks.server';
import { flowActions } from '~/ingest/flow-actions.server';
import { createNotifier } from '~/ingest/notify.server';
import { postmarkWebhooks } from '~/ingest/postmark-webhooks.server';
import { shopifyWebhooks } from '~/ingest/shopify-webhooks.server';
import { storefrontRecommendations } from '~/ingest/recommendations/storefront-recommendations.server';
import { storefrontEvents, type StorefrontOptions } from '~/ingest/storefront-events.server';
import { createStorefrontGate } from '~/ingest/storefront-gate.server';
import { createProxyVerifier } from '~/integrations/shopify/proxy-verifier.server';
import { createShopifyApi, createWebhookVerifier } from '~/integrations/shopify/webhook-verifier.server';
import { withShop } from '~/platform/db/db.server';
import { createJobQueue } from '~/platform/queue/job-queue.server';
import { createShopDirectory } from '~/platform/shops/shop-directory.server';
import type { TestApp } from './test-app';

export const API_SECRET = 'the secret that Shopify and the app share';
const APP_URL = 'https://kindred.example';

export type StorefrontSetup = Partial<StorefrontOptions>;

/** What stands before Remix in the web process, listening on a port of its own until the file's last test. Call it at the top level. */
export function ingestApp(
  app: TestApp,
  database: { appUrl: string },
  { trustedProxies = 0, gate }: StorefrontSetup = {},
) {
  const queue = createJobQueue({ databaseUrl: database.appUrl, onError: () => undefined });
  const models = createModelStore();
  const services = {
    ...app,
    queue,
    models,
    appUrl: APP_URL,
    shops: createShopDirectory({ ...app, pool: app.db.pool }),
  };
  const api = createShopifyApi({ apiKey: 'key', apiSecret: API_SECRET, appUrl: APP_URL });
  const { notify } = createNotifier(services);
  const quiet = gate ?? createStorefrontGate({ allowance: () => Infinity, mostInHand: 2_000 });
  const server = express()
    .use(shopifyWebhooks(services, createWebhookVerifier(api), notify))
    .use(storefrontEvents(services, createProxyVerifier(api), notify, { trustedProxies, gate: quiet }))
    .use(storefrontRecommendations(services, createProxyVerifier(api), { trustedProxies, gate: quiet }))
    .use(postmarkWebhooks(services, notify))
    .use(mailLinks(services, notify, { trustedProxies, networks: readNetworks('203.0.113.0/24') }))
    .use(flowActions(services, API_SECRET, notify))
    .use(merchantApi(services, notify))
    .listen(0, '127.0.0.1');
  beforeAll(() => (server.listening ? undefined : new Promise((resolve) => server.once('listening', resolve))));
  afterAll(async () => {
    await new Promise((resolve) => server.close(resolve).closeAllConnections());
    await queue.close();
  });
  const url = (path: string): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
  const post = (path: string, body: RequestInit['body'], headers: Record<string, string> = {}): Promise<Response> =>
    fetch(url(path), { method: 'POST', body, headers });
  return { ...services, url, post };
}

/** A signature as Shopify makes it over a webhook's raw bytes. */
export const webhookSignature = (body: string, secret = API_SECRET): string =>
  createHmac('sha256', secret).update(body, 'utf8').digest('base64');

/** A signature as Shopify makes it over an app proxy's query. */
export function proxySignature(query: Record<string, string>, secret = API_SECRET): string {
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${value}`);
  return createHmac('sha256', secret).update(pairs.sort().join('')).digest('hex');
}

/** The entries of a shop's inbox as they came in. */
export const inboxOf = ({ db, vault }: TestApp, shopId: string) =>
  withShop(shopId, async () => {
    const rows = await db.prisma.inboxItem.findMany({ where: { shopId }, orderBy: { id: 'asc' } });
    return rows.map(({ source, topic, externalId, triggeredAt, payload }) => ({
      ...{ source, topic, externalId, triggeredAt },
      body: vault.open(payload ?? Buffer.of(), shopId),
    }));
  });
