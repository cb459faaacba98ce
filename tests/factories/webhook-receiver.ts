import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a receiver heard, its signature checked as standardwebhooks.com says. */
export interface Heard {
  id: string;
  timestamp: number;
  body: string;
  /** By the secret that the receiver was given. */
  isGenuine: boolean;
}

export interface WebhookReceiver {
  url: string;
  heard: Heard[];
  /** How it answers from now on; default: 204. */
  answer: (response: ServerResponse, heard: Heard) => void;
  /** What it checks by. */
  secret: string;
  /** Ends every connection and listens no more. */
  close(): Promise<void>;
}

/** A program of a merchant's on this machine. Its judgement is written from the specification, and shares nothing with who signs. */
export async function openReceiver(port = 0): Promise<WebhookReceiver> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const header = (name: string) => String(request.headers[name] ?? '');
      const heard = { id: header('webhook-id'), timestamp: Number(header('webhook-timestamp')), body };
      const isGenuine = isSigned(receiver.secret, heard, header('webhook-signature'));
      receiver.heard.push({ ...heard, isGenuine });
      receiver.answer(response, { ...heard, isGenuine });
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const receiver: WebhookReceiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    ...{ heard: [], secret: '', answer: (response) => response.writeHead(204).end() },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return receiver;
}

/** Signed content is `id.timestamp.body`; the key is what follows `whsec_`, in base64; several signatures may stand in the header, parted by spaces. */
function isSigned(secret: string, { id, timestamp, body }: Omit<Heard, 'isGenuine'>, header: string): boolean {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body, 'utf8').digest();
  return header.split(' ').some((each) => {
    const [version, text = ''] = each.split(',');
    const given = Buffer.from(text, 'base64');
    return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected);
  });
}
