import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps, type RequestOptions } from 'node:https';
import { checkedAddress, onlyTo, within, type ReachRules } from '~/platform/net/checked-address.server';
import { wrongUrl, type UrlRules } from './endpoint-url';

/** What came of one attempt. */
export type PostOutcome = { kind: 'answered'; status: number } | { kind: 'failed'; problem: string };

export type WebhookPoster = (url: string, headers: Record<string, string>, body: string) => Promise<PostOutcome>;

export interface PosterOptions extends UrlRules, ReachRules {
  timeoutMs?: number;
  /** Further settings of the connection, such as whom to trust. */
  tls?: Pick<RequestOptions, 'ca'>;
}

/** For all of it: finding the server, connecting, sending, hearing. */
const TIMEOUT_MS = 10_000;
const MOST_ANSWER_BYTES = 65_536;

/**
 * Sends webhooks to where merchants say. The name is looked up once, each address is checked, and the connection goes to the one that was checked: a name
 * that leads somewhere else a moment later leads nowhere. Redirects are answers like any other, and no proxy of the environment is asked.
 */
export function createWebhookPoster(options: PosterOptions): WebhookPoster {
  const { timeoutMs = TIMEOUT_MS } = options;
  return async (text, headers, body) => {
    const wrong = wrongUrl(text, options);
    if (wrong) return { kind: 'failed', problem: wrong };
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const url = new URL(text);
      const address = await within(checkedAddress(url, options), signal);
      if (!address) return { kind: 'failed', problem: 'The server’s name leads to no public address' };
      return { kind: 'answered', status: await post(url, address, { headers, body, signal, tls: options.tls ?? {} }) };
    } catch (error) {
      return {
        kind: 'failed',
        problem: signal.aborted ? `No answer within ${timeoutMs / 1_000} seconds` : wordsOf(error),
      };
    }
  };
}

interface Sent {
  headers: Record<string, string>;
  body: string;
  signal: AbortSignal;
  tls: Pick<RequestOptions, 'ca'>;
}

function post(url: URL, address: string, { headers, body, signal, tls }: Sent): Promise<number> {
  const length = { 'content-length': String(Buffer.byteLength(body)) };
  const fixed = { 'content-type': 'application/json', 'user-agent': 'Kindred-Webhooks/1', ...length };
  const request = url.protocol === 'http:' ? requestHttp : requestHttps;
  return new Promise((resolve, reject) => {
    const settings = {
      method: 'POST',
      agent: false,
      lookup: onlyTo(address),
      signal,
      headers: { ...fixed, ...headers },
      ...tls,
    };
    const sending = request(url, settings, (answer) => hear(answer).then(resolve, reject));
    sending.on('error', reject);
    sending.end(body);
  });
}

/** The status counts; of the rest so much is read that a well-meant answer ends by itself. */
function hear(answer: IncomingMessage): Promise<number> {
  return new Promise((resolve, reject) => {
    let bytes = 0;
    const done = () => resolve(answer.statusCode ?? 0);
    answer.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= MOST_ANSWER_BYTES) return;
      done();
      answer.destroy();
    });
    answer.on('end', done);
    answer.on('error', reject);
    answer.on('close', () => reject(new Error('The connection ended in the middle of the answer')));
  });
}

const WORDS: Partial<Record<string, string>> = {
  ENOTFOUND: 'There is no server of this name',
  EAI_AGAIN: 'The server’s name cannot be looked up',
  ECONNREFUSED: 'The server refuses the connection',
  ECONNRESET: 'The server ended the connection',
};

function wordsOf(error: unknown): string {
  const { code, message } = error as { code?: string; message: string };
  return (code && WORDS[code]) ?? message.slice(0, 200);
}
