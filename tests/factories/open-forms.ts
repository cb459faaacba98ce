import type { AddressInfo } from 'node:net';
import express from 'express';
import { signUps } from '~/ingest/sign-up.server';
import { createProxyVerifier } from '~/integrations/shopify/proxy-verifier.server';
import { createShopifyApi } from '~/integrations/shopify/webhook-verifier.server';
import type { ShopDirectory } from '~/platform/shops/shop-directory.server';
import { API_SECRET, proxySignature } from './ingest-app';
import { signUpOf, type MarkedPerson } from './marked-person';
import type { TestShop } from './shops';
import type { TestApp } from './test-app';

/** A shop's sign-up form behind Shopify's app proxy, listening until it is closed. */
export async function openForms(app: TestApp, { shops }: { shops: ShopDirectory }, shop: TestShop) {
  const api = createShopifyApi({ apiKey: 'key', apiSecret: API_SECRET, appUrl: 'https://kindred.example' });
  const server = express()
    .use(signUps({ ...app, shops }, createProxyVerifier(api), { trustedProxies: 0 }))
    .listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));

  /** Signed as Shopify does, by the machine's own time. */
  const address = (): string => {
    const query = {
      ...{ shop: shop.domain, logged_in_customer_id: '', path_prefix: '/apps/kindred' },
      timestamp: String(Math.floor(Date.now() / 1_000)),
    };
    const signed = new URLSearchParams({ ...query, signature: proxySignature(query) });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/proxy/sign-up?${signed.toString()}`;
  };

  return {
    async signUp(person: MarkedPerson): Promise<void> {
      const { wording } = (await (await fetch(address())).json()) as { wording: number };
      const answer = await fetch(address(), { method: 'POST', body: JSON.stringify(signUpOf(person, wording)) });
      if (answer.status !== 202) throw new Error(`the form answered ${answer.status}: ${await answer.text()}`);
    },
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  };
}
