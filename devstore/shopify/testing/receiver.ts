import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Received {
  topic: string;
  webhookId: string;
  eventId: string;
  path: string;
  headers: IncomingHttpHeaders;
  rawBody: string;
  body: Record<string, unknown>;
}

export interface Receiver {
  url: string;
  received: Received[];
  /** Those of one topic, oldest first. */
  of(topic: string): Received[];
  /** What the receiver answers from now on; a function may decide by the request. */
  answerWith(status: number | ((request: Received) => number)): void;
  close(): Promise<void>;
}

/** An app's webhook endpoint: records what comes and answers what it is told to. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  let answer: number | ((request: Received) => number) = 200;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const rawBody = Buffer.concat(chunks).toString('utf8');
      const { headers } = request;
      const one: Received = {
        topic: String(headers['x-shopify-topic']),
        webhookId: String(headers['x-shopify-webhook-id']),
        eventId: String(headers['x-shopify-event-id']),
        path: request.url ?? '',
        headers,
        rawBody,
        body: JSON.parse(rawBody) as Record<string, unknown>,
      };
      received.push(one);
      response.statusCode = typeof answer === 'number' ? answer : answer(one);
      if (response.statusCode >= 300 && response.statusCode < 400) response.setHeader('location', '/elsewhere');
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    of: (topic) => received.filter((each) => each.topic === topic),
    answerWith: (next) => void (answer = next),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
