import { PassThrough } from 'node:stream';
import {
  createReadableStreamFromReadable,
  type EntryContext,
  type HandleErrorFunction,
  type ServerBuild,
} from '@remix-run/node';
import { isRouteErrorResponse, RemixServer } from '@remix-run/react';
import { isbot } from 'isbot';
import { renderToPipeableStream } from 'react-dom/server';
import { withoutFrameAncestors } from './integrations/shopify/frame-ancestors.server';
import { services } from './process.server';
import { addDocumentResponseHeaders } from './shopify.server';
import { createWebApp, finishRequests, listen } from './web.server';

const ABORT_AFTER_MS = 10_000;

/** Starts the web process on the bundle this file is part of. */
export async function startWeb(build: ServerBuild): Promise<void> {
  const server = await listen(createWebApp(services, build), services.env.PORT);
  services.logger.info({ port: services.env.PORT }, 'web ready');
  const stop = () =>
    void finishRequests(server)
      .then(services.close)
      .then(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

export default function handleRequest(request: Request, status: number, headers: Headers, context: EntryContext) {
  // App Bridge is fetched ahead from Shopify's own servers; the dev store's world has one of its own.
  if (!services.env.ADMIN_STANDIN_URL) addDocumentResponseHeaders(request, headers);
  withoutFrameAncestors(headers);
  const readyEvent = isbot(request.headers.get('user-agent') ?? '') ? 'onAllReady' : 'onShellReady';
  return new Promise<Response>((resolve, reject) => {
    const { pipe, abort } = renderToPipeableStream(<RemixServer context={context} url={request.url} />, {
      [readyEvent]() {
        const body = new PassThrough();
        headers.set('Content-Type', 'text/html');
        resolve(new Response(createReadableStreamFromReadable(body), { headers, status }));
        pipe(body);
      },
      onShellError: reject,
      onError: (error) => services.logger.error({ err: error }, 'rendering a page failed'),
    });
    setTimeout(abort, ABORT_AFTER_MS);
  });
}

/** Remix would print everything, an address that is none with its stack too. */
export const handleError: HandleErrorFunction = (error, { request }) => {
  if (request.signal.aborted || isRouteErrorResponse(error)) return;
  services.logger.error({ err: error, path: new URL(request.url).pathname }, 'a route failed');
};
