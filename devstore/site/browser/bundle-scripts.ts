import { bundleBrowserScript } from '../../bundle-browser-script';

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

const bundle = (entry: string): string => bundleBrowserScript(new URL(`./${entry}.ts`, import.meta.url), 'es2020');
