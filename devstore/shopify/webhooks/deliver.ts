import http from 'node:http';
import https from 'node:https';

/** Milliseconds of system time: 1 s to connect, 5 s in all. */
export interface Patience {
  connectMs: number;
  totalMs: number;
}

const shopifysPatience: Patience = { connectMs: 1000, totalMs: 5000 };

/** Deliveries under way at once. */
export const maxParallel = 20;

const agents = {
  'http:': new http.Agent({ keepAlive: true, maxSockets: maxParallel }),
  'https:': new https.Agent({ keepAlive: true, maxSockets: maxParallel }),
};

export interface DeliveryOutcome {
  status: number | null;
  error?: string;
  ms: number;
}

/**
 * Posts a body as Shopify does, redirects not followed. Never rejects; no answer is `status: null`.
 * Only a status of 200 to 299 counts as received.
 */
export function deliver(
  url: string,
  headers: Record<string, string>,
  body: string,
  patience: Patience = shopifysPatience,
): Promise<DeliveryOutcome> {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const done = (status: number | null, error?: string) => {
      clearTimeout(total);
      clearTimeout(connect);
      resolve({ status, ms: performance.now() - startedAt, ...(error ? { error } : {}) });
    };
    const target = new URL(url);
    const isTls = target.protocol === 'https:';
    const request = (isTls ? https : http).request(target, {
      method: 'POST',
      headers: { ...headers, 'Content-Length': String(Buffer.byteLength(body)) },
      agent: isTls ? agents['https:'] : agents['http:'],
    });
    const total = setTimeout(
      () => request.destroy(new Error(`no answer within ${patience.totalMs} ms`)),
      patience.totalMs,
    );
    const connect = setTimeout(
      () => request.destroy(new Error(`no connection within ${patience.connectMs} ms`)),
      patience.connectMs,
    );
    request.on('socket', (socket) => {
      if (!socket.connecting) clearTimeout(connect);
      else socket.once('connect', () => clearTimeout(connect));
    });
    request.on('response', (response) => {
      response.resume();
      response.on('end', () => done(response.statusCode ?? null));
      response.on('error', (error) => done(null, error.message));
    });
    request.on('error', (error) => done(null, error.message));
    request.end(body);
  });
}

export function isReceived(outcome: DeliveryOutcome): boolean {
  return outcome.status !== null && outcome.status >= 200 && outcome.status < 300;
}
