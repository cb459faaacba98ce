import type { RequestHandler } from 'express';

/** Acts are taken from the site's own pages and from programs, not from any other page that happens to be open in the same browser. */
export const ownPagesOnly: RequestHandler = (request, response, next) => {
  const { origin, host } = request.headers;
  const isOwn = origin === undefined || (URL.canParse(origin) && new URL(origin).host === host);
  if (request.method === 'GET' || request.method === 'HEAD' || isOwn) return next();
  response.status(403).type('text').send(`This page takes no orders from ${origin}.`);
};
