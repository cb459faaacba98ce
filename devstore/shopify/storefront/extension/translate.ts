import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { FilterImplOptions, Liquid } from 'liquidjs';

/**
 * Liquid's `t`: an extension's words for shoppers in the page's language, where it has no file of that in its default one, with named arguments put
 * into them. A key without words is a fault of the extension, which Shopify only shows on the page.
 */
export function createTranslate(engine: Liquid, dir: string): FilterImplOptions {
  const files = new Map<string, unknown>();
  const wordsOf = (file: string): unknown => {
    const at = path.join(dir, 'locales', file);
    if (!files.has(file)) files.set(file, existsSync(at) ? JSON.parse(readFileSync(at, 'utf8')) : undefined);
    return files.get(file);
  };
  return async function (key: string, ...named: [string, unknown][]) {
    const request = (await this.context.get(['request'])) as { locale?: { iso_code?: string } } | undefined;
    const words =
      lookUp(wordsOf(`${request?.locale?.iso_code ?? ''}.json`), key) ?? lookUp(wordsOf('en.default.json'), key);
    if (words === undefined)
      throw new Error(`t: the theme extension has no words for ${key} in locales/en.default.json`);
    return engine.parseAndRender(words, Object.fromEntries(named)) as Promise<string>;
  };
}

function lookUp(words: unknown, key: string): string | undefined {
  const found = key
    .split('.')
    .reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], words);
  return typeof found === 'string' ? found : undefined;
}
