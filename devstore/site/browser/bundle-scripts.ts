import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

/** The scripts of the site's pages by file name, ready to serve. */
export type SiteScripts = Record<'start-page' | 'inbox' | 'theme-editor', string>;

let bundled: SiteScripts | undefined;

/** Bundles the browser's side once per process. */
export function bundleScripts(): SiteScripts {
  bundled ??= {
    'start-page': bundle('start-page'),
    inbox: bundle('inbox'),
    'theme-editor': bundle('theme-editor'),
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
