import { fileURLToPath } from 'node:url';
import express, { type Response, type Router } from 'express';
import { bundleScripts } from '../browser/bundle-scripts';
import { EXTENSION_ASSETS } from '../extension/render-embeds';
import type { StorefrontOptions } from '../options';
import { PIXEL_SCRIPT } from './page-renderer';

const THEME_ASSETS = fileURLToPath(new URL('../assets', import.meta.url));
const HOUR_SECONDS = 3600;

/** Scripts, styles, images, the app's own assets as shipped, and the endpoint behind the Visitor API. */
export function createStaticFiles({ extensions, images, onVisitor }: StorefrontOptions): Router {
  const router = express.Router();
  const scripts = bundleScripts();

  router.use('/cdn/theme', express.static(THEME_ASSETS, { maxAge: HOUR_SECONDS * 1000, index: false }));
  router.use(
    EXTENSION_ASSETS,
    express.static(`${extensions.theme.dir}/assets`, { maxAge: HOUR_SECONDS * 1000, index: false }),
  );
  router.get('/cdn/shopify/storefront.js', (_request, response) => script(response, scripts.storefront));
  router.get('/cdn/shopify/theme.js', (_request, response) => script(response, scripts.theme));
  router.get(PIXEL_SCRIPT, (_request, response) =>
    script(response, `${scripts.pixelWorker}\n${extensions.pixel.bundle}`),
  );

  router.get('/images/products/:file', (request, response, next) => {
    const [, handle, format] = /^(.+)\.(svg|png)$/.exec(request.params.file) ?? [];
    const image = handle && images?.(handle, format as 'svg' | 'png');
    if (!image) return next();
    response
      .set('Cache-Control', `public, max-age=${HOUR_SECONDS}`)
      .type(format ?? '')
      .send(typeof image === 'string' ? Buffer.from(image) : image);
  });

  router.post('/cdn/shopify/visitor', express.text({ limit: '2kb' }), (request, response) => {
    onVisitor?.(JSON.parse(String(request.body)) as { email?: string; phone?: string; appId?: string });
    response.sendStatus(202);
  });
  return router;
}

function script(response: Response, text: string): void {
  response.set('Cache-Control', `public, max-age=${HOUR_SECONDS}`).type('js').send(text);
}
