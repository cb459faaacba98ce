import express, { type ErrorRequestHandler, type Express } from 'express';
import { domainRoutes, signatureRoutes } from '../account/account-routes';
import { bounceRoutes } from '../events/bounce-routes';
import { searchRoutes } from '../messages/search-routes';
import { sendRoutes } from '../messages/send-routes';
import { statsRoutes } from '../messages/stats-routes';
import { allServersRoutes, serverRoutes } from '../servers/server-routes';
import { streamRoutes } from '../streams/stream-routes';
import { suppressionRoutes } from '../streams/suppression-routes';
import { trackedRoutes } from '../tracking/tracked-routes';
import { webhookRoutes } from '../webhooks/webhook-routes';
import type { PostmarkWorld } from '../world';
import { ApiError } from './api-error';
import { callOf } from './call';
import { gate } from './gate';
import type { Listener } from './listener';
import { receive } from './receive';
import { refuseAll } from './refuse-all';
import { reply } from './reply';

/** What stands for api.postmarkapp.com. */
export function createApiApp(world: PostmarkWorld, listener: () => Listener): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(receive(world, listener), gate(world));
  app.use(sendRoutes(world), searchRoutes(world), trackedRoutes(world), statsRoutes(world), bounceRoutes(world));
  app.use(streamRoutes(world), suppressionRoutes(world), webhookRoutes(world));
  app.use(serverRoutes(world), allServersRoutes(world), domainRoutes(world), signatureRoutes(world));
  app.use((req) => {
    throw new ApiError(404, `${req.method} ${req.path} is not imitated by this stand-in.`, 404);
  });
  app.use(answerError(world));
  return app;
}

function answerError(world: PostmarkWorld): ErrorRequestHandler {
  return (error: unknown, _req, res, _next) => {
    const call = callOf(res);
    const known =
      error instanceof ApiError
        ? error
        : new ApiError(
            101,
            `Bug in the stand-in: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
            500,
          );
    refuseAll(world, call, known.errorCode, known.message);
    reply(res, known.httpStatus, known.body, known.errorCode);
  };
}
