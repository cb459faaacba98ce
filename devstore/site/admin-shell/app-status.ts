import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadAppConfig, type AppConfig } from '../../shopify';
import { readThemeExtension } from '../../shopify/storefront/extension/theme-extension';
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
export function extensionsOf(world: World, app: AppConfig): unknown[] {
  const { blocks, dir } = readThemeExtension(inProject(`extensions/${app.handle}-theme`));
  const activations = blocks.map(({ handle, target }) => {
    const isActive = target !== 'section' && world.isAppEmbedOn();
    return {
      ...{ handle, target, name: nameOf(dir, handle), status: isActive ? 'active' : 'available' },
      activations: isActive ? [{ target: `${handle}_embed`, themeId: THEME_ID }] : [],
    };
  });
  return [{ handle: path.basename(dir), type: 'theme_app_extension', activations }];
}

/** A block's name as its schema has it, or as its English locale says it. */
function nameOf(dir: string, handle: string): string {
  const source = readFileSync(path.join(dir, 'blocks', `${handle}.liquid`), 'utf8');
  const name = /{%-?\s*schema\s*-?%}[\s\S]*?"name"\s*:\s*"([^"]*)"/.exec(source)?.[1] ?? handle;
  if (!name.startsWith('t:')) return name;
  const words = JSON.parse(readFileSync(path.join(dir, 'locales', 'en.default.schema.json'), 'utf8')) as unknown;
  const said = name
    .slice(2)
    .split('.')
    .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], words);
  return typeof said === 'string' ? said : name;
}
