import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An application that takes webhooks: notes what comes and answers what `answer` says. */
export interface Receiver {
  url: string;
  /** Every request so far, oldest first. */
  requests: ReceivedRequest[];
  /** The bodies that are events of mails in this test, not verifications. */
  events(recordType?: string): Record<string, unknown>[];
  answer: (request: ReceivedRequest) => number;
  close(): Promise<void>;
}

export interface ReceivedRequest {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  text: string;
}

const sampleMessageId = '00000000-0000-0000-0000-000000000000';

export async function openReceiver(): Promise<Receiver> {
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const request = {
        method: req.method ?? '',
        path: req.url ?? '',
        headers: req.headers,
        text: Buffer.concat(chunks).toString(),
      };
      receiver.requests.push(request);
      res.writeHead(receiver.answer(request)).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    requests: [],
    answer: () => 200,
    events(recordType) {
      const bodies = receiver.requests
        .filter(({ method }) => method === 'POST')
        .map(({ text }) => JSON.parse(text) as Record<string, unknown>);
      return bodies.filter(
        (body) => body.MessageID !== sampleMessageId && (recordType === undefined || body.RecordType === recordType),
      );
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return receiver;
}
