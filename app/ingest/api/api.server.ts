import express, { type ErrorRequestHandler, type RequestHandler, type Response, type Router } from 'express';
import type { Logger } from '~/platform/logger.server';
import { asyncRoute } from '../async-route';
import type { Notify } from '../notify.server';
import { refusedBody } from './answers';
import { consentRoute } from './consent-route.server';
import { documentRoute } from './document-route';
import { eventRoutes } from './event-routes.server';
import { findCaller, type Caller } from './find-caller.server';
import { profileRoute } from './profile-route.server';
import { recommendationRoute } from './recommendation-route.server';
import { createRequestLimits, type RequestLimits, type Standing } from './request-limits';
import { refuse, type ApiAnswer, type ApiDeps, type ApiRoute } from './route';

/** Every address there is. */
export function apiRoutes(appUrl: string): ApiRoute[] {
  const routes = [...eventRoutes, consentRoute, profileRoute, recommendationRoute];
  return [...routes, documentRoute(routes, appUrl)];
}

/**
 * The API for a merchant's own programs, before Remix as all ingest is. A key opens it, counts each request, and is asked for before a body is read.
 */
export function merchantApi(deps: ApiDeps & { appUrl: string }, notify: Notify): Router {
  const router = express.Router();
  const limits = createRequestLimits();
  for (const route of apiRoutes(deps.appUrl)) {
    const read = express.text({ type: () => true, limit: route.body?.largestBytes ?? 0 });
    router[route.method](
      route.path,
      guard(deps, route, limits),
      ...(route.body ? [read] : []),
      serve(deps, route, notify),
    );
  }
  router.use('/api', (_request, response) => answer(response, refuse(404, 'not-found', 'There is nothing here.')));
  router.use('/api', answerErrors(deps.logger));
  return router;
}

/** What the guard hands on: express keeps it beside the response. */
interface Locals {
  caller?: Caller;
}

function guard(deps: ApiDeps, { scopes }: ApiRoute, limits: RequestLimits): RequestHandler {
  return asyncRoute(async (request, response, next) => {
    if (!scopes.length) return next();
    const caller = await findCaller(deps, request.headers.authorization);
    if (!caller) {
      response.set('WWW-Authenticate', 'Bearer');
      return answer(response, refuse(401, 'unauthorised', 'Show a key of this API, one that was not revoked.'));
    }
    const standing = limits.take(caller.keyId, deps.systemClock.now().getTime());
    setLimits(response, standing);
    if (standing.isOver) {
      response.set('Retry-After', String(standing.resetSeconds));
      return answer(response, refuse(429, 'too-many-requests', `Go on in ${standing.resetSeconds} seconds.`));
    }
    if (!scopes.some((scope) => caller.scopes.has(scope)))
      return answer(response, refuse(403, 'forbidden', `This takes a key with the scope ${scopes.join(' or ')}.`));
    (response.locals as Locals).caller = caller;
    next();
  });
}

function setLimits(response: Response, { limit, remaining, resetSeconds }: Standing): void {
  response.set({
    'RateLimit-Limit': String(limit),
    'RateLimit-Remaining': String(remaining),
    'RateLimit-Reset': String(resetSeconds),
  });
}

const NOBODY: Caller = { shopId: '', keyId: '', scopes: new Set() };

function serve(deps: ApiDeps, route: ApiRoute, notify: Notify): RequestHandler {
  return asyncRoute(async (request, response) => {
    const { caller = NOBODY } = response.locals as Locals;
    const call = {
      ...{ caller, notify },
      body: typeof request.body === 'string' ? request.body : '',
      query: new URL(request.originalUrl, 'https://api.invalid').searchParams,
      idempotencyKey: request.get('Idempotency-Key')?.slice(0, 255) || null,
    };
    answer(response, await route.handle(deps, call));
  });
}

/** Nothing of an answer may be kept on its way, nor be taken for a page. */
function answer(response: Response, { status, body }: ApiAnswer): void {
  response.set({ 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' }).status(status).json(body);
}

const RETRY_SECONDS = '5';

/** What body parsers object to is the teller's; all else is ours, and worth another try. */
function answerErrors(logger: Logger): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) return next(error);
    const { status } = error as { status?: unknown };
    if (status === 413) return answer(response, refuse(413, 'too-large', 'The body is too large.'));
    if (status === 415) return answer(response, refuse(415, 'unsupported', 'The body’s encoding is not known.'));
    if (typeof status === 'number' && status >= 400 && status < 500)
      return answer(response, { status: 400, body: refusedBody('invalid', 'The body cannot be read.') });
    logger.error({ err: error }, 'an API request failed');
    response.set('Retry-After', RETRY_SECONDS);
    answer(response, refuse(503, 'unavailable', 'Nothing of this was kept. Try again.'));
  };
}
