import { bundleBrowserScript } from '../../bundle-browser-script';

/** The scripts of the admin and of the app's frame, ready to serve. */
export type AdminScripts = Record<'shell' | 'appBridge', string>;

let bundled: AdminScripts | undefined;

/** Bundles the browser's side once per process. */
export function bundleAdminScripts(): AdminScripts {
  bundled ??= { shell: bundle('browser/shell'), appBridge: bundle('app-bridge/app-bridge') };
  return bundled;
}

const bundle = (entry: string): string => bundleBrowserScript(new URL(`./${entry}.ts`, import.meta.url), 'es2022');
