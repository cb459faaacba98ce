import type { NextFunction, Request, RequestHandler, Response } from 'express';

/** Hands what an asynchronous handler throws to Express, which by itself waits for no promise. */
export function catching(
  handle: (request: Request, response: Response, next: NextFunction) => unknown,
): RequestHandler {
  return (request, response, next) => {
    Promise.resolve()
      .then(() => handle(request, response, next))
      .catch(next);
  };
}
