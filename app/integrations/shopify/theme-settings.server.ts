import type { AdminClient } from './admin-client.server';
import * as operations from './operations';

/** Where the theme's blocks read: `app.metafields.kindred.storefront.value`. */
const PLACE = { namespace: 'kindred', key: 'storefront', type: 'json' };

/** Tells the blocks in a shop's theme what to show. Gives what was wrong, in Shopify's words, or null. */
export async function tellThemeSettings(
  admin: AdminClient,
  shopDomain: string,
  settings: object,
): Promise<string | null> {
  const { currentAppInstallation: installation } = await admin.run(shopDomain, operations.currentInstallation, {});
  const metafield = { ...PLACE, ownerId: installation.id, value: JSON.stringify(settings) };
  const { metafieldsSet } = await admin.run(shopDomain, operations.setMetafields, { metafields: [metafield] });
  const problems = metafieldsSet?.userErrors ?? [];
  return problems.length > 0 ? problems.map(({ message }) => message).join('; ') : null;
}
