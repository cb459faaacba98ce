import express, { type Router } from 'express';
import { everythingSettled } from '../app-processes';
import { createAdminShell } from './admin-shell/admin-shell';
import { createClockRoutes } from './clock/clock-routes';
import { createPlayer } from './clock/player';
import { createTimeTravel } from './clock/time-travel';
import { createEventStream } from './events/event-stream';
import { tellWhenSettled } from './events/tell-settled';
import { createWorldEvents } from './events/world-events';
import { createInbox } from './inbox/inbox-pages';
import { ownPagesOnly } from './own-pages-only';
import { createSiteFiles } from './site-files';
import type { SiteParts } from './site-parts';
import { createStartPage } from './start-page/start-page';
import { createThemeEditor } from './theme-editor/theme-editor';

/** Everything a person opens of the dev store's world, on one origin: the start page, the admin's shell, the theme editor, the inbox, the clock. */
export function createSite(parts: SiteParts): Router {
  const events = createWorldEvents(parts.world);
  const travel = createTimeTravel(parts.world, parts.app);
  const stream = createEventStream(events);
  const player = createPlayer({
    travel,
    events,
    watchers: () => stream.watchers,
    systemNow: Date.now,
    after: laterOnce,
  });
  tellWhenSettled({ events, settled: () => everythingSettled(parts.world, parts.app), after: laterOnce });
  const router = express.Router();
  router.use(createSiteFiles());
  router.use('/events', stream.serve);
  router.use('/clock', ownPagesOnly, createClockRoutes({ ...parts, travel, player, events }));
  router.use('/inbox', ownPagesOnly, createInbox(parts));
  router.use(createThemeEditor(parts));
  router.use(createAdminShell(parts));
  router.use(createStartPage({ ...parts, travel, player }));
  return router;
}

/** A timer that keeps no process alive. */
const laterOnce = (ms: number, work: () => void): void => void setTimeout(work, ms).unref();
