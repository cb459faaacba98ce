import { readFileSync } from 'node:fs';
import path from 'node:path';
import express, { type Response, type Router } from 'express';
import { versionOf } from '../../shopify/storefront/pages/asset-versions';
import type { Html } from '../html';
import { sayInstant } from '../say-time';
import type { SiteParts } from '../site-parts';
import { adminAnswers } from './admin-answers';
import { readApp } from './app-status';
import { bundleAdminScripts } from './bundle-scripts';
import { ownPages } from './own-pages';
import { shellPage, type Section } from './shell-page';

/** In the order of the cascade: what narrow screens change comes last. */
const STYLE_FILES = ['base', 'top-bar', 'navigation', 'frame', 'buttons', 'pages', 'dialogs', 'narrow'];
const STYLES = STYLE_FILES.map((name) =>
  readFileSync(path.join(import.meta.dirname, 'assets', `${name}.css`), 'utf8'),
).join('\n');

/** What stands in the middle of the admin: a page of its own, or the app's frame. */
export interface Shown {
  at: Section | 'app';
  title: string;
  content?: Html;
  frameUrl?: string;
}

export type Show = (response: Response, shown: Shown) => void;

/** The admin that frames the app, with plain lists of the store around it, and the App Bridge that the app's pages load. */
export function createAdminShell(parts: SiteParts): Router {
  const router = express.Router();
  const show = createShow(parts);
  router.use(adminFiles());
  router.use(adminAnswers(parts));
  router.use(ownPages(parts, show));
  router.use(appPages(parts, show));
  return router;
}

function createShow({ world, appUrl }: SiteParts): Show {
  const app = readApp();
  const { shop } = world.shopify.store.data;
  const version = versionOf(bundleAdminScripts().shell, STYLES);
  return (response, { at, title, content, frameUrl = null }) => {
    const page = shellPage({
      ...{ app, at, title, version, storefrontUrl: world.urls.storefront },
      now: sayInstant(world.clock.now(), shop.ianaTimezone),
      setup: {
        ...{ appOrigin: new URL(appUrl).origin, frameUrl, appName: app.name, appHandle: app.handle },
        ...{ shopName: shop.name, timeZone: shop.ianaTimezone, offsetMs: world.clock.offsetMs },
      },
      ...(content ? { content } : {}),
    });
    // A page holds a session token of a minute.
    response.set('cache-control', 'no-store').type('html').send(page);
  };
}

function adminFiles(): Router {
  const router = express.Router();
  const serve = (address: string, type: string, caching: string, text: () => string) =>
    router.get(address, (_request, response) => {
      response.set('cache-control', caching).type(type).send(text());
    });
  const forever = 'public, max-age=31536000, immutable';
  serve('/app-bridge.js', 'js', 'no-cache', () => bundleAdminScripts().appBridge);
  serve('/admin/-/shell.js', 'js', forever, () => bundleAdminScripts().shell);
  serve('/admin/-/shell.css', 'css', forever, () => STYLES);
  return router;
}

function appPages({ world, appUrl }: SiteParts, show: Show): Router {
  const router = express.Router();
  const { handle, name } = readApp();
  const prefix = `/admin/apps/${handle}`;
  router.get([prefix, `${prefix}/*`], (request, response, next) => {
    const rest = request.originalUrl.slice(prefix.length);
    const frameUrl = world.shopify.embeddedAppUrl(rest.startsWith('/') ? rest : `/${rest}`);
    // `//somewhere.else` would be another origin's path.
    if (new URL(frameUrl).origin !== new URL(appUrl).origin) return next();
    show(response, { at: 'app', title: name, frameUrl });
  });
  // Shopify knows an app in links by its client id, too.
  const byClientId = `/admin/apps/${world.app.apiKey}`;
  router.get([byClientId, `${byClientId}/*`], (request, response) => {
    response.redirect(`${prefix}${request.originalUrl.slice(byClientId.length)}`);
  });
  router.get('/admin/-/open-app', (request, response) => {
    const asked = typeof request.query.path === 'string' ? request.query.path : '/';
    response.redirect(`${prefix}${asked.startsWith('/') ? asked : `/${asked}`}`);
  });
  return router;
}
