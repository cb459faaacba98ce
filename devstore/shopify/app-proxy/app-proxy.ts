import express, { type Request, type RequestHandler, type Response } from 'express';
import { signAppProxyQuery } from './sign';

export interface AppProxyOptions {
  /** The toml's `app_proxy.url`: a full URL, or a path of the app. */
  url: string;
  /** Where the app answers here and now. */
  appUrl: string;
  prefix: string;
  subpath: string;
  secret: string;
  shop: string;
  /** The number of the customer who is signed in to the store, or an empty string. */
  loggedInCustomerId: (request: Request) => string;
  /** Milliseconds since 1970 of the system's clock. */
  systemNow?: () => number;
}

const maxBodyBytes = 1024 * 1024;
const timeoutMs = 10_000;

/** Headers that the proxy keeps to itself, in either direction; cookies are stripped both ways. */
const withheld = new Set([
  'host',
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
  'content-encoding',
  'cookie',
  'set-cookie',
  'upgrade',
  'expect',
  'accept-encoding',
]);

/** Forwards `/PREFIX/SUBPATH/…` of the online store to the app, signed. For the storefront to mount at its root. */
export function appProxy(options: AppProxyOptions): RequestHandler {
  const router = express.Router();
  const mount = `/${options.prefix}/${options.subpath}`;
  const raw = express.raw({ type: () => true, limit: maxBodyBytes });
  router.use(mount, raw, (request, response) => {
    forward(options, mount, request, response).catch(() => {
      if (!response.headersSent) response.status(502).type('text/plain').send('The application did not answer.');
    });
  });
  return router;
}

async function forward(options: AppProxyOptions, mount: string, request: Request, response: Response): Promise<void> {
  const target = targetOf(options, request);
  target.search = signedQuery(options, mount, request).toString();
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD';
  const answer = await fetch(target, {
    method: request.method,
    headers: passedOn(Object.entries(request.headers)),
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutMs),
    ...(hasBody ? { body: bodyOf(request) } : {}),
  });
  response.status(answer.status);
  for (const [name, value] of Object.entries(passedOn([...answer.headers]))) response.setHeader(name, value);
  response.send(Buffer.from(await answer.arrayBuffer()));
}

function targetOf({ url, appUrl }: AppProxyOptions, request: Request): URL {
  const declared = new URL(url, appUrl);
  const rest = request.path === '/' ? '' : request.path;
  return new URL(`${declared.pathname.replace(/\/$/, '')}${rest}`, appUrl);
}

function signedQuery(options: AppProxyOptions, mount: string, request: Request): URLSearchParams {
  const params = new URL(request.originalUrl, 'http://store').searchParams;
  // What a visitor puts under these names never reaches the app.
  for (const name of ['shop', 'logged_in_customer_id', 'path_prefix', 'timestamp', 'signature']) params.delete(name);
  params.append('shop', options.shop);
  params.append('logged_in_customer_id', options.loggedInCustomerId(request));
  params.append('path_prefix', mount);
  params.append('timestamp', String(Math.floor((options.systemNow ?? Date.now)() / 1000)));
  params.append('signature', signAppProxyQuery(params, options.secret));
  return params;
}

function passedOn(headers: Iterable<[string, string | string[] | undefined]>): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of headers) {
    if (value !== undefined && !withheld.has(name.toLowerCase())) kept[name] = [value].flat().join(', ');
  }
  return kept;
}

function bodyOf(request: Request): Uint8Array<ArrayBuffer> | undefined {
  return Buffer.isBuffer(request.body) && request.body.length > 0 ? new Uint8Array(request.body) : undefined;
}
