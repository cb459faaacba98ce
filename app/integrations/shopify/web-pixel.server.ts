import type { AdminClient } from './admin-client.server';
import * as operations from './operations';

/** Connects the shop's web pixel, telling it where its events go. A pixel that is connected already is left as it is. */
export async function connectWebPixel(admin: AdminClient, shopDomain: string, appUrl: string): Promise<void> {
  const settings = { endpoint: `${appUrl}/ingest/storefront` };
  const { webPixelCreate } = await admin.run(shopDomain, operations.createWebPixel, { settings });
  const problems = (webPixelCreate?.userErrors ?? []).filter((error) => error.code !== 'TAKEN');
  if (problems.length)
    throw new Error(`the web pixel could not be connected: ${problems.map((each) => each.message).join('; ')}`);
}
