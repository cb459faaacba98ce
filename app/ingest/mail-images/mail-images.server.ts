import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import { MAIL_PARAMETER } from '~/decisions/send-policy/mail-parameter';
import { BLANK } from '~/delivery/open-time/blank';
import type { OpenTimeImages } from '~/delivery/open-time/open-time-images.server';
import { notOurLink } from '~/delivery/reader-pages/unsubscribe-pages';
import type { SystemClock } from '~/platform/clock/clock';
import { asyncRoute } from '../async-route';
import { addressOf, createAddressKeys } from '../client-address';
import { createTokenBuckets, type Allowance } from '../token-buckets';

interface ImageRoutes {
  images: OpenTimeImages;
  systemClock: SystemClock;
}

interface ImageOptions {
  trustedProxies: number;
  allowance?: Allowance;
}

/** Of one network: wide, since Gmail and Apple ask for all of their readers from a few. */
const ALLOWED: Allowance = { burst: 400, perSecond: 40 };

/**
 * Images that are drawn when a mail is opened, and where they lead. Whoever asks for one, and however often, nothing is noted of it. An answer is a
 * picture whatever was asked; too much of one network gets the blank one, which costs nothing.
 */
export function mailImages({ images, systemClock }: ImageRoutes, options: ImageOptions): Router {
  const router = express.Router();
  const buckets = createTokenBuckets(options.allowance ?? ALLOWED);
  const keyOf = createAddressKeys();
  const isTooMuch = (request: Request): boolean => {
    const forwardedFor = request.get('X-Forwarded-For');
    const address = addressOf({ socketAddress: request.socket.remoteAddress, forwardedFor }, options.trustedProxies);
    return address !== null && buckets.take(keyOf(address), systemClock.now().getTime()) > 0;
  };
  router.get(
    '/i/:token',
    asyncRoute(async (request, response) => {
      sendPicture(response, isTooMuch(request) ? BLANK : await images.show(request.params.token ?? ''));
    }),
  );
  router.get(
    '/i/:token/go',
    asyncRoute(async (request, response) => {
      setHeaders(response);
      if (isTooMuch(request)) return void response.status(429).type('html').send(notOurLink());
      const target = await images.lead(request.params.token ?? '');
      if (!target) return void response.status(404).type('html').send(notOurLink());
      response.redirect(302, withMarks(target, request.query).href);
    }),
  );
  // An address that cannot be read is asked for by no mail of ours, and gets a picture all the same.
  router.use('/i', (error: unknown, request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent || request.path.endsWith('/go')) return next(error);
    sendPicture(response, BLANK);
  });
  return router;
}

function sendPicture(response: Response, png: Buffer): void {
  setHeaders(response).set({ 'Content-Type': 'image/png', 'Content-Length': String(png.length) });
  response.end(png);
}

/** Kept by nobody: what is true now is asked for anew. Mail programs show it inside pages of their own. */
const setHeaders = (response: Response): Response =>
  response.set({
    'Cache-Control': 'no-store, max-age=0',
    'X-Robots-Tag': 'noindex, nofollow',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'Content-Security-Policy':
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  });

/** What a link of a mail says of where a visit came from goes on with it; nothing else that stands in an address does. */
const MARKS = ['utm_source', 'utm_medium', 'utm_campaign', MAIL_PARAMETER];
const LONGEST_MARK = 300;

function withMarks(target: URL, query: Request['query']): URL {
  for (const name of MARKS) {
    const value = query[name];
    if (typeof value === 'string' && value.length <= LONGEST_MARK) target.searchParams.set(name, value);
  }
  return target;
}
