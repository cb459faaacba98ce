import { fileURLToPath } from 'node:url';
import express, { type Response, type Router } from 'express';
import { bundleScripts } from '../browser/bundle-scripts';
import { EXTENSION_ASSETS } from '../extension/render-blocks';
import type { StorefrontOptions, VisitorCall } from '../options';
import { sandboxDocument } from '../pixel/sandbox-document';
import { PIXEL_FRAME } from './page-renderer';
import { readStyles } from './theme-styles';

const THEME_ASSETS = fileURLToPath(new URL('../assets', import.meta.url));
const HOUR_SECONDS = 3600;

/** Scripts, styles, images, the app's own assets as shipped, the pixel in its sandbox, and the endpoint behind the Visitor API. */
export function createStaticFiles(options: StorefrontOptions): Router {
  const { extensions, onVisitor } = options;
  const router = express.Router();
  const scripts = bundleScripts();
  const sandbox = sandboxDocument(scripts.pixelSandbox, `${scripts.pixelWorker}\n${extensions.pixel.bundle}`);

  router.get('/cdn/theme/theme.css', (_request, response) => keep(response).type('css').send(readStyles()));
  router.use('/cdn/theme', express.static(THEME_ASSETS, { maxAge: HOUR_SECONDS * 1000, index: false }));
  router.use(
    EXTENSION_ASSETS,
    express.static(`${extensions.theme.dir}/assets`, { maxAge: HOUR_SECONDS * 1000, index: false }),
  );
  router.get('/cdn/shopify/storefront.js', (_request, response) => keep(response).type('js').send(scripts.storefront));
  router.get('/cdn/shopify/theme.js', (_request, response) => keep(response).type('js').send(scripts.theme));
  router.get(PIXEL_FRAME, (_request, response) => keep(response).type('html').send(sandbox));
  serveImages(router, options);
  // Beacons carry JSON as plain text.
  router.post('/cdn/shopify/visitor', express.json({ type: () => true, limit: '2kb' }), (request, response) => {
    onVisitor?.(request.body as VisitorCall);
    response.sendStatus(202);
  });
  return router;
}

function serveImages(router: Router, { images }: StorefrontOptions): void {
  router.get('/images/products/:file', (request, response, next) => {
    const [, handle, format] = /^(.+)\.(svg|png)$/.exec(request.params.file) ?? [];
    const { variant } = request.query;
    const image =
      handle && images?.(handle, format as 'svg' | 'png', typeof variant === 'string' ? variant : undefined);
    if (!image) return next();
    keep(response)
      .type(format ?? '')
      .send(typeof image === 'string' ? Buffer.from(image) : image);
  });
}

const keep = (response: Response): Response => response.set('Cache-Control', `public, max-age=${HOUR_SECONDS}`);
