import http from 'node:http';

/** Shopify gives up after as long. */
const GIVE_UP_MS = 5_000;

export interface Poster {
  /** Posts and gives the answer's status, or null where none came in time. Never rejects. */
  post(headers: Record<string, string>, body: Buffer): Promise<number | null>;
  close(): void;
}

/** Posts to one address over connections that are kept open, as Shopify does. */
export function createPoster(url: string): Poster {
  const agent = new http.Agent({ keepAlive: true });
  return {
    post: (headers, body) =>
      new Promise((resolve) => {
        const signal = AbortSignal.timeout(GIVE_UP_MS);
        const request = http.request(url, {
          method: 'POST',
          agent,
          signal,
          headers: { ...headers, 'Content-Length': String(body.length) },
        });
        request.on('response', (response) => {
          response.resume();
          response.on('end', () => resolve(response.statusCode ?? null));
          response.on('error', () => resolve(null));
        });
        request.on('error', () => resolve(null));
        request.end(body);
      }),
    close: () => agent.destroy(),
  };
}
