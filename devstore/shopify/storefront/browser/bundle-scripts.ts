import { bundleBrowserScript } from '../../../bundle-browser-script';

/** The scripts of a page, ready to serve. */
export type BrowserScripts = Record<'storefront' | 'theme' | 'pixelSandbox' | 'pixelWorker', string>;

let bundled: BrowserScripts | undefined;

/** Bundles the browser's side once per process. */
export function bundleScripts(): BrowserScripts {
  bundled ??= {
    storefront: bundle('storefront'),
    theme: bundle('theme'),
    pixelSandbox: bundle('pixel-sandbox'),
    pixelWorker: bundle('pixel-worker'),
  };
  return bundled;
}

const bundle = (entry: string): string => bundleBrowserScript(new URL(`./${entry}.ts`, import.meta.url), 'es2020');
