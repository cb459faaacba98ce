import express, { type Express } from 'express';
import { trackingRoutes } from '../tracking/tracking-routes';
import { unsubscribeRoutes } from '../unsubscribe/unsubscribe-routes';
import type { PostmarkWorld } from '../world';

/** What stands for Postmark's hosts that recipients reach: clicks, opens and unsubscribes. It goes on when the API is down. */
export function createPublicApp(world: PostmarkWorld): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(trackingRoutes(world), unsubscribeRoutes(world));
  return app;
}
