import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadAppConfig, type AppConfig } from '../../shopify';
import { stateOf } from '../../shopify/storefront/theme/theme-store';
import type { World } from '../../world';

const inProject = (file: string) => fileURLToPath(new URL(`../../../${file}`, import.meta.url));

/** The theme that the dev store's storefront is. */
const THEME_ID = 'gid://shopify/OnlineStoreTheme/128051937';

/** The app as Shopify knows it from its toml. */
export const readApp = (): AppConfig =>
  loadAppConfig(inProject('shopify.app.toml'), inProject('.kindred/schema/admin_2026-10.json.gz'));

/** What `shopify.scopes.query()` answers. */
export const scopesOf = (world: World, app: AppConfig) => ({
  granted: world.shopify.installation.scopes(),
  required: app.scopes,
  optional: app.optionalScopes,
});

/** What `shopify.app.extensions()` answers: the theme extension, and which of its blocks the published theme shows. */
export function extensionsOf({ theme }: World): unknown[] {
  const { blocks, dir } = theme.extension;
  const state = theme.get();
  const activations = blocks.map(({ handle, target, name }) => {
    const isActive = stateOf(state, handle).isOn;
    return {
      ...{ handle, target, name, status: isActive ? 'active' : 'available' },
      activations: isActive ? [{ target: `${handle}_embed`, themeId: THEME_ID }] : [],
    };
  });
  return [{ handle: path.basename(dir), type: 'theme_app_extension', activations }];
}
