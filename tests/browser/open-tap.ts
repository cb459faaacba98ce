import type { Server } from 'node:http';
import express from 'express';

/** A request that went through, with what its sender said of itself. */
export interface Tapped {
  path: string;
  origin: string | undefined;
  cookie: string | undefined;
  body: string;
  /** What the app answered. */
  status: number;
}

export interface Tap {
  url: string;
  /** In the order of the answers. */
  seen: Tapped[];
  close(): Promise<void>;
}

/** A door before the app that hands everything on and writes down what passes. Browsers do not show the requests of a sandbox's worker. */
export async function openTap(appUrl: string): Promise<Tap> {
  const seen: Tapped[] = [];
  const site = express();
  site.use(express.text({ type: () => true }), (request, response, next) => {
    const { origin, cookie, 'content-type': type = '' } = request.headers;
    const body = String(request.body);
    const handOn = async () => {
      const init = request.method === 'POST' ? { body, headers: { 'content-type': type } } : {};
      const answer = await fetch(appUrl + request.originalUrl, { method: request.method, ...init });
      seen.push({ path: request.path, origin, cookie, body, status: answer.status });
      const allowed = answer.headers.get('access-control-allow-origin');
      if (allowed) response.set('access-control-allow-origin', allowed);
      response.status(answer.status).send(await answer.text());
    };
    handOn().catch(next);
  });
  const server = await new Promise<Server>((resolve) => {
    const opened = site.listen(0, '127.0.0.1', () => resolve(opened));
  });
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('the tap has no port');
  return {
    ...{ seen, url: `http://localhost:${address.port}` },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
