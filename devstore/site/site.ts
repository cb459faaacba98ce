import express, { type Router } from 'express';
import type { App } from '../app-processes';
import type { World } from '../world';
import { createStartPage } from './start-page';

/** What every page of the site is made from. */
export interface SiteParts {
  world: World;
  app: App;
  /** Where the app answers. */
  appUrl: string;
}

/** Everything a person opens of the dev store's world, on one origin: the start page, the admin's shell, the inbox, the clock. */
export function createSite(parts: SiteParts): Router {
  const router = express.Router();
  router.use(createStartPage(parts));
  return router;
}
