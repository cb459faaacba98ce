import { fileURLToPath } from 'node:url';
import express, { type Router } from 'express';
import { bundleScripts, type SiteScripts } from './browser/bundle-scripts';

const assets = fileURLToPath(new URL('./assets', import.meta.url));

/** Styles and scripts of the site's own pages, under `/site`. They are made anew at each start, so that no browser may keep them unasked. */
export function createSiteFiles(): Router {
  const router = express.Router();
  const scripts = bundleScripts();
  router.use('/site', express.static(assets, { index: false, cacheControl: false }));
  for (const name of Object.keys(scripts) as (keyof SiteScripts)[])
    router.get(`/site/${name}.js`, (_request, response) => {
      response.set('Cache-Control', 'no-cache').type('js').send(scripts[name]);
    });
  return router;
}
