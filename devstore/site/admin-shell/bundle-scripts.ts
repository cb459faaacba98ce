import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

/** The scripts of the admin and of the app's frame, ready to serve. */
export type AdminScripts = Record<'shell' | 'appBridge', string>;

let bundled: AdminScripts | undefined;

/** Bundles the browser's side once per process. */
export function bundleAdminScripts(): AdminScripts {
  bundled ??= { shell: bundle('browser/shell'), appBridge: bundle('app-bridge/app-bridge') };
  return bundled;
}

function bundle(entry: string): string {
  const result = buildSync({
    entryPoints: [fileURLToPath(new URL(`./${entry}.ts`, import.meta.url))],
    bundle: true,
    format: 'iife',
    target: 'es2022',
    write: false,
    logLevel: 'silent',
  });
  return result.outputFiles[0]?.text ?? '';
}
