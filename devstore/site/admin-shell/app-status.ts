import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadAppConfig, type AppConfig } from '../../shopify';
import { isEmbed, stateOf } from '../../shopify/storefront/theme/theme-store';
import type { World } from '../../world';

const inProject = (file: string) => fileURLToPath(new URL(`../../../${file}`, import.meta.url));

/** The published theme: the one that the dev store's storefront is. */
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

/** What `shopify.app.extensions()` answers: the theme extension, and where the published theme shows its blocks. */
export function extensionsOf({ theme: { extension, get } }: Pick<World, 'theme'>): unknown[] {
  const theme = get();
  const activations = extension.blocks.map((block) => {
    const { handle, name, target } = block;
    const { isOn, places } = stateOf(theme, handle);
    const shown = isEmbed(block)
      ? [handle]
      : places.map(({ template, target: part }) => `${template}/${part}/${handle}`);
    const placed = isOn ? shown.map((at) => ({ target: at, themeId: THEME_ID })) : [];
    return { handle, name, target, status: placed.length > 0 ? 'active' : 'available', activations: placed };
  });
  return [{ handle: path.basename(extension.dir), type: 'theme_app_extension', activations }];
}
