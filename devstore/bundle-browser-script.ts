import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

/** Bundles one script of the browser's side with all it imports, as a text ready to serve. Throws where it does not build. */
export function bundleBrowserScript(file: URL, target: 'es2020' | 'es2022'): string {
  const result = buildSync({
    entryPoints: [fileURLToPath(file)],
    bundle: true,
    format: 'iife',
    target,
    write: false,
    logLevel: 'silent',
  });
  return result.outputFiles[0]?.text ?? '';
}
