import type { NextFunction, Request, RequestHandler, Response } from 'express';

/** Express 4 does not see what a promise throws: this hands it to the error handler. */
export function asyncRoute(
  handle: (request: Request, response: Response, next: NextFunction) => Promise<void>,
): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    handle(request, response, next).catch(next);
  };
}
