/**
 * The document of a pixel's sandbox, with all it runs: `worker` is Shopify's part and the pixel's bundle behind it, `sandbox` starts it.
 * One script without addresses, as a document of an opaque origin may load nothing of the shop.
 */
export function sandboxDocument(sandbox: string, worker: string): string {
  const code = JSON.stringify(worker).replace(/</g, '\\u003c');
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Web pixel</title><script>const pixelWorker=${code};${sandbox}</script>`;
}
