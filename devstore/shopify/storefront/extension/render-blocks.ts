import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Liquid } from 'liquidjs';
import { versionOf } from '../pages/asset-versions';
import { createTranslate } from './translate';
import type { ThemeBlock, ThemeExtension } from './theme-extension';

/** Where the storefront serves the files of the app's theme extension. */
export const EXTENSION_ASSETS = '/cdn/extensions/theme/assets';

/** Renders one block within a page; `globals` are Liquid's global objects on that page. */
export type BlockRenderer = (block: ThemeBlock, settings: Record<string, unknown>, globals: object) => Promise<string>;

/**
 * Renders an extension's blocks as Shopify does: the shipped files unchanged, nothing escaped that does not ask for it, and the
 * script and stylesheet that the schema names added around it.
 */
export function createBlockRenderer(extension: ThemeExtension): BlockRenderer {
  const engine = new Liquid({
    root: path.join(extension.dir, 'snippets'),
    extname: '.liquid',
    strictFilters: true,
    cache: true,
  });
  const assetUrl = (file: string) => urlOf(extension, file);
  engine.registerFilter('asset_url', assetUrl);
  engine.registerFilter('t', createTranslate(engine, extension.dir));
  engine.registerFilter('stylesheet_tag', (url: string) => `<link rel="stylesheet" href="${url}">`);
  engine.registerFilter('script_tag', (url: string) => `<script src="${url}"></script>`);
  const templates = new Map(extension.blocks.map((block) => [block.handle, engine.parse(block.source)]));

  return async (block, settings, globals) => {
    const template = templates.get(block.handle);
    if (!template) throw new Error(`theme extension ${extension.dir} has no block "${block.handle}"`);
    const html = (await engine.render(template, { ...globals, block: blockObject(block, settings) })) as string;
    const style = block.stylesheet ? `<link rel="stylesheet" href="${assetUrl(block.stylesheet)}">` : '';
    const script = block.javascript ? `<script src="${assetUrl(block.javascript)}" defer></script>` : '';
    return `<!-- BEGIN app block: ${block.handle} -->${style}${html}${script}<!-- END app block -->`;
  };
}

/** Liquid's `block`. */
function blockObject({ handle, defaults }: ThemeBlock, settings: Record<string, unknown>) {
  const attributes = `data-shopify-editor-block='{"id":"${handle}"}'`;
  return { id: handle, type: 'app', settings: { ...defaults, ...settings }, shopify_attributes: attributes };
}

function urlOf(extension: ThemeExtension, name: string): string {
  const file = path.join(extension.dir, 'assets', path.basename(name));
  if (!existsSync(file))
    throw new Error(`asset_url: the theme extension has no assets/${name}; add it or correct the name`);
  return `${EXTENSION_ASSETS}/${encodeURIComponent(name)}?v=${versionOf(readFileSync(file))}`;
}
