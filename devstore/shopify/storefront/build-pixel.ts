import path from 'node:path';
import { build } from 'esbuild';

/** Shopify refuses larger web pixels at deploy. */
export const MAX_PIXEL_BYTES = 128 * 1024;

/**
 * The web pixel extension in `dir` as Shopify's CLI bundles it for deployment: `src/index`, one minified ES6 script.
 * Throws with the compiler's message when it does not build, or when it is larger than Shopify takes.
 */
export async function buildPixel(dir: string): Promise<string> {
  const result = await build({
    entryPoints: [path.join(dir, 'src', 'index')],
    bundle: true,
    minify: true,
    target: 'es6',
    legalComments: 'none',
    define: { 'process.env.NODE_ENV': '"production"' },
    resolveExtensions: ['.tsx', '.ts', '.js', '.json', '.esnext', '.mjs', '.ejs'],
    write: false,
    logLevel: 'silent',
  });
  const bundle = result.outputFiles[0]?.text ?? '';
  const bytes = Buffer.byteLength(bundle);
  if (bytes > MAX_PIXEL_BYTES) {
    throw new Error(
      `web pixel in ${dir}: ${bytes} bytes, more than the ${MAX_PIXEL_BYTES} that Shopify takes; import less`,
    );
  }
  return bundle;
}
