import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

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

function bundle(entry: string): string {
  const result = buildSync({
    entryPoints: [fileURLToPath(new URL(`./${entry}.ts`, import.meta.url))],
    bundle: true,
    format: 'iife',
    target: 'es2020',
    write: false,
    logLevel: 'silent',
  });
  return result.outputFiles[0]?.text ?? '';
}
