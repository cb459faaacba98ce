import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { createAdminClient, type AdminClient } from '~/integrations/shopify/admin-client.server';
import { createShopifyFetch, type Fetch } from '~/integrations/shopify/shopify-fetch.server';
import { loadAppConfig, type AppConfig } from '../../devstore/shopify';
import { apiKey, apiSecret, topics as sentTopics } from '../../devstore/shopify/testing/app-toml';
import {
  schemaFile,
  startTestWorld,
  type TestWorld,
  type TestWorldOptions,
} from '../../devstore/shopify/testing/test-world';
import { shopDomain } from '../../devstore/shopify/testing/tiny-store';
import { onlyToken } from './only-token';

export { apiKey, apiSecret, sentTopics, shopDomain, type TestWorld };
export { tinyStore } from '../../devstore/shopify/testing/tiny-store';
export { signAppProxyQuery } from '../../devstore/shopify';

export const TOML_FILE = fileURLToPath(new URL('../../shopify.app.toml', import.meta.url));
export const readToml = (): string => readFileSync(TOML_FILE, 'utf8');
/** The app's own configuration, judged as strictly as Shopify's CLI and server do. */
export const readAppConfig = (): AppConfig => loadAppConfig(TOML_FILE, schemaFile);

export interface ShopifyWorld extends TestWorld {
  fetch: Fetch;
  admin: AdminClient;
  /** Every body that was delivered for a topic, oldest first. */
  delivered(topic: string): Promise<string[]>;
}

/** Shopify with the app installed as its own toml says: its scopes, its topics, its version. */
export async function inShopify(
  work: (world: ShopifyWorld) => Promise<void>,
  options: TestWorldOptions = {},
): Promise<void> {
  const world = await startTestWorld({ toml: readToml(), ...options });
  try {
    const fetch = createShopifyFetch(world.url);
    const token = String((await world.exchange()).body.access_token);
    const admin = createAdminClient({
      tokens: onlyToken(token),
      fetch,
      logger: pino({ level: 'silent' }),
    });
    await work({
      ...world,
      fetch,
      admin,
      async delivered(topic) {
        await world.standIn.webhooks.settle();
        return world.receiver.of(topic).map(({ rawBody }) => rawBody);
      },
    });
  } finally {
    await world.close();
  }
}
